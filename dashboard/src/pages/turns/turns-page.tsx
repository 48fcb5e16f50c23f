import { useEffect, useRef } from 'react';
import { useView } from '../../url-state';
import type { PageProps } from '../page-props';
import { TurnList } from './list/turn-list';
import { OneTurn } from './one/one-turn';

/** Turns: those that cost, last or fail the most, and each as a waterfall. */
export default function TurnsPage({ me }: PageProps) {
  const id = useView('turn');
  useArrival(id);
  return id === undefined ? <TurnList me={me} /> : <OneTurn key={id} id={id} />;
}

/** What was pressed is gone once a turn opens or closes: the focus goes to the heading, as for another page. */
function useArrival(id: string | undefined): void {
  const shown = useRef(id);
  useEffect(() => {
    if (shown.current !== id) {
      shown.current = id;
      window.scrollTo(0, 0);
      document.querySelector<HTMLElement>('main h1')?.focus();
    }
  }, [id]);
}

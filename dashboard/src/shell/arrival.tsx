import { type RefObject, useEffect } from 'react';
import type { PageName } from '../url-state';

interface ArrivalProps {
  page: PageName;
  title: string;
  /** The page that was last arrived at. */
  shown: RefObject<PageName | undefined>;
  main: RefObject<HTMLElement | null>;
}

/**
 * What happens once a page is there, which is after its code was loaded: the window gets its title, and the
 * focus goes to its heading, for a screen reader would otherwise not notice that the page has changed.
 */
export function Arrival({ page, title, shown, main }: ArrivalProps) {
  useEffect(() => {
    document.title = `${title} · Thinspan`;
    if (shown.current !== undefined && shown.current !== page) {
      window.scrollTo(0, 0);
      main.current?.querySelector('h1')?.focus();
    }
    shown.current = page;
  }, [page, title, shown, main]);
  return null;
}

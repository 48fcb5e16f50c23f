/** Ways between the list and one turn, in the address. */

import { useCallback } from 'react';
import { type Target, useLinkTo, useView, type View } from '../../url-state';

/** What a turn is called (docs/API.md, "Turns"). */
const TURN_ID = /\b\d{4}-\d{2}-\d{2}-[0-9a-f]{12}\b/;

/** The turn id in a text that was pasted; `undefined`: there is none. */
export function turnIdIn(text: string): string | undefined {
  return TURN_ID.exec(text.toLowerCase())?.[0];
}

/** How the list is looked at: it goes along into a turn, so that the way back leads to the same rows. */
function useListView(): View {
  const kept = {
    order: useView('order'),
    'sort.turns': useView('sort.turns'),
    'find.turns': useView('find.turns'),
    'at.turns': useView('at.turns'),
  };
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The list as it was left. */
export function useListTarget(): Target {
  return { view: useListView() };
}

/** Makes an anchor a link to a turn. */
export function useLinkToTurn(): (id: string) => ReturnType<ReturnType<typeof useLinkTo>> {
  const linkTo = useLinkTo();
  const view = useListView();
  const kept = JSON.stringify(view);
  return useCallback((id) => linkTo({ view: { ...(JSON.parse(kept) as View), turn: id } }), [linkTo, kept]);
}

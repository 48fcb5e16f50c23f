/**
 * What the address bar says: the page and the range of days. It is the only place where they are kept, so a
 * link to a view, a reload and the back button all show the same.
 */

import { type MouseEvent, useMemo, useSyncExternalStore } from 'react';
import { type DayRange, lengthOf, MAX_RANGE_DAYS, parseDay } from './days';

export type PageName = 'usage' | 'settings';

export interface UrlState {
  readonly page: PageName;
  /** `undefined`: none was chosen, or what the address says is no range that the API would answer. */
  readonly range: DayRange | undefined;
}

/** Reads a query string. */
export function parseSearch(search: string): UrlState {
  const parameters = new URLSearchParams(search);
  return {
    page: parameters.get('page') === 'settings' ? 'settings' : 'usage',
    range: parseRange(parameters.get('from'), parameters.get('to')),
  };
}

function parseRange(fromText: string | null, toText: string | null): DayRange | undefined {
  const from = parseDay(fromText);
  const to = parseDay(toText);
  if (from === undefined || to === undefined) {
    return undefined;
  }
  const days = lengthOf({ from, to });
  return days >= 1 && days <= MAX_RANGE_DAYS ? { from, to } : undefined;
}

/** Writes a query string, such as `?page=usage&from=2026-11-01&to=2026-11-21`. */
export function searchOf(state: UrlState): string {
  const parameters = new URLSearchParams({ page: state.page });
  if (state.range !== undefined) {
    parameters.set('from', state.range.from);
    parameters.set('to', state.range.to);
  }
  return `?${parameters}`;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

/** The state in the address bar; renders again when it changes. */
export function useUrlState(): UrlState {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  return useMemo(() => parseSearch(search), [search]);
}

/** Goes to a state as a link would, without loading the page again. */
export function navigate(state: UrlState): void {
  const search = searchOf(state);
  if (search !== window.location.search) {
    window.history.pushState(null, '', search);
    for (const listener of listeners) {
      listener();
    }
  }
}

/** What makes an anchor a link to a state: a real address to copy or open in a tab, followed in place. */
export function linkTo(state: UrlState) {
  return {
    href: searchOf(state),
    onClick: (event: MouseEvent<HTMLElement>) => {
      const elsewhere =
        event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
      if (!elsewhere) {
        event.preventDefault();
        navigate(state);
      }
    },
  };
}

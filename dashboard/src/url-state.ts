/**
 * What the address bar says: the page, the range of days, and which part of a page is open. It is the only
 * place where they are kept, so a link to a view, a reload and the back button all show the same.
 */

import { type MouseEvent, useMemo, useSyncExternalStore } from 'react';
import { type DayRange, lengthOf, MAX_RANGE_DAYS, parseDay } from './days';

const PAGE_NAMES = ['usage', 'onboarding', 'settings'] as const;
const SETTINGS_TABS = ['token', 'members', 'sessions', 'audit', 'erasure'] as const;

export type PageName = (typeof PAGE_NAMES)[number];
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export interface UrlState {
  /** `undefined`: the address names none that there is. */
  readonly page: PageName | undefined;
  /** `undefined`: none was chosen, or what the address says is no range that the API would answer. */
  readonly range?: DayRange | undefined;
  /** The part of the settings. */
  readonly tab?: SettingsTab | undefined;
  /** The way to connect clients, as the API names it. */
  readonly variant?: string | undefined;
}

/** Reads a query string. */
export function parseSearch(search: string): UrlState {
  const parameters = new URLSearchParams(search);
  return {
    page: oneOf(PAGE_NAMES, parameters.get('page')),
    range: parseRange(parameters.get('from'), parameters.get('to')),
    tab: oneOf(SETTINGS_TABS, parameters.get('tab')),
    variant: parameters.get('variant') ?? undefined,
  };
}

function oneOf<Name extends string>(names: readonly Name[], text: string | null): Name | undefined {
  return names.find((name) => name === text);
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

/** Writes a query string, such as `?page=usage&from=2026-11-01&to=2026-11-21`. A part stands with its page only. */
export function searchOf(state: UrlState): string {
  const parameters = new URLSearchParams();
  if (state.page !== undefined) {
    parameters.set('page', state.page);
  }
  if (state.page === 'settings' && state.tab !== undefined) {
    parameters.set('tab', state.tab);
  }
  if (state.page === 'onboarding' && state.variant !== undefined) {
    parameters.set('variant', state.variant);
  }
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
    tellAll();
  }
}

/** Says in the address what is shown, where it did not yet; the back button leads to what was before. */
export function settle(state: UrlState): void {
  window.history.replaceState(null, '', searchOf(state));
  tellAll();
}

function tellAll(): void {
  for (const listener of listeners) {
    listener();
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

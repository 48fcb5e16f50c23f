/**
 * What the address bar says: the page, the scope that pages of figures share (scope.ts), and how the page is
 * looked at: which part is open, how a table is sorted. It is the only place where they are kept, so a link to a
 * view, a reload and the back button all show the same.
 */

import { type MouseEvent, useCallback, useMemo, useSyncExternalStore } from 'react';
import { dayOf, lastDays } from './days';
import { isScopeParameter, readScope, type Scope, type SettledScope, writeScope } from './scope';

const PAGE_NAMES = [
  'overview',
  'usage',
  'quality',
  'activity',
  'turns',
  'health',
  'onboarding',
  'settings',
] as const;

export type PageName = (typeof PAGE_NAMES)[number];

/** How a page is looked at. The names are the page's own; they are gone when another page is opened. */
export type View = Readonly<Record<string, string>>;

export interface UrlState {
  /** `undefined`: the address names none that there is. */
  readonly page: PageName | undefined;
  readonly scope: Scope;
  readonly view: View;
}

/**
 * Where to go. What is left out stays as it is, but for the view, which another page does not know. A table of other
 * figures of the same page begins anew, wherever it stood.
 */
export interface Target {
  readonly page?: PageName;
  readonly scope?: Scope;
  readonly view?: View;
}

/** Days that are shown unless others are chosen. */
export const DEFAULT_DAYS = 30;

/** Longer ones were not written by the dashboard. */
const MAX_VIEW_NAME = 40;
const MAX_VIEW_VALUE = 200;

/** Reads a query string. */
export function parseSearch(search: string): UrlState {
  const parameters = new URLSearchParams(search);
  const view: Record<string, string> = {};
  for (const [name, value] of parameters) {
    const isOfPage = name !== 'page' && !isScopeParameter(name);
    if (isOfPage && name.length <= MAX_VIEW_NAME && value.length <= MAX_VIEW_VALUE) {
      view[name] = value;
    }
  }
  const page = PAGE_NAMES.find((name) => name === parameters.get('page'));
  return { page, scope: readScope(parameters), view };
}

/** Writes a query string, such as `?page=usage&from=2026-11-01&to=2026-11-21&by=model`. */
export function searchOf({ page, scope, view }: UrlState): string {
  const parameters = new URLSearchParams();
  if (page !== undefined) {
    parameters.set('page', page);
  }
  writeScope(scope, parameters);
  for (const [name, value] of Object.entries(view)) {
    parameters.set(name, value);
  }
  return `?${parameters}`;
}

function current(): UrlState {
  return parseSearch(window.location.search);
}

function resolve({ page, scope, view }: Target, from: UrlState): UrlState {
  const kept = page === undefined ? firstRows(from.view) : {};
  return { page: page ?? from.page, scope: scope ?? from.scope, view: view ?? kept };
}

function firstRows(view: View): View {
  return Object.fromEntries(Object.entries(view).filter(([name]) => !name.startsWith('at.')));
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

/** Goes somewhere as a link would, without loading the page again. */
export function navigate(target: Target): void {
  const search = searchOf(resolve(target, current()));
  if (search !== window.location.search) {
    window.history.pushState(null, '', search);
    tellAll();
  }
}

/** Says in the address what is shown, where it did not yet; the back button leads to what was before. */
export function settle(target: Target): void {
  window.history.replaceState(null, '', searchOf(resolve(target, current())));
  tellAll();
}

/**
 * Changes how the page is looked at; `undefined` takes a name out. `settled`: no step for the back button, as
 * while somebody types.
 */
export function changeView(changes: Readonly<Record<string, string | undefined>>, how?: 'settled'): void {
  const view: Record<string, string> = { ...current().view };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) {
      delete view[name];
    } else {
      view[name] = value.slice(0, MAX_VIEW_VALUE);
    }
  }
  (how === 'settled' ? settle : navigate)({ view });
}

/** Changes which figures are shown, of this page and then of all. */
export function changeScope(changes: Partial<Scope>): void {
  navigate({ scope: { ...current().scope, ...changes } });
}

function tellAll(): void {
  for (const listener of listeners) {
    listener();
  }
}

/** Renders again when what is read from the address is another text. */
function useAddress(read: () => string): string {
  return useSyncExternalStore(subscribe, read);
}

/** The page that the address names. */
export function usePage(): PageName | undefined {
  const name = useAddress(() => current().page ?? '');
  return PAGE_NAMES.find((page) => page === name);
}

function scopeText(): string {
  const parameters = new URLSearchParams();
  writeScope(current().scope, parameters);
  return parameters.toString();
}

/** Which figures the address asks for. The same object as long as they are the same. */
export function useScope(): Scope {
  const text = useAddress(scopeText);
  return useMemo(() => readScope(new URLSearchParams(text)), [text]);
}

/** The same with the last days where the address names none. */
export function useSettledScope(): SettledScope {
  const scope = useScope();
  const today = dayOf(Date.now());
  return useMemo(() => ({ ...scope, range: scope.range ?? lastDays(DEFAULT_DAYS, today) }), [scope, today]);
}

/** One thing about how the page is looked at. */
export function useView(name: string): string | undefined {
  const value = useAddress(() => current().view[name] ?? '');
  return value === '' ? undefined : value;
}

/** One of several ways to look at the page; the first unless the address names another. */
export function useChoice<Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value {
  const chosen = useView(name);
  return values.find((value) => value === chosen) ?? values[0];
}

interface LinkProps {
  readonly href: string;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
}

/** Makes an anchor a link to somewhere: a real address to copy or open in a tab, followed in place. */
export function useLinkTo(): (target: Target) => LinkProps {
  const search = useAddress(() => window.location.search);
  return useCallback(
    (target) => ({
      href: searchOf(resolve(target, parseSearch(search))),
      onClick: (event) => {
        const elsewhere =
          event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
        if (!elsewhere) {
          event.preventDefault();
          navigate(target);
        }
      },
    }),
    [search],
  );
}

/** Light or dark: the system's choice until the person makes another, which this browser then remembers. */

import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const STORAGE_KEY = 'thinspan-theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function systemTheme(): Theme {
  return systemDark.matches ? 'dark' : 'light';
}

/** Storage may be forbidden, which throws: the choice then lasts as long as the page. */
function readChoice(): Theme | undefined {
  try {
    const stored = window.localStorage.getItem(STORAGE_KEY);
    return stored === 'light' || stored === 'dark' ? stored : undefined;
  } catch {
    return undefined;
  }
}

function storeChoice(next: Theme | undefined): void {
  try {
    if (next === undefined) {
      window.localStorage.removeItem(STORAGE_KEY);
    } else {
      window.localStorage.setItem(STORAGE_KEY, next);
    }
  } catch {
    // Nothing to do: see readChoice.
  }
}

let choice = readChoice();

function currentTheme(): Theme {
  return choice ?? systemTheme();
}

/** Writes the theme where Kumo's styles look for it. */
function apply(): void {
  document.documentElement.dataset.mode = currentTheme();
  for (const listener of listeners) {
    listener();
  }
}

/** Settles the theme; called once, before the first render. */
export function startTheme(): void {
  systemDark.addEventListener('change', apply);
  apply();
}

/** Changes to the other theme. Choosing what the system has anyway means to follow the system again. */
export function toggleTheme(): void {
  const next: Theme = currentTheme() === 'dark' ? 'light' : 'dark';
  choice = next === systemTheme() ? undefined : next;
  storeChoice(choice);
  apply();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme now shown. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}

/**
 * The link that a deployment prints for its first admin: `#first-admin=<key>`. What follows the `#` is sent to
 * no server; it is taken out of the address bar at once, so that it is in no history and on no screenshot.
 */

import { useSyncExternalStore } from 'react';

const PREFIX = '#first-admin=';

const listeners = new Set<() => void>();
let key: string | undefined;

function setKey(next: string | undefined): void {
  key = next;
  for (const listener of listeners) {
    listener();
  }
}

function take(): void {
  const { hash, pathname, search } = window.location;
  if (hash.startsWith(PREFIX)) {
    window.history.replaceState(null, '', pathname + search);
    setKey(hash.slice(PREFIX.length));
  }
}

/** Takes the key from the address; called once, before the first render. */
export function startFirstAdminLink(): void {
  // A link that is opened in a tab that shows the dashboard already loads nothing.
  window.addEventListener('hashchange', take);
  take();
}

/** Lets go of the key: it was used, or another way was chosen. */
export function forgetFirstAdminKey(): void {
  setKey(undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The key of the link that was followed, or `undefined`. */
export function useFirstAdminKey(): string | undefined {
  return useSyncExternalStore(subscribe, () => key);
}

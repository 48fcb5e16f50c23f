import { queryOptions } from '@tanstack/react-query';
import { useChange } from './changes';
import { get, remove } from './client';
import type { Sessions } from './types';

const PATH = '/api/v1/sessions';

/** Where the person is signed in, this browser first. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => get<Sessions>(PATH, signal),
  select: ({ sessions }) => sessions,
});

/** Signs out one browser. */
export function useEndSession(id: string, onEnded: () => void) {
  return useChange(() => remove(`${PATH}/${encodeURIComponent(id)}`), sessionsQuery.queryKey, onEnded);
}

/** Signs out every browser but this one. */
export function useEndOtherSessions(onEnded: () => void) {
  return useChange(() => remove(PATH), sessionsQuery.queryKey, onEnded);
}

import { queryOptions } from '@tanstack/react-query';
import { addDays, type DayRange, dayOf, lastDays, MAX_RANGE_DAYS } from '../days';
import { useChange } from './changes';
import { get, post } from './client';
import type { Dimensions, Erasure, Erasures } from './types';

const PATH = '/api/v1/erasures';

/** How often to look whether the cron has come to an erasure that was asked for. */
const WAITING_MS = 30_000;

/** Which people were erased or are about to be. Admins only. */
export const erasuresQuery = queryOptions({
  queryKey: ['erasures'],
  queryFn: ({ signal }) => get<Erasures>(PATH, signal),
  select: ({ erasures }) => erasures,
  refetchInterval: ({ state }) =>
    state.data?.erasures.some(({ done_at }) => done_at === null) === true && WAITING_MS,
});

/** Everybody who reports, as figures name them. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => {
    const { from, to } = widestRange();
    return get<Dimensions>(`/api/v1/dimensions?${new URLSearchParams({ from, to })}`, signal);
  },
  // Whoever did not say who they are cannot be told apart from others.
  select: ({ users }) => users.filter(({ user }) => user !== ''),
  staleTime: 0,
});

/** Ends tomorrow, for clients' clocks may be ahead. */
function widestRange(): DayRange {
  return lastDays(MAX_RANGE_DAYS, addDays(dayOf(Date.now()), 1));
}

/** Asks for a person to be erased; the cron's next passes do it. */
export function useErasePerson(onAsked: () => void) {
  return useChange((user: string) => post<Erasure>(PATH, { user }), erasuresQuery.queryKey, onAsked);
}

import { queryOptions } from '@tanstack/react-query';
import { useChange } from './changes';
import { get, put } from './client';
import type { Dimensions, Retention } from './types';

const PATH = '/api/v1/dimensions';
/** Also what filters are chosen from is kept under it. */
const KEY = ['dimensions'];

/** What sessions are labelled with, and how long things are kept, whatever the pages of figures show. */
export const settingsQuery = queryOptions({
  queryKey: [...KEY, 'settings'],
  queryFn: ({ signal }) => get<Dimensions>(PATH, signal),
  staleTime: 0,
});

/** The most labels of an org's own, and the most values of one that are told (docs/API.md, "Dimensions"). */
export const MAX_LABELS = 20;
export const MAX_LABEL_VALUES = 2_000;

/** Lists the org's own labels; the list replaces the one before. */
export function useSetLabels(onSet: (attributes: readonly string[]) => void) {
  return useChange(
    (attributes: readonly string[]) => put<{ readonly attributes: readonly string[] }>(PATH, { attributes }),
    KEY,
    ({ attributes }) => onSet(attributes),
  );
}

/** The longest that things can be kept, in days. */
export const MAX_RAW_DAYS = 365;
export const MAX_DAILY_DAYS = 1_100;

/** Says how long things are kept. */
export function useSetRetention(onSet: (retention: Retention) => void) {
  return useChange(
    (retention: Retention) => put<Retention>('/api/v1/retention', { ...retention }),
    KEY,
    onSet,
  );
}

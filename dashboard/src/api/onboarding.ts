import { queryOptions } from '@tanstack/react-query';
import { ONBOARDING_KEY } from './changes';
import { get } from './client';
import type { ChecklistItem, Onboarding } from './types';

/** How often to look while something is missing, and when nothing is. Hidden pages do not look at all. */
const WAITING_MS = 4_000;
const WATCHING_MS = 30_000;

/** What connects clients, and how far that has come. Admins only. */
export const onboardingQuery = queryOptions({
  queryKey: ONBOARDING_KEY,
  queryFn: ({ signal }) => get<Onboarding>('/api/v1/onboarding', signal),
  refetchInterval: ({ state }) =>
    state.data !== undefined && isComplete(state.data.checklist) ? WATCHING_MS : WAITING_MS,
  staleTime: 0,
});

/** Whether everything arrives. Labels are for those who want figures by team. */
export function isComplete(checklist: readonly ChecklistItem[]): boolean {
  return checklist.every((item) => item.is_done || isOptional(item));
}

/** Whether figures are whole without it. */
export function isOptional({ id }: ChecklistItem): boolean {
  return id === 'labels';
}

/** Reading figures: the resources that take the parameters of a scope. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type SettledScope, writeScope } from '../scope';
import { get } from './client';
import type { Activity, Dimensions, GroupBy, Health, PriceList, Quality, Turn, Turns, Usage } from './types';

/** Figures are folded every five minutes: to ask more often would show nothing new. */
const ROLLUP_INTERVAL_MS = 5 * 60_000;

type Extra = Readonly<Record<string, string | number | undefined>>;

function queryString(scope: SettledScope, extra: Extra): string {
  const parameters = new URLSearchParams();
  writeScope(scope, parameters);
  for (const [name, value] of Object.entries(extra)) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  return parameters.toString();
}

/** While other figures of the resource load, the ones before stay on the page. */
function figures<Answer>(resource: string, scope: SettledScope, extra: Extra = {}) {
  const query = queryString(scope, extra);
  return queryOptions({
    queryKey: [resource, query],
    queryFn: ({ signal }) => get<Answer>(`/api/v1/${resource}?${query}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ROLLUP_INTERVAL_MS,
  });
}

interface UsageExtra {
  readonly groupBy?: GroupBy;
  /** Tell the days of so many groups, the dearest; 1 to 20. */
  readonly top?: number;
}

/** What was used and what it cost. */
export function usageQuery(scope: SettledScope, { groupBy, top }: UsageExtra = {}) {
  return figures<Usage>('usage', scope, { group_by: groupBy, top });
}

/** Who did what, when, and with what of Claude Code. */
export function activityQuery(scope: SettledScope) {
  return figures<Activity>('activity', scope);
}

/** Approvals, failures, lengths of time. */
export function qualityQuery(scope: SettledScope) {
  return figures<Quality>('quality', scope);
}

/** Who reports what, and what is missing. */
export function healthQuery(scope: SettledScope) {
  return figures<Health>('health', scope);
}

/** As many days of turns as the API answers. */
export const MAX_TURN_DAYS = 31;

export type TurnOrder = 'cost' | 'duration' | 'errors' | 'recent';

/** The first turns by an order, of at most {@link MAX_TURN_DAYS} days; `limit` is 1 to 100. */
export function turnsQuery(scope: SettledScope, order: TurnOrder, limit: number) {
  return figures<Turns>('turns', scope, { order, limit });
}

/** One turn as a tree. */
export function turnQuery(id: string) {
  return queryOptions({
    queryKey: ['turn', id],
    queryFn: ({ signal }) => get<Turn>(`/api/v1/turns/${encodeURIComponent(id)}`, signal),
  });
}

/** What figures can be filtered on. Neither the filters nor a comparison change it. */
export function dimensionsQuery(scope: SettledScope) {
  return figures<Dimensions>('dimensions', { range: scope.range, filters: {}, isCompared: false });
}

/** What a token costs; what has no price is told of the scope. */
export function pricesQuery(scope: SettledScope) {
  return figures<PriceList>('prices', scope);
}

/** The address of a table of usage, for a link that the browser follows by itself. */
export function usageTablePath(scope: SettledScope, groupBy: readonly GroupBy[]): string {
  return `/api/v1/export.csv?${queryString(scope, { group_by: groupBy.join(',') })}`;
}

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DayRange } from '../days';
import { get } from './client';
import type { GroupBy, Usage } from './types';

/** Figures are folded every five minutes: to ask more often would show nothing new. */
const ROLLUP_INTERVAL_MS = 5 * 60_000;

/** Usage in a range of days. While another range loads, the one before stays on the page. */
export function usageQuery(range: DayRange, groupBy: GroupBy) {
  return queryOptions({
    queryKey: ['usage', groupBy, range.from, range.to],
    queryFn: ({ signal }) => {
      const parameters = new URLSearchParams({ from: range.from, to: range.to, group_by: groupBy });
      return get<Usage>(`/api/v1/usage?${parameters}`, signal);
    },
    placeholderData: keepPreviousData,
    refetchInterval: ROLLUP_INTERVAL_MS,
  });
}

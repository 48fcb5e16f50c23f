import { useMemo } from 'react';
import type { Asked } from './figures';

/** Two questions as one: answered once both are, and failed when either is. */
export function useBoth<One, Other>(one: Asked<One>, other: Asked<Other>): Asked<readonly [One, Other]> {
  const data = useMemo(
    () =>
      one.data === undefined || other.data === undefined ? undefined : ([one.data, other.data] as const),
    [one.data, other.data],
  );
  return {
    data,
    error: one.error ?? other.error,
    isPlaceholderData: one.isPlaceholderData || other.isPlaceholderData,
    isFetching: one.isFetching || other.isFetching,
    refetch: () => Promise.all([one, other].map((asked) => asked.error !== null && asked.refetch())),
  };
}

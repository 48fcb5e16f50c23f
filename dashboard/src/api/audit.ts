import { infiniteQueryOptions } from '@tanstack/react-query';
import { AUDIT_KEY } from './changes';
import { addressOf, get } from './client';
import type { Audit } from './types';

const PAGE_ENTRIES = 50;

/** The log of changes, newest first, a page at a time. Admins only. */
export const auditQuery = infiniteQueryOptions({
  queryKey: AUDIT_KEY,
  queryFn: ({ pageParam, signal }) => {
    const parameters = new URLSearchParams({ limit: String(PAGE_ENTRIES) });
    if (pageParam !== null) {
      parameters.set('before', pageParam);
    }
    return get<Audit>(`/api/v1/audit?${parameters}`, signal);
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  select: ({ pages }) => pages.flatMap(({ entries }) => entries),
  // Others change things too, and a log that is out of date looks as if they had not.
  staleTime: 0,
});

/** Where the whole log is to be had as a table for spreadsheets. */
export function auditTableAddress(): string {
  return addressOf('/api/v1/audit.csv');
}

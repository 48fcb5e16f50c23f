import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client';
import { refreshSession } from './session';
import type { IngestToken, NewIngestToken } from './types';

const PATH = '/api/v1/ingest-tokens';

/** The org's ingest tokens, newest first. Admins only. */
export const ingestTokensQuery = queryOptions({
  queryKey: ['ingest-tokens'],
  queryFn: ({ signal }) => get<{ readonly tokens: readonly IngestToken[] }>(PATH, signal),
  select: ({ tokens }) => tokens,
});

/** Makes a token, which replaces and revokes the one before. */
export function useGenerateIngestToken(onGenerated: (token: NewIngestToken) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<NewIngestToken>(PATH),
    onSuccess: (token) => {
      onGenerated(token);
      return Promise.all([
        client.invalidateQueries({ queryKey: ingestTokensQuery.queryKey }),
        refreshSession(client),
      ]);
    },
    // The text of a token must not outlive the page that shows it.
    gcTime: 0,
  });
}

import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { AUDIT_KEY, ONBOARDING_KEY } from './changes';
import { get, post, remove } from './client';
import { refreshSession } from './session';
import type { IngestToken, NewIngestToken } from './types';

const PATH = '/api/v1/ingest-tokens';

/** The org's ingest tokens, newest first. Admins only. */
export const ingestTokensQuery = queryOptions({
  queryKey: ['ingest-tokens'],
  queryFn: ({ signal }) => get<{ readonly tokens: readonly IngestToken[] }>(PATH, signal),
  select: ({ tokens }) => tokens,
});

/** The longest name of a token (docs/API.md). */
export const MAX_TOKEN_NAME = 60;

/** Makes a token, which replaces and revokes the one before. The name may be empty. */
export function useGenerateIngestToken(onGenerated: (token: NewIngestToken) => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (name: string) => post<NewIngestToken>(PATH, { name }),
    onSuccess: (token) => {
      onGenerated(token);
      return refresh();
    },
    // The text of a token must not outlive the page that shows it.
    gcTime: 0,
  });
}

/** Revokes the token in force: nothing can report until there is another. */
export function useRevokeIngestToken(onRevoked: () => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => remove(PATH),
    onSuccess: () => {
      onRevoked();
      return refresh();
    },
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ingestTokensQuery.queryKey }),
      client.invalidateQueries({ queryKey: AUDIT_KEY }),
      client.invalidateQueries({ queryKey: ONBOARDING_KEY }),
      refreshSession(client),
    ]);
}

/** Who is signed in: the query that decides whether the dashboard or the sign-in page is shown. */

import {
  type Query,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, post, put } from './client';
import { isSignedOut } from './error';
import type { CodeSent, Me } from './types';

export type Session =
  | { readonly state: 'in'; readonly me: Me }
  /** `new`: nobody was signed in; `left`: signed out; `ended`: the API no longer knows the session. */
  | { readonly state: 'out'; readonly why: 'new' | 'left' | 'ended' };

const SESSION_KEY = ['session'] as const;

/** How often to look for the first export once a token exists, and for a token before that. */
const WAITING_FOR_DATA_MS = 5_000;
const WAITING_FOR_TOKEN_MS = 30_000;

export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ client, signal }): Promise<Session> => {
    try {
      return { state: 'in', me: await get<Me>('/api/v1/me', signal) };
    } catch (error) {
      if (error instanceof Error && isSignedOut(error)) {
        return signedOut(client);
      }
      throw error;
    }
  },
  refetchInterval: ({ state }) => pollInterval(state.data),
});

function pollInterval(session: Session | undefined): number | false {
  if (session?.state !== 'in' || session.me.ingest.has_data) {
    return false;
  }
  return session.me.ingest.has_token ? WAITING_FOR_DATA_MS : WAITING_FOR_TOKEN_MS;
}

function signedOut(client: QueryClient): Session {
  const before = client.getQueryData<Session>(SESSION_KEY);
  return before?.state === 'in' ? { state: 'out', why: 'ended' } : (before ?? { state: 'out', why: 'new' });
}

function setSession(client: QueryClient, session: Session): void {
  client.setQueryData<Session>(SESSION_KEY, session);
}

/**
 * Forgets what the person before could see. For the sign-in page: by then nothing on display wants those
 * answers any more and asks for them again.
 */
export function useForgetAnswers(): void {
  const client = useQueryClient();
  useEffect(() => {
    client.removeQueries({ predicate: isOfOrg });
  }, [client]);
}

/** Every answer but who is signed in. */
function isOfOrg(query: Query): boolean {
  return query.queryKey[0] !== SESSION_KEY[0];
}

/** To be called when any call is answered 401. */
export function sessionEnded(client: QueryClient): void {
  setSession(client, signedOut(client));
}

/** Asks for a one-time code by mail. */
export function useRequestCode() {
  return useMutation({
    mutationFn: (email: string) => post<CodeSent>('/api/v1/auth/request', { email }),
  });
}

/** Signs in with the code from the mail. */
export function useVerifyCode() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => post<Me>('/api/v1/auth/verify', { code }),
    onSuccess: (me) => setSession(client, { state: 'in', me }),
  });
}

/** Signs in the first admin by the key in the link that the deployment printed. */
export function useFirstAdmin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => post<Me>('/api/v1/auth/first-admin', { key }),
    onSuccess: (me) => setSession(client, { state: 'in', me }),
  });
}

/** Turns this browser to another org of the same address: nothing that is on display is of that one. */
export function useSwitchOrg() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (org: string) => put<Me>('/api/v1/me', { org }),
    onSuccess: (me) => {
      setSession(client, { state: 'in', me });
      return client.resetQueries({ predicate: isOfOrg });
    },
  });
}

/** Signs out. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<void>('/api/v1/auth/logout'),
    onSuccess: () => setSession(client, { state: 'out', why: 'left' }),
  });
}

/** Asks for the session again, after something that changes what `/me` says. */
export function refreshSession(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: SESSION_KEY });
}

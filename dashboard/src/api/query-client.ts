import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isForbidden, isSignedOut } from './error';
import { refreshSession, sessionEnded } from './session';

const MAX_RETRIES = 2;

/**
 * The cache of answers. A 401 to any call leads to the sign-in page; after a 403 it is asked anew what the
 * person may do, for somebody may have changed their role.
 */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) {
      sessionEnded(client);
    } else if (isForbidden(error)) {
      void refreshSession(client);
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        retry: (failures, error) => failures < MAX_RETRIES && error instanceof ApiError && error.isTransient,
      },
    },
  });
  return client;
}

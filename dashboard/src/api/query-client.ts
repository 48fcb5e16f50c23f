import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isSignedOut } from './error';
import { sessionEnded } from './session';

const MAX_RETRIES = 2;

/** The cache of answers. A 401 to any call leads to the sign-in page. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) {
      sessionEnded(client);
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

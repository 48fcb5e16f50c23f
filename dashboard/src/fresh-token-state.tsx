/**
 * The ingest token that was made since the page was opened. It is kept in memory only, above the pages, so
 * that going from one to another does not lose what the API will never tell again.
 */

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface FreshTokenState {
  readonly token: string | undefined;
  /** `undefined`: it is no longer in force. */
  readonly setToken: (token: string | undefined) => void;
}

const FreshTokenContext = createContext<FreshTokenState>({ token: undefined, setToken: () => {} });

export function FreshTokenProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState<string | undefined>();
  const state = useMemo(() => ({ token, setToken }), [token]);
  return <FreshTokenContext.Provider value={state}>{children}</FreshTokenContext.Provider>;
}

export function useFreshToken(): FreshTokenState {
  return useContext(FreshTokenContext);
}

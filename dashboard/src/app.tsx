import { Loader } from '@cloudflare/kumo/components/loader';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from './api/session';
import { ErrorNotice } from './components/error-notice';
import { SignInPage } from './pages/sign-in/sign-in-page';
import { Shell } from './shell/shell';

/** The dashboard for whoever is signed in, the sign-in page for everybody else. */
export function App() {
  const session = useQuery(sessionQuery);
  if (session.data?.state === 'in') {
    return <Shell me={session.data.me} />;
  }
  if (session.data?.state === 'out') {
    return <SignInPage hasEnded={session.data.why === 'ended'} />;
  }
  return (
    <WholePage>
      {session.isError ? (
        <ErrorNotice
          title="The dashboard could not be opened"
          error={session.error}
          onRetry={() => session.refetch()}
          isRetrying={session.isFetching}
        />
      ) : (
        <Loader size="lg" aria-label="Opening the dashboard" />
      )}
    </WholePage>
  );
}

function WholePage({ children }: { children: ReactNode }) {
  return <main className="mx-auto flex min-h-svh max-w-xl items-center justify-center p-4">{children}</main>;
}

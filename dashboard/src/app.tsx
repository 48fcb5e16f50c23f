import { Loader } from '@cloudflare/kumo/components/loader';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { sessionQuery } from './api/session';
import { ErrorNotice } from './components/error-notice';
import { PageBoundary } from './shell/page-boundary';
import { Shell } from './shell/shell';

/** Who is signed in, which is nearly everybody who comes, never loads it. */
const SignInPage = lazy(() => import('./pages/sign-in/sign-in-page'));

/** The dashboard for whoever is signed in, the sign-in page for everybody else. */
export function App() {
  const session = useQuery(sessionQuery);
  const shown = useRef<string>(undefined);
  const isSignedOut = session.data?.state === 'out';

  useEffect(() => {
    if (isSignedOut) {
      shown.current = 'sign-in';
    }
  }, [isSignedOut]);

  if (session.data?.state === 'in') {
    return <Shell me={session.data.me} shown={shown} />;
  }
  if (session.data?.state === 'out') {
    return (
      <PageBoundary>
        <Suspense fallback={<Opening />}>
          <SignInPage hasEnded={session.data.why === 'ended'} />
        </Suspense>
      </PageBoundary>
    );
  }
  return session.isError ? (
    <WholePage>
      <ErrorNotice
        title="The dashboard could not be opened"
        error={session.error}
        onRetry={() => session.refetch()}
        isRetrying={session.isFetching}
      />
    </WholePage>
  ) : (
    <Opening />
  );
}

function Opening() {
  return (
    <WholePage>
      <Loader size="lg" aria-label="Opening the dashboard" />
    </WholePage>
  );
}

function WholePage({ children }: { children: ReactNode }) {
  return <main className="mx-auto flex min-h-svh max-w-xl items-center justify-center p-4">{children}</main>;
}

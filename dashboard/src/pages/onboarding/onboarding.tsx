import { Button } from '@cloudflare/kumo/components/button';
import { Empty } from '@cloudflare/kumo/components/empty';
import { Loader } from '@cloudflare/kumo/components/loader';
import { KeyIcon } from '@phosphor-icons/react';
import { useGenerateIngestToken } from '../../api/ingest-tokens';
import type { Me } from '../../api/types';
import { ErrorNotice } from '../../components/error-notice';
import { FreshToken } from '../../components/fresh-token';
import { ManagedSettingsSnippet } from '../../components/managed-settings-snippet';
import { PageHeader } from '../../components/page-header';
import { useFreshToken } from '../../fresh-token-state';
import { Step } from './step';

/** What stands in the place of usage until the first session has been reported. */
export function Onboarding({ me }: { me: Me }) {
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Usage" note={`Connect Claude Code to see what ${me.org.name} does with it.`} />
      {me.role === 'admin' ? <AdminSteps me={me} /> : <ViewerNotice me={me} />}
    </div>
  );
}

function AdminSteps({ me }: { me: Me }) {
  const { has_token: hasToken, endpoint } = me.ingest;
  const { token, setToken } = useFreshToken();
  const generate = useGenerateIngestToken(({ token: made }) => setToken(made));
  return (
    <ol className="flex max-w-3xl flex-col gap-4">
      <Step number={1} title="Generate your ingest token" state={hasToken ? 'done' : 'now'}>
        {hasToken && token === undefined && <p className="text-sm text-kumo-subtle">A token is in force.</p>}
        {token !== undefined && <FreshToken token={token} />}
        {!hasToken && token === undefined && (
          <div className="flex flex-col items-start gap-3">
            <p className="text-sm leading-snug text-kumo-default">
              Claude Code shows this token with everything that it reports, so that it is counted for{' '}
              {me.org.name} and for nobody else.
            </p>
            <Button
              variant="primary"
              icon={<KeyIcon />}
              loading={generate.isPending}
              onClick={() => generate.mutate()}
              data-testid="generate-token"
            >
              Generate your ingest token
            </Button>
            {generate.isError && (
              <ErrorNotice title="The token could not be generated" error={generate.error} />
            )}
          </div>
        )}
      </Step>
      <Step number={2} title="Tell Claude Code where to report" state={hasToken ? 'now' : 'later'}>
        {hasToken && <ManagedSettingsSnippet endpoint={endpoint} token={token} />}
      </Step>
      <Step number={3} title="Waiting for the first export" state={hasToken ? 'now' : 'later'}>
        {hasToken && <Waiting />}
      </Step>
    </ol>
  );
}

function Waiting() {
  return (
    <div className="flex items-start gap-3 text-sm leading-snug text-kumo-subtle">
      <Loader size="sm" className="mt-0.5 shrink-0" aria-hidden="true" />
      <p>
        This page looks every few seconds and goes on by itself once a session has been reported. Figures are
        folded every five minutes.
      </p>
    </div>
  );
}

function ViewerNotice({ me }: { me: Me }) {
  return me.ingest.has_token ? (
    <Empty
      title="Waiting for the first export"
      description="Claude Code has been given a token, and nothing has been reported yet. This page goes on by itself. Figures are folded every five minutes."
      icon={<Loader size="lg" aria-hidden="true" />}
    />
  ) : (
    <Empty
      title="Nothing is connected yet"
      description={`Ask an admin of ${me.org.name} to sign in and generate the ingest token. This page goes on by itself once Claude Code reports.`}
      icon={<KeyIcon size={40} className="text-kumo-subtle" />}
    />
  );
}

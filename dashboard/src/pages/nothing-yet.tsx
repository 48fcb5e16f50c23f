import { LinkButton } from '@cloudflare/kumo/components/button';
import { Empty } from '@cloudflare/kumo/components/empty';
import { Loader } from '@cloudflare/kumo/components/loader';
import { KeyIcon, PlugsConnectedIcon } from '@phosphor-icons/react';
import type { Me } from '../api/types';
import { PageHeader } from '../components/page-header';
import { useLinkTo } from '../url-state';

/** What stands in the place of figures until the first session has been reported. */
export function NothingYet({ me, title }: { me: Me; title: string }) {
  return (
    <div className="flex flex-col gap-6" data-testid="nothing-yet">
      <PageHeader title={title} note={`Connect Claude Code to see what ${me.org.name} does with it.`} />
      {me.role === 'admin' ? <ForAdmin /> : <ForViewer me={me} />}
    </div>
  );
}

function ForAdmin() {
  const linkTo = useLinkTo();
  return (
    <Empty
      className="text-center"
      title="Nothing has been reported yet"
      description="Generate the ingest token, roll it out, and watch what arrives. This page goes on by itself once Claude Code reports."
      icon={<PlugsConnectedIcon size={40} className="text-kumo-subtle" />}
      contents={
        <LinkButton variant="primary" {...linkTo({ page: 'onboarding' })}>
          Connect Claude Code
        </LinkButton>
      }
    />
  );
}

function ForViewer({ me }: { me: Me }) {
  return me.ingest.has_token ? (
    <Empty
      className="text-center"
      title="Waiting for the first export"
      description="Claude Code has been given a token, and nothing has been reported yet. This page goes on by itself. Figures are folded every five minutes."
      icon={<Loader size="lg" aria-hidden="true" />}
    />
  ) : (
    <Empty
      className="text-center"
      title="Nothing is connected yet"
      description={`Ask an admin of ${me.org.name} to sign in and generate the ingest token. This page goes on by itself once Claude Code reports.`}
      icon={<KeyIcon size={40} className="text-kumo-subtle" />}
    />
  );
}

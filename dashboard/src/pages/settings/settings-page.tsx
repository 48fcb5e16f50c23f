import { Empty } from '@cloudflare/kumo/components/empty';
import { LockIcon } from '@phosphor-icons/react';
import type { Me } from '../../api/types';
import { Card } from '../../components/card';
import { ManagedSettingsSnippet } from '../../components/managed-settings-snippet';
import { PageHeader } from '../../components/page-header';
import { useFreshToken } from '../../fresh-token-state';
import { IngestTokenCard } from './ingest-token-card';

export function SettingsPage({ me }: { me: Me }) {
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader title="Settings" note={me.org.name} />
      {me.role === 'admin' ? <AdminSettings me={me} /> : <ViewerNotice me={me} />}
    </div>
  );
}

function AdminSettings({ me }: { me: Me }) {
  const { token } = useFreshToken();
  return (
    <>
      <IngestTokenCard hasToken={me.ingest.has_token} />
      <Card title="Managed settings" note="What makes Claude Code report here.">
        <ManagedSettingsSnippet endpoint={me.ingest.endpoint} token={token} />
      </Card>
    </>
  );
}

function ViewerNotice({ me }: { me: Me }) {
  return (
    <Empty
      title="Settings are for admins"
      description={`You are signed in as a viewer. Ask an admin of ${me.org.name} when something here has to change.`}
      icon={<LockIcon size={40} className="text-kumo-subtle" />}
    />
  );
}

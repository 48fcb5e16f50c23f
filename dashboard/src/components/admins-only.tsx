import { Empty } from '@cloudflare/kumo/components/empty';
import { LockIcon } from '@phosphor-icons/react';
import type { Me } from '../api/types';
import { PageHeader } from './page-header';

/** What a viewer sees at the address of something that is for admins. */
export function AdminsOnly({ me, title }: { me: Me; title: string }) {
  return (
    <div className="flex flex-col gap-6" data-testid="admins-only">
      <PageHeader title={title} note={me.org.name} />
      <Empty
        className="text-center"
        title="This page is for admins"
        description={`You are signed in as a viewer. Ask an admin of ${me.org.name} when something here has to change.`}
        icon={<LockIcon size={40} className="text-kumo-subtle" />}
      />
    </div>
  );
}

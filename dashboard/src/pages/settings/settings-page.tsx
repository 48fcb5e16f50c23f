import type { Me } from '../../api/types';
import { AdminsOnly } from '../../components/admins-only';
import { PageHeader } from '../../components/page-header';
import { TabLinks } from '../../components/tab-links';
import { useView } from '../../url-state';
import { TABS } from './tabs';

/** What can be set, a part at a time. Viewers have their own browsers to look after, and nothing else. */
export default function SettingsPage({ me }: { me: Me }) {
  const named = useView('tab');
  const own = TABS.filter(({ isForAdmins }) => !isForAdmins || me.role === 'admin');
  const tab = named === undefined ? own[0] : TABS.find(({ name }) => name === named);
  if (tab === undefined || !own.includes(tab)) {
    return <AdminsOnly me={me} title="Settings" />;
  }
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <PageHeader title="Settings" note={me.org.name} />
      {own.length > 1 && <TabLinks label="Settings" tabs={own} shown={tab} />}
      <tab.Content me={me} />
    </div>
  );
}

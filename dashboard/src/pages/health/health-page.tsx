import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { healthQuery } from '../../api/figures';
import type { Health, Me } from '../../api/types';
import { PageSkeleton } from '../../components/skeletons';
import { useNow } from '../../now';
import type { SettledScope } from '../../scope';
import { useSettledScope } from '../../url-state';
import { EmptyRange } from '../empty-range';
import { Figures } from '../figures';
import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';
import { findingsOf } from './findings';
import { GapTable } from './gap-table';
import { gapsOf } from './gaps';
import { stoppedOf } from './last-seen';
import { RefusedTable } from './refused-table';
import { ReporterTable } from './reporter-table';
import { StoppedTable } from './stopped-table';
import { Tiles } from './tiles';
import { UnknownTable } from './unknown-table';
import { Verdict } from './verdict';
import { VersionTable } from './version-table';

/** Is everything arriving? Who reports what, and what is missing. */
export default function HealthPage({ me }: PageProps) {
  const scope = useSettledScope();
  // Of whom all exports are refused, nothing is stored, and here is told why.
  const { data } = useQuery({ ...healthQuery(scope), enabled: !me.ingest.has_data });
  const isRefused = data !== undefined && data.refused.length > 0;
  return (
    <FiguresPage me={me} title="Health" hasSomething={me.ingest.has_data || isRefused}>
      {(scope) => <Asked me={me} scope={scope} />}
    </FiguresPage>
  );
}

function Asked({ me, scope }: { me: Me; scope: SettledScope }) {
  const query = useQuery(healthQuery(scope));
  return (
    <Figures query={query} what="health" skeleton={<PageSkeleton what="health" tiles={8} />}>
      {(health) => <Told me={me} health={health} />}
    </Figures>
  );
}

function Told({ me, health }: { me: Me; health: Health }) {
  const nowMs = useNow();
  const { users, refused } = health;
  const gaps = useMemo(() => gapsOf(users), [users]);
  const stopped = useMemo(() => stoppedOf(users, nowMs), [users, nowMs]);
  const sessionDays = useMemo(() => users.reduce((sum, { session_days }) => sum + session_days, 0), [users]);
  return (
    <>
      <Verdict me={me} findings={findingsOf(health, stopped, gaps, nowMs)} />
      <Tiles health={health} stopped={stopped.length} nowMs={nowMs} />
      <div id="refused">
        <RefusedTable refused={refused} />
      </div>
      {users.length === 0 ? (
        <EmptyRange what="report" />
      ) : (
        <>
          <div id="stopped">
            <StoppedTable stopped={stopped} nowMs={nowMs} />
          </div>
          <div id="gaps">
            <GapTable gaps={gaps} sessionDays={sessionDays} />
          </div>
          <ReporterTable reporters={users} nowMs={nowMs} />
          <div className="grid gap-6 xl:grid-cols-2 *:self-start">
            <VersionTable versions={health.versions} />
            <UnknownTable kinds={health.unknown_records} />
          </div>
        </>
      )}
    </>
  );
}

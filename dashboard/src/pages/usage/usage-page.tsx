import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { MAX_TURN_DAYS, turnsQuery, usageQuery } from '../../api/figures';
import type { Me } from '../../api/types';
import { PageSkeleton } from '../../components/skeletons';
import { addDays, lengthOf } from '../../days';
import { isEmpty } from '../../derived';
import type { SettledScope } from '../../scope';
import { useChoice, useView } from '../../url-state';
import { Figures } from '../figures';
import { FiguresPage } from '../figures-page';
import { readGrouping } from '../grouping';
import type { PageProps } from '../page-props';
import { GroupChart } from './group-chart';
import { GroupTable } from './group-table';
import { METRICS } from './metrics';
import { Tiles } from './tiles';
import { TokenChart } from './token-chart';
import { Toolbar } from './toolbar';
import { TurnTable } from './turn-table';
import { UnpricedNotice } from './unpriced-notice';

/** As many groups are told apart in the chart. */
const STACKS = 8;

/** As many of the most expensive turns are listed. */
const TURNS = 10;

/** What was used and what it cost. */
export default function UsagePage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Usage">
      {(scope) => <Usage me={me} scope={scope} />}
    </FiguresPage>
  );
}

function Usage({ me, scope }: { me: Me; scope: SettledScope }) {
  const by = readGrouping(useView('by'), 'model');
  const metric = useChoice('of', METRICS);
  const query = useQuery(usageQuery(scope, { groupBy: by, top: STACKS }));
  const turns = useQuery(
    turnsQuery(
      useMemo(() => turnScope(scope), [scope]),
      'cost',
      TURNS,
    ),
  );
  return (
    <Figures
      query={query}
      what="usage"
      skeleton={<PageSkeleton what="usage" tiles={8} charts={2} />}
      isEmpty={({ totals }) => isEmpty(totals)}
    >
      {(usage) => (
        <>
          <UnpricedNotice usage={usage} isAdmin={me.role === 'admin'} />
          <Tiles usage={usage} />
          <Toolbar by={by} metric={metric} usage={usage} scope={scope} />
          <div className="grid gap-6 xl:grid-cols-5 xl:*:first:col-span-3 xl:*:last:col-span-2">
            <GroupChart usage={usage} metric={metric} />
            <TokenChart usage={usage} />
          </div>
          <GroupTable usage={usage} />
          <TurnTable query={turns} />
        </>
      )}
    </Figures>
  );
}

/** The last days of the range, as many as the API tells turns of. */
function turnScope(scope: SettledScope): SettledScope {
  const { range } = scope;
  const isLong = lengthOf(range) > MAX_TURN_DAYS;
  const from = isLong ? addDays(range.to, 1 - MAX_TURN_DAYS) : range.from;
  return { ...scope, range: { from, to: range.to }, isCompared: false };
}

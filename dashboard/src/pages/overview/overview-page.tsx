import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { activityQuery, usageQuery } from '../../api/figures';
import { PageSkeleton } from '../../components/skeletons';
import { isEmpty } from '../../derived';
import type { SettledScope } from '../../scope';
import { useView } from '../../url-state';
import { useBoth } from '../both';
import { Figures } from '../figures';
import { FiguresPage } from '../figures-page';
import { readGrouping } from '../grouping';
import type { PageProps } from '../page-props';
import { ActiveUsersChart } from './active-users-chart';
import { CostChart } from './cost-chart';
import { Headline } from './headline';
import { Movers } from './movers';
import { Tiles } from './tiles';

/** What people open in the morning: where things stand, and what is other than before. */
export default function OverviewPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Overview">
      {(scope) => <Overview scope={scope} />}
    </FiguresPage>
  );
}

function Overview({ scope }: { scope: SettledScope }) {
  const by = readGrouping(useView('by'), 'user');
  // What is new can only be told against what was: this page compares whatever the others do.
  const compared = useMemo(() => ({ ...scope, isCompared: true }), [scope]);
  const query = useBoth(useQuery(usageQuery(compared, { groupBy: by })), useQuery(activityQuery(compared)));
  return (
    <Figures
      query={query}
      what="the overview"
      skeleton={<PageSkeleton what="the overview" tiles={10} charts={2} />}
      isEmpty={([usage]) => isEmpty(usage.totals)}
    >
      {([usage, activity]) => (
        <>
          <Headline usage={usage} activity={activity} />
          <Tiles usage={usage} activity={activity} />
          <div className="grid gap-6 lg:grid-cols-2">
            <CostChart usage={usage} />
            <ActiveUsersChart activity={activity} />
          </div>
          <Movers usage={usage} by={by} />
        </>
      )}
    </Figures>
  );
}

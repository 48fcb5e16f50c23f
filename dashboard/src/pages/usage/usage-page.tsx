import { useQuery } from '@tanstack/react-query';
import { usageQuery } from '../../api/figures';
import { PageSkeleton } from '../../components/skeletons';
import { isEmpty } from '../../derived';
import type { SettledScope } from '../../scope';
import { Figures } from '../figures';
import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';
import { CostChart, TokenChart } from './daily-charts';
import { GroupTable } from './group-table';
import { Tiles } from './tiles';
import { UnpricedNotice } from './unpriced-notice';

/** What was used and what it cost. */
export default function UsagePage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Usage">
      {(scope) => <Usage scope={scope} />}
    </FiguresPage>
  );
}

function Usage({ scope }: { scope: SettledScope }) {
  const query = useQuery(usageQuery(scope, { groupBy: 'model' }));
  return (
    <Figures
      query={query}
      what="usage"
      skeleton={<PageSkeleton what="usage" tiles={8} charts={2} />}
      isEmpty={({ totals }) => isEmpty(totals)}
    >
      {(usage) => (
        <>
          <UnpricedNotice totals={usage.totals} models={usage.groups} />
          <Tiles totals={usage.totals} before={usage.previous?.totals} />
          <div className="grid gap-6 lg:grid-cols-2">
            <CostChart days={usage.series} />
            <TokenChart days={usage.series} />
          </div>
          <GroupTable usage={usage} />
        </>
      )}
    </Figures>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../api/types';
import { usageQuery } from '../../api/usage';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { type DayRange, dayOf, lastDays } from '../../days';
import { isEmpty } from '../../figures';
import * as format from '../../format';
import { useUrlState } from '../../url-state';
import { CostChart, TokenChart } from './daily-charts';
import { EmptyRange } from './empty-range';
import { ModelTable, SourceTable, UserTable } from './group-tables';
import { NothingYet } from './nothing-yet';
import { RangePicker } from './range-picker';
import { Tiles } from './tiles';
import { UnpricedNotice } from './unpriced-notice';
import { UsageSkeleton } from './usage-skeleton';

const DEFAULT_DAYS = 30;

export function UsagePage({ me }: { me: Me }) {
  return me.ingest.has_data ? <ReportedUsage /> : <NothingYet me={me} />;
}

function ReportedUsage() {
  const url = useUrlState();
  const today = dayOf(Date.now());
  const range = url.range ?? lastDays(DEFAULT_DAYS, today);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title="Usage"
        note={`${format.range(range)} · UTC days · figures are folded every five minutes`}
        controls={<RangePicker range={range} today={today} />}
      />
      <UsageOf range={range} />
    </div>
  );
}

/** Everything about a range. Totals and days are in each of the three answers; the first gives them. */
function UsageOf({ range }: { range: DayRange }) {
  const byUser = useQuery(usageQuery(range, 'user'));
  const byModel = useQuery(usageQuery(range, 'model'));
  const bySource = useQuery(usageQuery(range, 'source'));
  const usage = byUser.data;

  if (byUser.isError && usage === undefined) {
    return (
      <ErrorNotice
        title="Usage could not be read"
        error={byUser.error}
        onRetry={() => Promise.all([byUser.refetch(), byModel.refetch(), bySource.refetch()])}
        isRetrying={byUser.isFetching}
      />
    );
  }
  if (usage === undefined) {
    return <UsageSkeleton />;
  }
  if (isEmpty(usage.totals) && !byUser.isPlaceholderData) {
    return <EmptyRange range={range} />;
  }
  return (
    <div
      className={`flex flex-col gap-6 transition-opacity ${byUser.isPlaceholderData ? 'opacity-50' : ''}`}
      aria-busy={byUser.isPlaceholderData}
    >
      <UnpricedNotice totals={usage.totals} models={byModel.data?.groups ?? []} />
      <Tiles totals={usage.totals} />
      <div className="grid gap-6 lg:grid-cols-2">
        <CostChart days={usage.series} />
        <TokenChart days={usage.series} />
      </div>
      <UserTable query={byUser} />
      <ModelTable query={byModel} />
      <SourceTable query={bySource} />
    </div>
  );
}

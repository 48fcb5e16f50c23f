import { useMemo } from 'react';
import type { Usage } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import { filterLabel } from '../../names';
import { groupingOf } from '../grouping';
import { METRIC_KINDS, type Metric } from './metrics';
import { stackSeries } from './stacks';

interface GroupChartProps {
  usage: Usage;
  metric: Metric;
}

/** What each day cost or took, split among the dearest groups. */
export function GroupChart({ usage, metric }: GroupChartProps) {
  const by = groupingOf(usage);
  const { label, unit } = METRIC_KINDS[metric];
  const days = useMemo(() => usage.series.map(({ day }) => day), [usage]);
  const series = useMemo(() => stackSeries(usage, by, metric), [usage, by, metric]);
  const told = usage.stacks?.length ?? 0;
  return (
    <DailyChartCard
      id="groups_by_day"
      title={`${label} by ${filterLabel(by).toLowerCase()}`}
      note={
        usage.groups.length > told ? `UTC days · the ${told} dearest of ${usage.groups.length}` : 'UTC days'
      }
      kind="bars"
      days={days}
      series={series}
      unit={unit}
    />
  );
}

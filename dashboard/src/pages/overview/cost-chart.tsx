import { useMemo } from 'react';
import type { Usage } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries } from '../../charts/daily-drawing';
import { DOLLARS } from '../../charts/unit';
import { lengthOf } from '../../days';
import { isEmpty } from '../../derived';

/** What each day cost, and the day as long before. */
export function CostChart({ usage }: { usage: Usage }) {
  const days = useMemo(() => usage.series.map(({ day }) => day), [usage]);
  const series = useMemo((): readonly DailySeries[] => {
    const { previous } = usage;
    const now: DailySeries = {
      id: 'cost_usd',
      name: 'Cost',
      values: usage.series.map(({ cost_usd }) => cost_usd),
    };
    if (previous === undefined || isEmpty(previous.totals)) {
      return [now];
    }
    return [
      now,
      {
        id: 'previous_cost_usd',
        name: lengthOf(usage) === 1 ? 'The day before' : `The ${lengthOf(usage)} days before`,
        values: previous.series.map(({ cost_usd }) => cost_usd),
        style: 'dashed',
        isRest: true,
      },
    ];
  }, [usage]);
  return (
    <DailyChartCard id="cost" title="Cost a day" kind="bars" days={days} series={series} unit={DOLLARS} />
  );
}

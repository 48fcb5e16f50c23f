import { useMemo } from 'react';
import type { Activity } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries } from '../../charts/daily-drawing';
import type { DailyChart as Chart } from './daily-charts';

interface DailyChartProps {
  chart: Chart;
  activity: Activity;
}

/** What was done over the days; where the range before is told, that as a broken grey line. */
export function DailyChart({ chart, activity: { series, previous } }: DailyChartProps) {
  const { lines, before, ...card } = chart;
  const daysBefore = previous?.series;
  const days = useMemo(() => series.map(({ day }) => day), [series]);
  const drawn = useMemo((): readonly DailySeries[] => {
    const now = lines.map(({ id, name, value }) => ({ id, name, values: series.map(value) }));
    return daysBefore === undefined
      ? now
      : [
          ...now,
          {
            id: before.id,
            name: before.name,
            values: daysBefore.map(before.value),
            style: 'dashed',
            isRest: true,
          },
        ];
  }, [series, daysBefore, lines, before]);
  return <DailyChartCard {...card} days={days} series={drawn} />;
}

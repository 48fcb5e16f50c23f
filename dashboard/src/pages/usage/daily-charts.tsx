import { useMemo } from 'react';
import type { DayFigures } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries } from '../../charts/daily-drawing';
import { COUNT, DOLLARS } from '../../charts/unit';

interface ChartProps {
  days: readonly DayFigures[];
}

export function CostChart({ days }: ChartProps) {
  const series = useMemo(
    (): readonly DailySeries[] => [
      { id: 'cost_usd', name: 'Cost at list price', values: days.map(({ cost_usd }) => cost_usd) },
      {
        id: 'reported_cost_usd',
        name: 'Reported by clients',
        values: days.map(({ reported_cost_usd }) => reported_cost_usd),
        style: 'untold',
      },
    ],
    [days],
  );
  return <Daily id="cost" title="Cost a day" days={days} series={series} unit={DOLLARS} />;
}

export function TokenChart({ days }: ChartProps) {
  const series = useMemo(
    (): readonly DailySeries[] => [
      {
        id: 'cache_read_tokens',
        name: 'Cache read',
        values: days.map(({ cache_read_tokens }) => cache_read_tokens),
      },
      {
        id: 'cache_creation_tokens',
        name: 'Cache write',
        values: days.map(({ cache_creation_tokens }) => cache_creation_tokens),
      },
      { id: 'input_tokens', name: 'Input', values: days.map(({ input_tokens }) => input_tokens) },
      { id: 'output_tokens', name: 'Output', values: days.map(({ output_tokens }) => output_tokens) },
    ],
    [days],
  );
  return <Daily id="tokens" title="Tokens by type" days={days} series={series} unit={COUNT} />;
}

interface DailyProps extends ChartProps {
  id: string;
  title: string;
  series: readonly DailySeries[];
  unit: typeof COUNT;
}

function Daily({ days, ...card }: DailyProps) {
  const dates = useMemo(() => days.map(({ day }) => day), [days]);
  return <DailyChartCard {...card} kind="bars" days={dates} />;
}

import type { DayFigures } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries, DailyUnit } from '../../charts/daily-series';
import { count, exactCount, exactUsd, roundUsd, usd } from '../../format';

// Constants: the chart draws itself anew for series or units that it has not seen.

const COST: readonly DailySeries[] = [
  { name: 'Cost at list price', value: ({ cost_usd }) => cost_usd, isDrawn: true },
  { name: 'Reported by clients', value: ({ reported_cost_usd }) => reported_cost_usd, isDrawn: false },
];

const TOKENS: readonly DailySeries[] = [
  { name: 'Cache read', value: ({ cache_read_tokens }) => cache_read_tokens, isDrawn: true },
  { name: 'Cache write', value: ({ cache_creation_tokens }) => cache_creation_tokens, isDrawn: true },
  { name: 'Input', value: ({ input_tokens }) => input_tokens, isDrawn: true },
  { name: 'Output', value: ({ output_tokens }) => output_tokens, isDrawn: true },
];

const DOLLARS: DailyUnit = { axis: roundUsd, rounded: usd, exact: exactUsd };
const COUNT: DailyUnit = { axis: count, rounded: count, exact: exactCount };

export function CostChart({ days }: { days: readonly DayFigures[] }) {
  return <DailyChartCard title="Cost a day" days={days} series={COST} unit={DOLLARS} />;
}

export function TokenChart({ days }: { days: readonly DayFigures[] }) {
  return <DailyChartCard title="Tokens a day" days={days} series={TOKENS} unit={COUNT} />;
}

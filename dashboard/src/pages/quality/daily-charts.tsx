import { type ReactNode, useMemo } from 'react';
import type { QualityDay, Times } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries } from '../../charts/daily-drawing';
import { COUNT, MILLISECONDS, RATE } from '../../charts/unit';
import { percentileLines } from './times';

interface ChartProps {
  days: readonly QualityDay[];
}

export function ApprovalChart({ days }: ChartProps) {
  const series = useMemo(
    (): readonly DailySeries[] => [
      { id: 'approval_rate', name: 'Approved by people', values: days.map((day) => day.approval_rate) },
    ],
    [days],
  );
  return (
    <DailyChartCard
      id="approval_rate"
      title="Approval rate a day"
      note="Of what people decided; rules and hooks apart · UTC days"
      kind="lines"
      days={useDays(days)}
      series={series}
      unit={RATE}
      axis={useRateAxis(series)}
    />
  );
}

export function DecisionChart({ days }: ChartProps) {
  const series = useMemo(
    (): readonly DailySeries[] => [
      { id: 'accepted', name: 'Accepted', values: days.map(({ accepted }) => accepted) },
      { id: 'rejected', name: 'Rejected', values: days.map(({ rejected }) => rejected) },
    ],
    [days],
  );
  return (
    <DailyChartCard
      id="decisions"
      title="Decisions of people a day"
      kind="bars"
      days={useDays(days)}
      series={series}
      unit={COUNT}
    />
  );
}

export function ToolSuccessChart({ days }: ChartProps) {
  const series = useMemo(
    (): readonly DailySeries[] => [
      {
        id: 'tool_success_rate',
        name: 'Tools succeeded',
        values: days.map(({ tool_success_rate }) => tool_success_rate),
      },
    ],
    [days],
  );
  return (
    <DailyChartCard
      id="tool_success_rate"
      title="Tool success a day"
      note="Of runs that say how they ended · UTC days"
      kind="lines"
      days={useDays(days)}
      series={series}
      unit={RATE}
      axis={useRateAxis(series)}
    />
  );
}

export function ToolRunChart({ days }: ChartProps) {
  const series = useMemo(
    (): readonly DailySeries[] => [
      { id: 'tool_runs', name: 'Tool runs', values: days.map(({ tool_runs }) => tool_runs) },
    ],
    [days],
  );
  return (
    <DailyChartCard
      id="tool_runs"
      title="Tool runs a day"
      kind="bars"
      days={useDays(days)}
      series={series}
      unit={COUNT}
    />
  );
}

export function ErrorChart({ days }: ChartProps) {
  const series = useMemo(
    (): readonly DailySeries[] => [
      { id: 'errors', name: 'API errors', values: days.map(({ errors }) => errors) },
    ],
    [days],
  );
  return (
    <DailyChartCard
      id="errors"
      title="API errors a day"
      note="Requests that failed for good · UTC days"
      kind="bars"
      days={useDays(days)}
      series={series}
      unit={COUNT}
    />
  );
}

interface TimeChartProps extends ChartProps {
  id: string;
  title: string;
  note?: ReactNode;
  timesOf: (day: QualityDay) => Times;
}

/** The percentiles of a length of time; `timesOf` is one function for good, as the chart follows it. */
export function TimeChart({ days, timesOf, ...card }: TimeChartProps) {
  const series = useMemo(() => percentileLines(days.map(timesOf)), [days, timesOf]);
  return <DailyChartCard {...card} kind="lines" days={useDays(days)} series={series} unit={MILLISECONDS} />;
}

/** From the tens of percent below the lowest rate: near 100% a scale from 0 would hide every change. */
function useRateAxis(series: readonly DailySeries[]) {
  return useMemo(() => {
    const rates = series.flatMap(({ values }) => values.filter((value) => value !== null));
    return { min: Math.max(Math.floor(Math.min(1, ...rates) * 10 - 1) / 10, 0), max: 1 };
  }, [series]);
}

export function useDays(days: readonly QualityDay[]) {
  return useMemo(() => days.map(({ day }) => day), [days]);
}

import { type ReactNode, useMemo } from 'react';
import type { Day } from '../days';
import { dayWithYear } from '../format';
import { type Column, text } from '../tables/column';
import { ChartCard } from './chart-card';
import { type DailyFigures, type DailySeries, dailyDrawing } from './daily-drawing';
import type { Unit } from './unit';

interface DailyChartCardProps {
  id: string;
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  height?: number;
  kind: 'bars' | 'lines';
  /** To be remembered by the page, as the series: the chart draws itself anew for other ones. */
  days: readonly Day[];
  series: readonly DailySeries[];
  unit: Unit;
  /** To be remembered, too. */
  axis?: DailyFigures['axis'];
}

/** A day of a chart's table: its place among the days. */
type Row = number;

/** Figures over the UTC days. */
export function DailyChartCard({
  kind,
  days,
  series,
  unit,
  axis,
  note = 'UTC days',
  ...card
}: DailyChartCardProps) {
  const { title } = card;
  const drawing = useMemo(
    () => dailyDrawing({ title, kind, days, series, unit, ...(axis && { axis }) }),
    [title, kind, days, series, unit, axis],
  );
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      text(
        'day',
        'Day',
        (at) => days[at] ?? null,
        (at) => dayWithYear(days[at] as Day),
      ),
      ...series.map(({ id, name, values }) => ({
        id,
        label: name,
        value: (at: Row) => values[at] ?? null,
        cell: (at: Row) => (values[at] == null ? '–' : unit.exact(values[at])),
      })),
    ],
    [days, series, unit],
  );
  const rows = useMemo(() => days.map((_, at) => at), [days]);
  return (
    <ChartCard
      {...card}
      note={note}
      drawing={drawing}
      columns={columns}
      rows={rows}
      keyOf={(at) => days[at] ?? ''}
    />
  );
}

/** Lengths of time: how a table and a chart tell them. */

import type { Times } from '../../api/types';
import type { DailySeries } from '../../charts/daily-drawing';
import { type Column, milliseconds } from '../../tables/column';

export const PERCENTILES = ['p50_ms', 'p95_ms', 'p99_ms'] as const;

export type Percentile = (typeof PERCENTILES)[number];

export const PERCENTILE_NAMES: Readonly<Record<Percentile, string>> = {
  p50_ms: 'Median',
  p95_ms: 'p95',
  p99_ms: 'p99',
};

/** All of them together in milliseconds; `null` where nothing was measured. */
export function totalMs({ count, mean_ms: mean }: Times): number | null {
  return mean === null ? null : count * mean;
}

/** A column of each percentile; where a row has several times, `of` tells them apart. */
export function timeColumns<Row>(
  timesOf: (row: Row) => Times,
  of?: { readonly id: string; readonly label: string },
): readonly Column<Row>[] {
  return PERCENTILES.map((percentile) =>
    milliseconds<Row>(
      of === undefined ? percentile : `${of.id}_${percentile}`,
      of === undefined
        ? PERCENTILE_NAMES[percentile]
        : `${of.label} ${PERCENTILE_NAMES[percentile].toLowerCase()}`,
      (row) => timesOf(row)[percentile],
    ),
  );
}

/** A line of each percentile; `null`: nothing was measured on that day. */
export function percentileLines(days: readonly (Times | null)[]): readonly DailySeries[] {
  return PERCENTILES.map((percentile) => ({
    id: percentile,
    name: PERCENTILE_NAMES[percentile],
    values: days.map((times) => times?.[percentile] ?? null),
  }));
}

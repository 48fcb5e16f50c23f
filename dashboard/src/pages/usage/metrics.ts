/** What the chart of groups can tell. */

import type { DayFigures, StackDay } from '../../api/types';
import { COUNT, DOLLARS, type Unit } from '../../charts/unit';
import { totalTokens } from '../../derived';

export const METRICS = ['cost', 'tokens'] as const;

export type Metric = (typeof METRICS)[number];

interface MetricKind {
  readonly label: string;
  readonly unit: Unit;
  /** Of all groups together. */
  readonly ofDay: (day: DayFigures) => number;
  /** Of one group. */
  readonly ofStack: (day: StackDay) => number;
}

export const METRIC_KINDS: Readonly<Record<Metric, MetricKind>> = {
  cost: {
    label: 'Cost',
    unit: DOLLARS,
    ofDay: ({ cost_usd }) => cost_usd,
    ofStack: ({ cost_usd }) => cost_usd,
  },
  tokens: {
    label: 'Tokens',
    unit: COUNT,
    ofDay: totalTokens,
    ofStack: ({ tokens }) => tokens,
  },
};

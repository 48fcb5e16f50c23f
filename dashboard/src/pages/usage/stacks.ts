/** A day's figure, split among the groups. */

import type { Usage } from '../../api/types';
import type { DailySeries } from '../../charts/daily-drawing';
import { isEmpty } from '../../derived';
import { type Grouping, groupNames } from '../grouping';
import { METRIC_KINDS, type Metric } from './metrics';

/** The dearest groups, what all others come to together, and, when compared, the days before. */
export function stackSeries(usage: Usage, by: Grouping, metric: Metric): readonly DailySeries[] {
  const { ofDay, ofStack } = METRIC_KINDS[metric];
  const names = groupNames(by, usage.groups);
  const stacks = (usage.stacks ?? []).map(
    ({ key, days }): DailySeries => ({
      id: `${by}=${key}`,
      name: names.get(key) ?? key,
      values: days.map(ofStack),
    }),
  );
  const told = stacks.filter(({ values }) => values.some((value) => value !== 0));
  const rest = usage.series.map((day, at) =>
    leftOver(
      ofDay(day),
      told.map(({ values }) => values[at] ?? 0),
    ),
  );
  return [
    ...told,
    ...(rest.some((value) => value > 0)
      ? [{ id: 'rest', name: 'Everything else', values: rest, isRest: true }]
      : []),
    ...before(usage, metric),
  ];
}

/** The same figure in the days before, when they are told and there was anything. */
export function before({ series, previous }: Usage, metric: Metric): readonly DailySeries[] {
  if (previous === undefined || isEmpty(previous.totals)) {
    return [];
  }
  return [
    {
      id: 'previous',
      name: series.length === 1 ? 'The day before' : `The ${series.length} days before`,
      values: previous.series.map(METRIC_KINDS[metric].ofDay),
      style: 'dashed',
      isRest: true,
    },
  ];
}

/** Dollars come rounded to millionths: parts may add up to a little more than the whole, or less. */
function leftOver(whole: number, parts: readonly number[]): number {
  const rest = parts.reduce((left, part) => left - part, whole);
  return rest < parts.length * 1e-6 ? 0 : Math.round(rest * 1e6) / 1e6;
}

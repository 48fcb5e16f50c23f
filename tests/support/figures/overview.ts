import type { Activity, Figures, Usage } from '../../../dashboard/src/api/types.ts';
import { type Cells, isAny, only, type PageFigures, type Rows, ratio, table } from './shared.ts';

const compared = (totals: Figures, active: Activity['totals']): Cells => ({
  ...only(totals, ['cost_usd', 'sessions', 'prompts', 'cache_hit_rate']),
  ...only(active, ['average_dau', 'wau', 'mau']),
  cost_per_user: ratio(totals.cost_usd, active.active_users),
  approval_rate: ratio(Number(totals.approvals), Number(totals.approvals) + Number(totals.rejections)),
});

/** Every group that costs or did, and its part of all that went up or down. */
function movers({ groups, previous }: Usage): Rows {
  const costs = (list: Usage['groups'] = []) => new Map(list.map(({ key, cost_usd }) => [key, cost_usd]));
  const [now, before] = [costs(groups), costs(previous?.groups)];
  const changeOf = (key: string) => (now.get(key) ?? 0) - (before.get(key) ?? 0);
  const keys = [...new Set([...now.keys(), ...before.keys()])];
  const movement = keys.reduce((sum, key) => sum + Math.abs(changeOf(key)), 0);
  return table(
    keys.filter((key) => now.get(key) || before.get(key)),
    (key) => key,
    (key) => ({
      key,
      cost_usd: now.get(key) ?? 0,
      previous_cost_usd: before.get(key) ?? 0,
      change_usd: changeOf(key),
      change_rate: ratio(changeOf(key), before.get(key) ?? 0),
      share: ratio(Math.abs(changeOf(key)), movement),
    }),
  );
}

export const overview: PageFigures = {
  views: ['by=cost_center', '', 'by=model'],
  // It compares whatever is chosen elsewhere.
  asks: (address) => ({
    usage: { group_by: address.get('by') ?? 'user', compare: 'previous' },
    activity: { compare: 'previous' },
  }),
  expects: ({ usage, activity }) => {
    const before = usage.previous && isAny(usage.previous.totals) ? usage.previous : undefined;
    return {
      isWhole: true,
      tiles: {
        ...compared(usage.totals, activity.totals),
        projected_cost_usd: usage.month.projected_cost_usd,
      },
      before: before && activity.previous && compared(before.totals, activity.previous.totals),
      others: { 'figure-dau': activity.series.at(-1)?.dau },
      tables: {
        cost: table(
          usage.series,
          ({ day }) => day,
          (day, at) => ({
            ...only(day, ['day', 'cost_usd']),
            ...(before && { previous_cost_usd: before.series[at]?.cost_usd }),
          }),
        ),
        active_users: table(
          activity.series,
          ({ day }) => day,
          (day) => only(day, ['day', 'dau', 'wau', 'mau']),
        ),
        movers: movers(usage),
      },
    };
  },
};

import type { Figures, GroupFigures, Usage } from '../../../dashboard/src/api/types.ts';
import {
  type Cells,
  isAny,
  micros,
  only,
  type PageFigures,
  type Rows,
  ratio,
  table,
  tokens,
} from './shared.ts';

/** As many groups are told apart by day, and as many of the dearest turns are listed. */
const STACKS = 8;
const TURNS = 10;

const KINDS = ['cache_read_tokens', 'cache_creation_tokens', 'input_tokens', 'output_tokens'] as const;

const byOf = (address: URLSearchParams) => address.get('by') ?? 'model';

const compared = (totals: Figures): Cells => ({
  ...only(totals, ['cost_usd', 'cache_hit_rate', 'cache_savings_usd', 'requests', 'sessions', 'prompts']),
  tokens: tokens(totals),
});

/** What each day cost or took, by the dearest groups that did, and all others together. */
function groupsByDay({ series, previous, stacks = [] }: Usage, by: string, of: 'cost' | 'tokens'): Rows {
  const told = stacks.filter(({ days }) =>
    days.some((day) => (of === 'cost' ? day.cost_usd : day.tokens) > 0),
  );
  const wholeOf = (day: Usage['series'][number]) => (of === 'cost' ? day.cost_usd : tokens(day));
  const parts = series.map((_, at) =>
    told.map(({ days }) => (of === 'cost' ? days[at]?.cost_usd : days[at]?.tokens) ?? 0),
  );
  // Parts are rounded, each by itself: what so many of them can be off by is nobody's.
  const rests = series.map((day, at) => {
    const rest = (parts[at] ?? []).reduce((left, part) => left - micros(part), micros(wholeOf(day)));
    return rest < told.length ? 0 : rest / 1e6;
  });
  return table(
    series,
    ({ day }) => day,
    ({ day }, at) => ({
      day,
      ...Object.fromEntries(told.map(({ key }, group) => [`${by}=${key}`, parts[at]?.[group]])),
      ...(rests.some((rest) => rest > 0) && { rest: rests[at] }),
      ...previousOf(previous, at, wholeOf),
    }),
  );
}

/** The figure of the day as long before, where there was anything. */
function previousOf(
  previous: Usage['previous'],
  at: number,
  figureOf: (day: Usage['series'][number]) => number,
): Cells {
  const day = previous?.series[at];
  return previous && isAny(previous.totals) && day ? { previous: figureOf(day) } : {};
}

function groups({ totals, groups, previous }: Usage, by: string): Rows {
  const before = new Map(previous?.groups.map(({ key, cost_usd }) => [key, cost_usd]));
  // What is not told by model is in no column where it could only be empty.
  const isToldWhole = by !== 'model' && totals.sessions !== null;
  return table<GroupFigures>(
    groups,
    ({ key }) => key,
    (group) => ({
      ...only(group, [
        'key',
        'cost_usd',
        'cache_hit_rate',
        'requests',
        'lines_added',
        'lines_removed',
        ...KINDS,
      ]),
      ...only(group, ['unpriced_tokens', 'cache_savings_usd', 'reported_cost_usd']),
      tokens: tokens(group),
      share: ratio(group.cost_usd, totals.cost_usd),
      ...(previous && {
        previous_cost_usd: before.get(group.key) ?? 0,
        change_usd: group.cost_usd - (before.get(group.key) ?? 0),
      }),
      ...(isToldWhole && {
        ...only(group, ['sessions', 'prompts', 'tool_runs', 'commits', 'pull_requests']),
        active_seconds: Number(group.active_user_seconds) + Number(group.active_cli_seconds),
      }),
    }),
  );
}

export const usage: PageFigures = {
  views: ['by=user', '', 'by=repository&of=tokens'],
  asks: (address) => ({
    usage: { group_by: byOf(address), top: String(STACKS) },
    turns: { order: 'cost', limit: String(TURNS), compare: null },
  }),
  expects: ({ usage, turns }, address) => {
    const { totals, series, previous } = usage;
    const by = byOf(address);
    return {
      isWhole: true,
      tiles: { ...compared(totals), cost_difference_usd: totals.cost_difference_usd },
      before: previous && compared(previous.totals),
      others: totals.unpriced_tokens > 0 ? { unpriced: totals.unpriced_tokens } : {},
      tables: {
        groups_by_day: groupsByDay(usage, by, address.get('of') === 'tokens' ? 'tokens' : 'cost'),
        tokens: table(
          series,
          ({ day }) => day,
          (day, at) => ({ ...only(day, ['day', ...KINDS]), ...previousOf(previous, at, tokens) }),
        ),
        groups: groups(usage, by),
        turns: table(
          turns.turns,
          ({ id }) => id,
          (turn) => ({
            ...only(turn, ['begun_at', 'user', 'source', 'cost_usd', 'duration_ms']),
            ...only(turn, ['requests', 'tool_runs', 'errors']),
            models: turn.models.join(', '),
          }),
        ),
      },
    };
  },
};

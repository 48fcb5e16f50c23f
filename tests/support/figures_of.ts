// What each page of figures must show, from the API's answers alone. A tile is called after the API's field where
// there is one, and so is a column: those follow by themselves; what a page derives is said here.

import type {
  Activity,
  DayFigures,
  Figures,
  GroupFigures,
  Health,
  Quality,
  Turns,
  Usage,
} from '../../dashboard/src/api/types.ts';

/** The answers that a page is made of, by what they are asked for. */
export interface Answers {
  usage: Usage;
  quality: Quality;
  activity: Activity;
  turns: Turns;
  health: Health;
}

type Cells = Record<string, unknown>;

export interface Expected {
  /** By id. */
  tiles: Cells;
  /** The same of the range before, where it was asked for. */
  before?: Cells | undefined;
  /** By id; rows by their keys, cells by their columns. */
  tables: Record<string, Map<string, Cells>>;
}

export interface PageFigures {
  /** Resources of the API, each with the parameters that it takes besides the scope. */
  asks: Partial<Record<keyof Answers, Record<string, string>>>;
  expects: (answers: Answers) => Expected;
}

/** Rows by their keys; `derived` adds to what the API calls the same. */
function rows<One extends object>(
  list: readonly One[],
  keyOf: (one: One) => string,
  derived: (one: One) => Cells = () => ({}),
): Map<string, Cells> {
  return new Map(list.map((one) => [keyOf(one), { ...one, ...derived(one) }]));
}

const tokens = (one: Figures) =>
  one.input_tokens + one.output_tokens + one.cache_read_tokens + one.cache_creation_tokens;

const sum = (one: number | null, other: number | null) =>
  one === null || other === null ? null : one + other;

const byDay = (series: readonly DayFigures[]) => rows(series, ({ day }) => day);

const usageTiles = (totals: Figures): Cells => ({
  ...totals,
  cost: totals.cost_usd,
  tokens: tokens(totals),
  'active-time': sum(totals.active_user_seconds, totals.active_cli_seconds),
  'tool-runs': totals.tool_runs,
  lines: totals.lines_added + totals.lines_removed,
});

/** By the names of scripts/browser/pages.mjs. */
export const PAGE_FIGURES: Record<string, PageFigures> = {
  usage: {
    asks: { usage: { group_by: 'model' } },
    expects: ({ usage: { totals, groups, series, previous } }) => ({
      tiles: usageTiles(totals),
      before: previous && usageTiles(previous.totals),
      tables: {
        group: rows<GroupFigures>(
          groups,
          ({ key }) => key,
          (group) => ({
            tokens: tokens(group),
            share: totals.cost_usd > 0 ? group.cost_usd / totals.cost_usd : null,
          }),
        ),
        cost: byDay(series),
        tokens: byDay(series),
      },
    }),
  },
};

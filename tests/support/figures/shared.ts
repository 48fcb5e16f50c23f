// What each page of figures must show, from the API's answers alone. A tile is called after the API's field where
// there is one, and so is a column: those follow by themselves; what a page derives is said here.

import type {
  Activity,
  DayFigures,
  Figures,
  Health,
  Quality,
  Turns,
  Usage,
} from '../../../dashboard/src/api/types.ts';

/** The answers that a page is made of, by what they are asked for. */
export interface Answers {
  usage: Usage;
  quality: Quality;
  activity: Activity;
  turns: Turns;
  health: Health;
}

export type Cells = Record<string, unknown>;

export interface Expected {
  /** By id. */
  tiles: Cells;
  /** The same of the range before, where it was asked for. */
  before?: Cells | undefined;
  /** By id; rows by their keys, cells by their columns. One without rows is not on the page. */
  tables: Record<string, Map<string, Cells>>;
}

export interface PageFigures {
  /** Resources of the API, each with the parameters that it takes besides the scope. */
  asks: Partial<Record<keyof Answers, Record<string, string>>>;
  /** `scope`: the parameters of the page's address. */
  expects: (answers: Answers, scope: URLSearchParams) => Expected;
}

/** Rows by their keys; `derived` adds to what the API calls the same. */
export function rows<One extends object>(
  list: readonly One[],
  keyOf: (one: One) => string,
  derived: (one: One) => Cells = () => ({}),
): Map<string, Cells> {
  return new Map(list.map((one) => [keyOf(one), { ...one, ...derived(one) }]));
}

/** All four kinds. */
export const tokens = (one: Figures) =>
  one.input_tokens + one.output_tokens + one.cache_read_tokens + one.cache_creation_tokens;

export const byDay = <One extends DayFigures>(series: readonly One[]) => rows(series, ({ day }) => day);

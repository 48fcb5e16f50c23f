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

/** Where the browser is: ahead of UTC by whole hours, all year, so that no clock hides that days are UTC days. */
export const TIME_ZONE = { name: 'Asia/Tokyo', hoursAhead: 9 };

export type Cells = Record<string, unknown>;

/** Rows by their keys, cells by their columns. */
export type Rows = Map<string, Cells>;

export interface Expected {
  /** By id. */
  tiles: Cells;
  /** The same of the range before, where it was asked for. */
  before?: Cells | undefined;
  /** By id; what has no rows is not there. */
  tables: Record<string, Rows>;
  /** Figures in no tile and no table, by their marks. */
  others?: Cells;
  /** All of this is shown: every tile, change and column. Otherwise it may be a part, and nothing else. */
  isWhole?: boolean;
}

/** Parameters of the API: they take the place of the scope's; `null`: without the scope's. */
export type Parameters = Record<string, string | null>;

/** Resources of the API, each with its parameters besides the scope. */
export type Asks = Partial<Record<keyof Answers, Parameters>>;

/** Asks for one more, where that follows from an answer. */
export type Ask = <Name extends keyof Answers>(
  resource: Name,
  parameters: Parameters,
) => Promise<Answers[Name]>;

export interface PageFigures {
  /** Of each scope, in their order, the page's own parameters, such as what it groups by. */
  views?: readonly string[];
  /** `address`: the parameters of the scope and of the view. */
  asks: Asks | ((address: URLSearchParams) => Asks);
  expects: (answers: Answers, address: URLSearchParams, ask: Ask) => Expected | Promise<Expected>;
}

/** Rows by their keys, with these cells alone. */
export function table<One>(
  list: readonly One[],
  keyOf: (one: One) => string,
  cellsOf: (one: One, at: number) => Cells,
): Rows {
  return new Map(list.map((one, at) => [keyOf(one), cellsOf(one, at)]));
}

/** Rows by their keys; `derived` adds to what the API calls the same. */
export function rows<One extends object>(
  list: readonly One[],
  keyOf: (one: One) => string,
  derived: (one: One) => Cells = () => ({}),
): Rows {
  return table(list, keyOf, (one) => ({ ...one, ...derived(one) }));
}

/** Some of the API's figures. */
export function only<One extends object>(one: One, names: readonly (keyof One & string)[]): Cells {
  return Object.fromEntries(names.map((name) => [name, one[name]]));
}

/** All four kinds. */
export const tokens = (one: Figures | DayFigures) =>
  one.input_tokens + one.output_tokens + one.cache_read_tokens + one.cache_creation_tokens;

/** `part` of `whole`, where there is a whole. */
export const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);

/** Whether there was anything. */
export const isAny = (figures: Figures) => Object.values(figures).some(Boolean);

/** Dollars, as whole millionths: the API tells no less. */
export const micros = (usd: number) => Math.round(usd * 1e6);

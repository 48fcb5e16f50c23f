// What becomes of an attribute: a column of the row, or nothing. The tables beside this file say it for every
// name that clients are known to send; tests/e2e/vocabulary.test.ts holds the product to them.

export type Value = string | number | boolean | string[];

/** Why an attribute is not kept. */
export type Reason =
  /** What people, Claude or tools wrote, and where it lies: prompts, answers, arguments, paths, bodies. */
  | 'content'
  /** Nothing that the dashboard shows needs it. */
  | 'not counted'
  /** Another attribute or field of the same record, which is kept, says it. */
  | `same as ${string}`
  /** Another record, which is kept, says it. */
  | `told by ${string}`;

export interface Kept {
  /** A value as a client sends it. */
  sent: Value;
  /** The column of the row in which it lands. */
  column: string;
  /** What the column has then; of a word, its text. Undefined: not NULL (a hash, which joins rows). */
  is?: string | number | undefined;
  /** What another column has then. */
  beside?: [column: string, is: number];
  /** It is read only where these are absent. */
  insteadOf?: string[];
}

export interface Dropped {
  dropped: Reason;
}

export type Fate = Kept | Dropped;
export type Fates = Record<string, Fate>;

/** Lands in a column as it is, or as `is`. */
export function into(column: string, sent: Value, is: string | number = sent as string): Kept {
  return { sent, column, is };
}

/** Lands in a column of the row only where other attributes are absent. */
export function insteadOf(others: string[], column: string, sent: Value, is = sent as string | number): Kept {
  return { sent, column, is, insteadOf: others };
}

/** Joins this row to others with the same id. */
export function joins(sent: string): Kept {
  return { sent, column: 'call_id', is: undefined };
}

export const content: Dropped = { dropped: 'content' };
export const notCounted: Dropped = { dropped: 'not counted' };
export const sameAs = (what: string): Dropped => ({ dropped: `same as ${what}` });
export const toldBy = (what: string): Dropped => ({ dropped: `told by ${what}` });

/** A record's name. */
export interface Entry {
  /** What it tells. */
  what: string;
  /** The number of its kind; 0: kept by its name, and only counted. */
  kind: number;
  attributes: Fates;
  /** Columns that the record tells without an attribute. */
  columns?: Record<string, number>;
  /** The figures of `daily` that it raises, but for sessions. */
  figures?: string[];
  /** The tallies that it raises, but for those of every record. */
  tallies?: string[];
  /** What is different when it has other attributes. */
  also?: Variant[];
}

export interface Variant {
  when: string;
  /** Instead of, or beside, those of the entry; undefined leaves one out. */
  attributes: Record<string, Kept | undefined>;
  figures?: string[];
  tallies?: string[];
}

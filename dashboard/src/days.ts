/**
 * UTC days, the unit in which every figure is counted.
 *
 * They stay `YYYY-MM-DD` text from the URL to the API: a `Date` would bring the browser's time zone into
 * figures that know only UTC.
 */

declare const day: unique symbol;

/** A UTC day as `YYYY-MM-DD`. ISO days sort as text, so `<` and `>` compare them. */
export type Day = string & { readonly [day]: true };

/** First and last day, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** The longest range that the API answers (docs/API.md). */
export const MAX_RANGE_DAYS = 400;

const MS_PER_DAY = 86_400_000;

/** Reads a day; `undefined` when the text is not one, such as `2026-02-30`. */
export function parseDay(text: string | null): Day | undefined {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return undefined;
  }
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || dayOf(ms) !== text ? undefined : dayOf(ms);
}

/** The UTC day of a moment in Unix milliseconds. */
export function dayOf(unixMs: number): Day {
  return new Date(unixMs).toISOString().slice(0, 10) as Day;
}

/** The UTC day that it is. */
export function today(): Day {
  return dayOf(Date.now());
}

/** The moment a day starts, in Unix milliseconds. */
export function startOf(value: Day): number {
  return Date.parse(`${value}T00:00:00Z`);
}

/** The day `count` days later, or earlier when negative. */
export function addDays(value: Day, count: number): Day {
  return dayOf(startOf(value) + count * MS_PER_DAY);
}

/** The range of `count` days that ends with `today`. */
export function lastDays(count: number, today: Day): DayRange {
  return { from: addDays(today, 1 - count), to: today };
}

/** How many days a range holds; 0 or less when it is the wrong way round. */
export function lengthOf(range: DayRange): number {
  return (startOf(range.to) - startOf(range.from)) / MS_PER_DAY + 1;
}

/** Figures and times as a person reads them. Whoever shows a rounded one puts the exact one in `title`. */

import { type Day, type DayRange, startOf } from './days';

const LOCALE = 'en-US';

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD' });
const roundDollars = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  trailingZeroDisplay: 'stripIfInteger',
});
const compactDollars = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const exactDollars = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 6,
});
const prices = new Intl.NumberFormat(LOCALE, {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 3,
});
const onePercent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 });
const tenthPercent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const shortDay = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', month: 'short', day: 'numeric' });
const longDay = new Intl.DateTimeFormat(LOCALE, {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'short',
  day: 'numeric',
});
const monthName = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', month: 'long' });
const moment = new Intl.DateTimeFormat(LOCALE, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});
const shortMoment = new Intl.DateTimeFormat(LOCALE, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const preciseMoment = new Intl.DateTimeFormat(LOCALE, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
  timeZoneName: 'short',
});

/** Stands for a figure that there is not. */
export const NONE = '–';

/** `999`, `1,234`, `12.3K`, `1.2M`. */
export function count(value: number | null): string {
  if (value === null) {
    return NONE;
  }
  return Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value);
}

/** `15.1`, and from a thousand on as {@link count}: of a mean, the tenth says something. */
export function mean(value: number): string {
  return value < 1_000 ? tenth.format(value) : count(value);
}

/** `12,345,678`. */
export function exactCount(value: number | null): string {
  return value === null ? NONE : whole.format(value);
}

/** `$12.34`, `$12.3K`; what is more than nothing never reads `$0.00`. */
export function usd(value: number): string {
  if (value > 0 && value < 0.005) {
    return '<$0.01';
  }
  return Math.abs(value) < 10_000 ? dollars.format(value) : compactDollars.format(value);
}

/** `$30`, `$2.50`: for figures that are round as a rule, as those of an axis are. */
export function roundUsd(value: number): string {
  return Math.abs(value) < 10_000 ? roundDollars.format(value) : compactDollars.format(value);
}

/** `+$12.34`, `−$12.3K`; less than half a cent is `$0.00`. */
export function usdChange(value: number): string {
  const size = Math.abs(value);
  return size < 0.005 ? usd(0) : `${value < 0 ? '−' : '+'}${usd(size)}`;
}

/** `$12.345678`. */
export function exactUsd(value: number): string {
  return exactDollars.format(value);
}

/** `$4.00`, `$0.025`: a price has at most three decimals. */
export function price(value: number): string {
  return prices.format(value);
}

/** `94%`; below ten percent with a decimal, `3.2%`; what is more than nothing never reads `0%`. */
export function percent(ratio: number): string {
  if (ratio > 0 && ratio < 0.0005) {
    return '<0.1%';
  }
  return Math.abs(ratio) < 0.0995 ? tenthPercent.format(ratio) : onePercent.format(ratio);
}

/** `94.123%`. */
export function exactPercent(ratio: number): string {
  return `${(ratio * 100).toFixed(3)}%`;
}

/** `+12%`, `−3.2%`, `+240%`, `>999%`; of a change, where nothing was before there is no percentage. */
export function changeInPercent(ratio: number): string {
  if (ratio >= 10) {
    return '>999%';
  }
  return ratio === 0 ? '0%' : `${ratio < 0 ? '−' : '+'}${percent(Math.abs(ratio))}`;
}

/** `+1.2 pts`, `−0.3 pts`: how much more or less one part of 1 is than another, in percentage points. */
export function changeInPoints(difference: number): string {
  const size = tenth.format(Math.abs(difference) * 100);
  return size === '0' ? '0 pts' : `${difference < 0 ? '−' : '+'}${size} pts`;
}

/** `0.4 ms`, `420 ms`, `1.2 s`, `48 s`, `1 min 37 s`, `12 min`. */
export function milliseconds(value: number | null): string {
  if (value === null) {
    return NONE;
  }
  if (value < 999.5) {
    return `${value > 0 && value < 9.95 ? value.toFixed(1) : whole.format(value)} ms`;
  }
  if (value < 59_500) {
    return `${(value / 1000).toFixed(value < 9_950 ? 1 : 0)} s`;
  }
  const seconds = Math.round(value / 1000);
  return seconds < 600 && seconds % 60 !== 0
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : duration(seconds);
}

/**
 * `420 ms`, `22.4 s`, `2 min 28 s`, `3 h 5 min`: of one thing that took time, where seconds count also after a
 * minute. Negative: before.
 */
export function elapsed(value: number | null): string {
  if (value === null) {
    return NONE;
  }
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size < 999.5) {
    return `${sign}${whole.format(size)} ms`;
  }
  if (size < 59_950) {
    return `${sign}${(size / 1000).toFixed(1)} s`;
  }
  const seconds = Math.round(size / 1000);
  if (seconds >= 3600) {
    return `${sign}${duration(seconds)}`;
  }
  const rest = seconds % 60;
  return `${sign}${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** `12,345.6 ms`. */
export function exactMilliseconds(value: number | null): string {
  return value === null ? NONE : `${tenth.format(value)} ms`;
}

/** `45 s`, `12 min`, `3 h 5 min`, `128 h`. */
export function duration(seconds: number | null): string {
  if (seconds === null) {
    return NONE;
  }
  if (seconds < 60) {
    return `${whole.format(seconds)} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return hours >= 100 || rest === 0 ? `${count(Math.round(minutes / 60))} h` : `${hours} h ${rest} min`;
}

/** `12,345 seconds`. */
export function exactDuration(seconds: number | null): string {
  return seconds === null ? NONE : `${whole.format(seconds)} seconds`;
}

/** `Nov 3`. */
export function day(value: Day): string {
  return shortDay.format(startOf(value));
}

/** `Nov 3, 2026`. */
export function dayWithYear(value: Day): string {
  return longDay.format(startOf(value));
}

/** `November`. */
export function month(value: Day): string {
  return monthName.format(startOf(value));
}

/** `Nov 1 – 21, 2026`. */
export function range(value: DayRange): string {
  return longDay.formatRange(startOf(value.from), startOf(value.to));
}

/** An ISO time in the reader's own time zone, as `Nov 3, 2026, 15:05 GMT+1`. */
export function time(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : moment.format(ms);
}

/** How long before `nowMs` an ISO time was: `just now`, `5 min ago`, `3 h ago`, `12 days ago`. */
export function ago(iso: string, nowMs: number): string {
  const minutes = Math.floor((nowMs - Date.parse(iso)) / 60_000);
  if (Number.isNaN(minutes)) {
    return iso;
  }
  if (minutes < 1) {
    return 'just now';
  }
  if (minutes < 60) {
    return `${minutes} min ago`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

/** The same as `Nov 3, 15:05`, where year and zone are told beside it. */
export function shortTime(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : shortMoment.format(ms);
}

/** The same to the millisecond, as `Nov 3, 2026, 15:05:07.123 GMT+1`. */
export function preciseTime(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : preciseMoment.format(ms);
}

/** A sentence of the API whose ISO times are as {@link time} writes them. */
export function withTimes(sentence: string): string {
  return sentence.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, time);
}

/** `1 prompt`, `2 prompts`; the noun is given in both numbers. */
export function counted(value: number | null, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

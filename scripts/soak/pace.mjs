// How often a client exports while somebody works with it, taken from the sessions of `npm run demo`.

import { people, sessionStarts } from '../sample/people.mjs';
import { Random } from '../sample/random.mjs';
import { simulate } from '../sample/session.mjs';
import { tell } from '../sample/telling.mjs';

/** @typedef {import('../sample/otlp.mjs').Block} Block */
/** @typedef {import('../sample/otlp.mjs').Signal} Signal */
/** @typedef {Record<Signal, number>} Pace exports a minute */

/** The interval of spans and log records unless a client is told otherwise (tests/fixtures/README.md). */
const INTERVAL_MS = 5000;
/** Metrics are exported as often as this, whether somebody works or not. */
const METRICS_A_MINUTE = 1;
const STRETCH_MINUTES = 10;
/** 2026-11-21, in UTC days since 1970-01-01: the same month on every run. */
const LAST_DAY = 20_778;
const DAYS = 30;

/** What no client exceeds: every interval has an export. @type {Readonly<Pace>} */
export const CEILING = {
  traces: 60_000 / INTERVAL_MS,
  logs: 60_000 / INTERVAL_MS,
  metrics: METRICS_A_MINUTE,
};

/** The pace of one client in the busiest ten minutes that any session of a month has. @returns {Pace} */
export function peakPace() {
  /** @type {{ signal: Signal, atMs: number }[]} */
  let busiest = [];
  for (let day = LAST_DAY - DAYS + 1; day <= LAST_DAY; day++) {
    for (const person of people) {
      for (const startMs of sessionStarts(person, day)) {
        const session = simulate(person, startMs, new Random('session', person.email, startMs));
        const stretch = busiestStretch(
          tell(session)
            .flatMap(exports)
            .sort((a, b) => a.atMs - b.atMs),
        );
        if (stretch.length > busiest.length) busiest = stretch;
      }
    }
  }
  /** @param {Signal} signal */
  const of = (signal) => busiest.filter((one) => one.signal === signal).length / STRETCH_MINUTES;
  return { traces: of('traces'), logs: of('logs'), metrics: METRICS_A_MINUTE };
}

/** When a block's records are exported: an interval after the first that waits. @param {Block} block */
function exports({ signal, records }) {
  // The minute is metrics' own pace.
  if (signal === 'metrics') return [];
  /** @type {{ signal: Signal, atMs: number }[]} */
  const list = [];
  let atMs = 0;
  // They are in the order in which they ended.
  for (const { endTimeUnixNano, timeUnixNano } of records) {
    const endedMs = Number(endTimeUnixNano ?? timeUnixNano) / 1e6;
    if (endedMs <= atMs) continue;
    atMs = endedMs + INTERVAL_MS;
    list.push({ signal, atMs });
  }
  return list;
}

/** @template {{ atMs: number }} One @param {One[]} list in order */
function busiestStretch(list) {
  /** @type {One[]} */
  let busiest = [];
  let begin = 0;
  for (const [end, { atMs }] of list.entries()) {
    while (list[begin].atMs <= atMs - STRETCH_MINUTES * 60_000) begin++;
    if (end + 1 - begin > busiest.length) busiest = list.slice(begin, end + 1);
  }
  return busiest;
}

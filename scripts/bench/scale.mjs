// How many developers one D1 serves: how long it is busy with what they and the cron ask of it, measured, and how long
// things wait for each other when there are more of them, simulated (docs/SCALE.md).
//
// Time on this machine is not time on Cloudflare, which is why the last table slows D1 down. What is simulated is drawn
// from a seed: with the same times it says the same.

import { batches, count } from '../sample/otlp.mjs';
import { people } from '../sample/people.mjs';
import { Random } from '../sample/random.mjs';
import { pack } from '../sample/send.mjs';
import { simulate as makeUp } from '../sample/session.mjs';
import { tell } from '../sample/telling.mjs';
import { busy, watched } from './busy.mjs';
import { quantile, sum } from './figures.mjs';
import { History, load } from './history.mjs';
import { apart, serve } from './one_server.mjs';
import { freshCopies, packAll, SIGNALS } from './payloads.mjs';
import { pass } from './rollup.mjs';
import { endOf } from './storage.mjs';

/** @typedef {import('./worker.mjs').Worker} Worker */
/** @typedef {import('./busy.mjs').Batch} Batch */
/** @typedef {import('./payloads.mjs').Signal} Signal */
/** @typedef {import('./payloads.mjs').Block} Block */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Two orgs: a line through both says what a call of the API costs in others. */
const SIZES = [100, 1000].map((users) => ({ users, days: 90, turnDays: 30 }));
const COPIES = 3;
const RUNS = 7;
/** Of as many people; a pass of the cron folds them in five batches. */
const SESSIONS = 280;
const RECORDS_PER_EXPORT = 150;

// What a developer does on a workday, and what is left of it: docs/DEPLOY.md, "What it costs".
const EXPORTS = { traces: 112, logs: 138, metrics: 100 };
const SESSIONS_A_DAY = 6.5;
/** Of the cron while it runs, and the one after them, which folds it once more. */
const PASSES_A_SESSION = 3.2 + 1;
const SESSION_MS = 15 * MINUTE_MS;
const WORKDAY_MS = 8 * HOUR_MS;
const LOOKERS = 0.1;
const LOOKS_A_DAY = 5;
const OLD_ROWS = [340, 320, 100, 26, 20, 180];
const GB_STORED = 0.0071;
const ROWS_WRITTEN_A_MONTH = 69_000;

// The cron: wrangler.toml, src/rollup/mod.rs and src/rollup/prune.rs.
const PASS_EVERY_MS = 5 * MINUTE_MS;
const SESSION_DAYS_PER_BATCH = 60;
const BATCHES_PER_PASS = 50;
const REST_MS = { least: 60, most: 1_000 };
const ROWS_PER_PASS = 10_000;

const DEVELOPERS = [100, 300, 1000, 2000, 5000, 10_000];
/** Twelve passes of the cron. */
const SIMULATED_MS = HOUR_MS;
/** Where a limit is sought. */
const SOUGHT = [10, 50_000];
const SOUGHT_IN_MS = 20 * MINUTE_MS;
/** After so long an export goes into the queue, if there is one (PATIENCE in src/ingest/queue/mod.rs). */
const QUEUED_AFTER_MS = 5000;
/** After so long clients give a batch up (docs/LIMITS.md). */
const GIVEN_UP_AFTER_MS = 10_000;
const TOO_BUSY = 0.7;
const TOO_LATE_MS = 1000;
const TOO_MANY_LOST = 0.001;
const D1_GB = 10;
const SLOWER = [2, 5, 10];

/**
 * How fast developers work: all that they ask comes in this time instead of a workday, and of each so many session-days
 * are folded by a pass of the cron.
 *
 * @typedef {{ name: string, dayMs: number, touched: number }} Pace
 */

/** @type {Record<'peak' | 'mean', Pace>} */
const PACES = {
  // Everybody's session is open all the time, and that before it is folded once more.
  peak: { name: 'peak', dayMs: SESSIONS_A_DAY * SESSION_MS, touched: 1 + PASS_EVERY_MS / SESSION_MS },
  mean: {
    name: 'mean',
    dayMs: WORKDAY_MS,
    touched: (SESSIONS_A_DAY * PASSES_A_SESSION) / (WORKDAY_MS / PASS_EVERY_MS),
  },
};

/** @param {number} today @returns {Record<string, string[]>} by the look at a page, the calls that it makes */
function looks(today) {
  const date = (/** @type {number} */ day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
  const last = (/** @type {number} */ days) => `from=${date(today - days + 1)}&to=${date(today)}`;
  const month = last(30);
  return {
    Overview: ['me', `usage?${month}&compare=previous&group_by=user`, `activity?${month}&compare=previous`],
    Usage: ['me', `usage?${month}&group_by=model&top=8`, `turns?${month}&order=cost&limit=8`],
    'Usage by person, 90 days': [
      'me',
      `usage?${last(90)}&group_by=user&top=8`,
      `turns?${month}&order=cost&limit=8`,
    ],
    Quality: ['me', `quality?${month}`],
    Activity: ['me', `activity?${month}`],
    Turns: ['me', `turns?${month}&order=cost&limit=100`],
    Health: ['me', 'health'],
  };
}

/** @param {Batch[]} batches */
const total = (batches) => ({
  ms: sum(batches, ({ ms }) => ms),
  waitedMs: sum(batches, ({ waitedMs }) => waitedMs),
  read: sum(batches, ({ read }) => read),
  written: sum(batches, ({ written }) => written),
  bound: sum(batches, ({ bound }) => bound),
});
/** @typedef {ReturnType<typeof total>} Total */

/** @param {{ users: number, days: number, turnDays: number }} size @param {number} today @param {(line: string) => void} onLine */
async function org(size, today, onLine) {
  const worker = await watched();
  const token = await worker.org();
  const history = new History({ ...size, lastDay: today });
  await load(worker.db, 1, history, (_, left) => onLine(`${size.users} people: ${left} days left to write`));
  return { worker, token };
}

/** Calls of the API, look by look. @param {Worker} worker @param {number} today @param {(line: string) => void} onLine */
async function calls(worker, today, onLine) {
  const cookie = await worker.signIn(1);
  /** @type {Record<string, Total[][]>} */
  const all = {};
  for (const [name, questions] of Object.entries(looks(today))) {
    onLine(name);
    all[name] = [];
    for (const question of questions) {
      // The first one finds nothing in SQLite's cache.
      const before = await worker.get(`/api/v1/${question}`, cookie);
      if (before.status !== 200) throw new Error(`${question} answered ${before.status}`);
      await busy(worker);
      for (let i = 0; i < RUNS; i++) await worker.get(`/api/v1/${question}`, cookie);
      all[name].push((await busy(worker)).map(total));
    }
  }
  return all;
}

/** Exports as recorded, signal by signal. @param {Worker} worker @param {string} token @param {(line: string) => void} onLine */
async function exports(worker, token, onLine) {
  /** @type {[Signal, Total[]][]} */
  const all = [];
  for (const signal of SIGNALS) {
    onLine(signal);
    // From here on the org knows its models and tools, and the isolate its way.
    await worker.sendAll(token, packAll(freshCopies(signal)));
    await busy(worker);
    for (let i = 0; i < COPIES; i++) await worker.sendAll(token, packAll(freshCopies(signal)));
    all.push([signal, (await busy(worker)).map(total)]);
  }
  return Object.fromEntries(all);
}

/** What a session tells, by the pass of the cron before which it arrives. @param {Block[]} blocks @param {number} beginMs */
function byPass(blocks, beginMs) {
  /** @type {Block[][]} */
  const passes = [];
  for (const { records, ...block } of blocks) {
    const before = (/** @type {import('../sample/otlp.mjs').OtlpRecord} */ record) =>
      Math.max(0, Math.floor((endOf(record) / 1e6 - beginMs) / PASS_EVERY_MS));
    for (const at of new Set(records.map(before))) {
      const some = records.filter((record) => before(record) === at);
      passes[at] ??= [];
      passes[at].push({ ...block, records: some, count: count(block.signal, some) });
    }
  }
  return passes;
}

/**
 * The cron, while people work, from the beginning of their sessions to the end; and the first pass that deletes what they
 * told.
 *
 * @param {Worker} worker
 * @param {string} token
 * @param {number} today
 * @param {(line: string) => void} onLine
 */
async function cron(worker, token, today, onLine) {
  onLine('the cron');
  const beginMs = (today - 1) * DAY_MS + 9 * HOUR_MS;
  const sessions = Array.from({ length: SESSIONS }, (_, i) => {
    // People of the org.
    const person = { ...people[i % people.length], email: `person${i + 1}@example.com` };
    return byPass(tell(makeUp(person, beginMs, new Random('scale', i))), beginMs);
  });
  // What is marked already, and what is not there, is no part of it.
  while ((await worker.row('SELECT count(*) AS marks FROM dirty')).marks > 0) await worker.cron();
  await busy(worker);
  await worker.cron();
  const [[, nothing]] = await busy(worker);

  const folds = [];
  for (let at = 0; sessions.some((session) => at < session.length); at++) {
    const told = sessions.flatMap((session) => session[at] ?? []);
    if (told.length === 0) continue;
    const packed = [...batches(told, RECORDS_PER_EXPORT)].map((some) => pack(some, {}));
    await worker.sendAll(token, packed, { connections: 4 });
    await busy(worker);
    const { sessionDays } = await pass(worker);
    const [[, ...fold]] = await busy(worker);
    folds.push({ sessionDays, batches: fold.length, ...total(fold) });
  }

  await worker.db.exec('UPDATE org SET raw_days = 1');
  const counted = async () => {
    const { rows } = await worker.row(
      `SELECT (SELECT count(*) FROM span) + (SELECT count(*) FROM event) + (SELECT count(*) FROM metric)
         + (SELECT count(*) FROM turn) + (SELECT count(*) FROM session_day) + (SELECT count(*) FROM session) AS rows`,
    );
    return rows;
  };
  const before = await counted();
  await worker.cron();
  const [[prune]] = await busy(worker);
  return { nothing, folds, prune: { rows: before - (await counted()), ...prune } };
}

/** @param {number[]} values */
const mean = (values) => sum(values, (value) => value) / values.length;

/** A line through what is measured at two sizes, relative to the larger one. @param {number} small @param {number} large */
function growth(small, large) {
  const [a, b] = SIZES.map(({ users }) => users);
  // Where a larger org costs nothing more, or less by chance, it costs the same.
  const slope = Math.max(0, (large - small) / (b - a));
  if (slope === 0) return () => 1;
  return (/** @type {number} */ developers) => Math.max(0, large + slope * (developers - b)) / large;
}

/**
 * What D1 does, in ms.
 *
 * @typedef {object} Times
 * @property {Record<Signal, number[]>} exports
 * @property {{ ms: number[], growth: (developers: number) => number }[][]} looks call by call
 * @property {number} batchMs a batch of the cron without marks
 * @property {number} sessionDayMs what each session-day adds to it
 * @property {number} rowDeletedMs
 */

/**
 * One database and so many developers, for an hour just after midnight (UTC), when the cron deletes a day's old rows.
 *
 * @param {Times} times
 * @param {number} developers
 * @param {Pace} pace
 * @param {{ slower?: number, durationMs?: number }} [options] by how much D1 is slower than measured
 */
function simulate(times, developers, pace, { slower = 1, durationMs = SIMULATED_MS } = {}) {
  const random = new Random('scale', developers, pace.name);
  const betweenExports = pace.dayMs / (developers * sum(Object.values(EXPORTS), (each) => each));
  const betweenLooks = pace.dayMs / (developers * LOOKERS * LOOKS_A_DAY);
  /** @type {number[]} */
  const waits = [];

  /** @type {import('./one_server.mjs').Source} */
  const exporting = {
    atMs: apart(random, betweenExports),
    serviceMs: () => slower * random.pick(times.exports[random.weighted(EXPORTS)]),
    served(waitMs) {
      waits.push(waitMs);
      exporting.atMs += apart(random, betweenExports);
    },
  };

  let asked = random.pick(times.looks).slice();
  /** @type {import('./one_server.mjs').Source} */
  const looking = {
    atMs: apart(random, betweenLooks),
    serviceMs() {
      const [call] = asked.splice(0, 1);
      return slower * random.pick(call.ms) * call.growth(developers);
    },
    served() {
      // A page makes all of its calls at once.
      if (asked.length > 0) return;
      asked = random.pick(times.looks).slice();
      looking.atMs += apart(random, betweenLooks);
    },
  };

  const old = OLD_ROWS.map((rows) => rows * developers);
  let passAtMs = random.next() * PASS_EVERY_MS;
  let marks = 0;
  let batch = 0;
  /** @type {import('./one_server.mjs').Source} */
  const passing = {
    atMs: passAtMs,
    serviceMs() {
      if (batch === 0) {
        const deleted = old.map((rows) => Math.min(rows, ROWS_PER_PASS));
        for (const [table, rows] of deleted.entries()) old[table] -= rows;
        // What is marked already is not marked twice.
        marks = Math.min(developers * Math.max(1, pace.touched), marks + developers * pace.touched);
        return slower * times.rowDeletedMs * sum(deleted, (rows) => rows);
      }
      const folded = Math.min(marks, SESSION_DAYS_PER_BATCH);
      marks -= folded;
      return slower * (times.batchMs + times.sessionDayMs * folded);
    },
    served(_, doneMs) {
      const tookMs = doneMs - passing.atMs;
      batch += 1;
      if (batch === 1) {
        passing.atMs = doneMs;
        return;
      }
      if (marks > 0 && batch <= BATCHES_PER_PASS) {
        passing.atMs = doneMs + Math.min(Math.max(tookMs, REST_MS.least), REST_MS.most);
        return;
      }
      batch = 0;
      passAtMs += PASS_EVERY_MS;
      // Cloudflare starts the next pass in time, also beside one that goes on; here it waits for its end.
      passing.atMs = Math.max(passAtMs, doneMs);
    },
  };

  const loads = serve([exporting, passing, looking], durationMs);
  const later = (/** @type {number} */ ms) => waits.filter((wait) => wait > ms).length / waits.length;
  const sorted = Float64Array.from(waits).sort();
  /** @param {number} share */
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return {
    load: sum(loads, (load) => load),
    loads: { exports: loads[0], cron: loads[1], looks: loads[2] },
    exportsPerSecond: 1000 / betweenExports,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    queued: later(QUEUED_AFTER_MS),
    givenUp: later(GIVEN_UP_AFTER_MS),
  };
}

/**
 * The fewest developers, within two hundredths, for whom something holds.
 *
 * @param {(developers: number) => boolean} holds for more of them, too
 * @returns {number | undefined} nothing where it holds for none
 */
function fewest(holds) {
  let [low, high] = SOUGHT;
  if (!holds(high)) return undefined;
  while (high / low > 1.02) {
    const middle = Math.round(Math.sqrt(low * high));
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Where one D1 is too small. @param {string} name @param {Times} times @param {number} slower */
function limits(name, times, slower) {
  const options = { slower, durationMs: SOUGHT_IN_MS };
  /** @param {Pace} pace @param {(result: ReturnType<typeof simulate>) => boolean} holds */
  const from = (pace, holds) => fewest((developers) => holds(simulate(times, developers, pace, options)));
  return {
    name,
    busy: from(PACES.peak, ({ load }) => load > TOO_BUSY),
    late: from(PACES.peak, ({ p99Ms }) => p99Ms > TOO_LATE_MS),
    lost: from(PACES.peak, ({ givenUp }) => givenUp > TOO_MANY_LOST),
    busyUsual: from(PACES.mean, ({ load }) => load > TOO_BUSY),
    lostUsual: from(PACES.mean, ({ givenUp }) => givenUp > TOO_MANY_LOST),
  };
}

/** @param {string} name @param {Total[]} all */
function shown(name, all) {
  const waited = all.map(({ waitedMs }) => waitedMs);
  return {
    name,
    measured: all.length,
    ms: mean(all.map(({ ms }) => ms)),
    waitedMs: mean(waited),
    medianMs: quantile(waited),
    p90Ms: quantile(waited, 0.9),
    maxMs: Math.max(...waited),
    read: mean(all.map(({ read }) => read)),
    written: mean(all.map(({ written }) => written)),
    bound: mean(all.map(({ bound }) => bound)),
  };
}

/** @param {Worker} _ its own are started, whose D1 tells its times @param {(line: string) => void} onLine */
export async function scale(_, onLine) {
  const today = Math.floor(Date.now() / DAY_MS);
  const [small, large] = SIZES;
  const few = await org(small, today, onLine);
  const callsOfFew = await calls(few.worker, today, onLine);
  await few.worker.stop();

  const many = await org(large, today, onLine);
  const callsOfMany = await calls(many.worker, today, onLine);
  const sent = await exports(many.worker, many.token, onLine);
  const bytes = await many.worker.size();
  const { nothing, folds, prune } = await cron(many.worker, many.token, today, onLine);
  await many.worker.stop();

  /** What is simulated, from one of two times. @param {'ms' | 'waitedMs'} key @returns {Times} */
  const times = (key) => {
    /** @param {Total[]} all */
    const of = (all) => all.map((one) => one[key]);
    return {
      exports: /** @type {Record<Signal, number[]>} */ (
        Object.fromEntries(Object.entries(sent).map(([signal, all]) => [signal, of(all)]))
      ),
      looks: Object.entries(callsOfMany).map(([name, look]) =>
        look.map((call, at) => ({
          ms: of(call),
          growth: growth(mean(of(callsOfFew[name][at])), mean(of(call))),
        })),
      ),
      batchMs: nothing[key],
      sessionDayMs:
        sum(folds, (fold) => Math.max(0, fold[key] - fold.batches * nothing[key])) /
        sum(folds, ({ sessionDays }) => sessionDays),
      rowDeletedMs: prune[key] / prune.rows,
    };
  };
  const waited = times('waitedMs');

  onLine('simulating');
  const { peak, mean: usual } = PACES;
  return {
    size: large,
    bytes,
    measured: [
      ...Object.entries(sent).map(([signal, all]) => shown(`an export, ${signal}`, all)),
      ...Object.entries(callsOfMany).map(([name, look]) =>
        shown(
          name,
          look[0].map((_, run) => total(look.map((call) => call[run]))),
        ),
      ),
      shown('a batch of the cron, no marks', [total([nothing])]),
    ],
    cron: [
      ...folds.map((fold, at) => ({ name: `fold ${at + 1}`, rows: fold.sessionDays, ...fold })),
      { name: 'deletion', ...prune },
    ].map((one) => ({ ...one, eachMs: one.waitedMs / one.rows })),
    simulated: DEVELOPERS.map((developers) => ({
      name: developers.toLocaleString('en'),
      ...simulate(waited, developers, peak),
      usual: simulate(waited, developers, usual),
      gigabytes: developers * GB_STORED,
      millionsWritten: (developers * ROWS_WRITTEN_A_MONTH) / 1e6,
    })),
    full: Math.round(D1_GB / GB_STORED),
    limits: [
      limits("D1's statements alone", times('ms'), 1),
      limits('as the Worker waits', waited, 1),
      ...SLOWER.map((slower) => limits(`${slower} times that`, waited, slower)),
    ],
  };
}

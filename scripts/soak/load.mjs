// Many people's clients export at once, at a pace that the clock sets whatever the Worker does, while the cron runs
// as it is scheduled. Every acknowledged record is there in the end, once, and the daily figures are right.
//
// A client replays a recorded scenario over and over in one session of its own, with fresh ids and the time that it
// is, in the recorded order: a request now, the next one when its signal is due again. What each recorded request
// becomes is told by a database of its own, in which each is stored alone; of what a client has sent, the multiples
// are expected.

import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile, sum } from '../bench/figures.mjs';
import { ENCODINGS, RECORDS, SIGNALS } from '../bench/payloads.mjs';
import { pass } from '../bench/rollup.mjs';
import { Worker } from '../bench/worker.mjs';
import { people } from '../sample/people.mjs';
import { copyOf, scenarios } from '../sample/recorded.mjs';
import { ATTEMPTS, pack, RETRIED } from '../sample/send.mjs';
import { CEILING, peakPace } from './pace.mjs';

/** @typedef {import('../sample/otlp.mjs').Signal} Signal */
/** @typedef {import('../sample/people.mjs').Person} Person */
/** @typedef {import('../sample/recorded.mjs').Recording} Recording */
/** @typedef {import('./pace.mjs').Pace} Pace */
/** @typedef {Record<string, number>} Contents how much there is of what, rows and daily figures */

/**
 * A recorded request.
 *
 * @typedef {object} Shape
 * @property {Recording} recording
 * @property {number} lastMs when the last of its records ended, in Unix ms
 * @property {Contents} contents what becomes of it
 */

/**
 * One client's exporter of one signal.
 *
 * @typedef {object} Exporter
 * @property {Person} person
 * @property {Signal} signal
 * @property {{ protobuf?: boolean, gzip?: boolean }} encoding
 * @property {Shape[]} shapes what it sends in turn
 * @property {number[]} stored how often each was acknowledged
 */

/** What came of all exports, while they go on. */
class Tally {
  due = 0;
  stored = 0;
  records = 0;
  /** Rows, as D1 counts them. */
  written = 0;
  /** Answers of 503. */
  unavailable = 0;
  /** Connections. */
  broken = 0;
  /** Answers for which a client would not have waited. */
  late = 0;
  /** How often exports were given up, by what they were answered last: `503`, `no answer`. @type {Map<string, number>} */
  dropped = new Map();
  /** From when an export was due to its acknowledgement, in ms. @type {Record<Signal, number[]>} */
  latencies = { traces: [], logs: [], metrics: [] };
}

/**
 * @typedef {object} Outcome
 * @property {{ cores: number, loadBefore: number }} machine
 * @property {number} users
 * @property {Pace} pace of each
 * @property {number} seconds in which exports were due
 * @property {number} drainSeconds from then to the last answer
 * @property {Tally} tally
 * @property {{ workerMs: number | undefined, ownMs: number }} cpu processor time of workerd and of this process while they exported
 * @property {number} bytes the size of the database
 * @property {{ ms: number, written: number }[]} passes of the cron meanwhile
 * @property {number} foldMs how long the passes took that folded the rest
 * @property {string[]} wrong what should not be, a sentence each
 */

const DAY_MS = 86_400_000;
/** The cron's own schedule (wrangler.toml). */
const CRON_MS = 5 * 60_000;
/** A run that is told of as earlier than it is (`setBack`) is still of one UTC day. */
export const LONGEST_MINUTES = 600;
/** How long before and after a run its records may be from: the longest scenario took 65 s, a batch is tried for 8 s. */
const MARGIN_MS = 5 * 60_000;
/** A client's exporter waits so long for an answer. Here it waits on, so that what becomes of the export is known. */
const CLIENT_WAITS_MS = 10_000;
const FIRST_WAIT_MS = 1000;
const WAIT_GROWS = 1.5;
/** Seven clients of ten are as the onboarding snippet sets them. */
const ENCODING_OF = [
  ...Array(7).fill(ENCODINGS.json),
  ENCODINGS['json gzip'],
  ENCODINGS.protobuf,
  ENCODINGS['protobuf gzip'],
];

const SESSION = /"session\.id", ?"value": ?\{ ?"stringValue": ?"([^"]+)"/g;
const TIME = /UnixNano": ?"(\d+)"/g;

/** What counts as everybody's, beside each person's. */
const EVERYBODY = 'everybody';

/** What is counted of each person: of a table's rows, by session. */
const ROWS = {
  spans: { table: 'span', number: 'count(*)' },
  events: { table: 'event', number: 'count(*)' },
  'metrics exports': { table: 'metric', number: 'count(*)' },
  points: { table: 'metric', number: 'sum(json_array_length(points))' },
};

/** Daily figures that requests of one signal add up to, by what they are in SQL. */
const FIGURES = {
  requests: 'requests',
  errors: 'errors',
  prompts: 'prompts',
  tool_runs: 'tool_runs',
  // A signal is believed for its tokens together.
  tokens: 'input_tokens + output_tokens + cache_read_tokens + cache_creation_tokens',
  cost_nanos: 'cost_nanos',
  lines_added: 'lines_added',
  lines_removed: 'lines_removed',
  commits: 'commits',
  pull_requests: 'pull_requests',
  active_user_ms: 'active_user_ms',
  active_cli_ms: 'active_cli_ms',
};

/**
 * @param {object} options
 * @param {number} [options.users]
 * @param {number} [options.seconds]
 * @param {number} [options.rate] exports per second of all clients together, instead of the peak pace of each
 * @param {number} [options.cronMs] how often the cron runs
 * @param {(worker: Worker, tally: Tally) => Promise<unknown>} [options.meanwhile] goes on beside the exports
 * @param {(worker: Worker) => Promise<unknown>} [options.spoil] is done before all is compared
 * @param {(line: string) => void} [options.onLine]
 * @returns {Promise<Outcome>}
 */
export async function loaded({
  users = 1000,
  seconds = 600,
  rate,
  cronMs = CRON_MS,
  meanwhile = async () => {},
  spoil = async () => {},
  onLine = () => {},
}) {
  const machine = { cores: cpus().length, loadBefore: loadavg()[0] };
  onLine('what each recorded request becomes');
  const shapes = await recordedShapes();
  const exporters = Array.from({ length: users }, (_, n) => clientOf(n, shapes[n % shapes.length])).flat();
  const peak = peakPace();
  const pace = rate === undefined ? peak : scaled(peak, (rate * 60) / (users * perMinute(peak)));

  const folder = mkdtempSync(join(tmpdir(), 'thinspan-load-'));
  const worker = await Worker.start({ folder });
  try {
    const token = await worker.org();
    const tally = new Tally();
    const clock = {
      beganMs: performance.now(),
      lengthMs: seconds * 1000,
      setBackMs: setBack(seconds * 1000),
    };
    const cpu = { worker: worker.cpuMs(), own: process.cpuUsage() };
    const shows = setInterval(() => onLine(`${tally.stored} exports stored`), 1000);
    const to = { worker, token, tally, clock };
    const exported = Promise.all(exporters.map((one) => exportAll(one, 60_000 / pace[one.signal], to)));
    const [endedMs, passes] = await Promise.all([
      exported.then(() => performance.now()),
      cron(worker, clock, cronMs),
      meanwhile(worker, tally),
    ]).finally(() => clearInterval(shows));
    const own = process.cpuUsage(cpu.own);
    const workerMs = cpu.worker === undefined ? undefined : (worker.cpuMs() ?? Number.NaN) - cpu.worker;

    onLine('the cron folds the rest');
    const foldMs = await fold(worker);
    await spoil(worker);
    onLine('what is there is compared with what was sent');
    const dropped = [...tally.dropped].map(([why, times]) => `${times} exports were dropped: ${why}`);
    return {
      machine,
      users,
      pace,
      seconds,
      drainSeconds: Math.max(0, (endedMs - clock.beganMs) / 1000 - seconds),
      tally,
      cpu: { workerMs, ownMs: (own.user + own.system) / 1000 },
      bytes: await worker.size(),
      passes,
      foldMs,
      wrong: [...dropped, ...differences(expected(exporters), await contents(worker))],
    };
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What the recorded scenarios send, each with what becomes of it. Only scenarios that say everything, as the onboarding
 * snippet has it, in one session, and do not say who it was: a client is a person with a session.
 *
 * @returns {Promise<Shape[][]>} scenario by scenario
 */
async function recordedShapes() {
  const usual = [...scenarios().values()].filter((requests) => {
    const text = requests.map((request) => request.text).join('\n');
    const sessions = new Set(Array.from(text.matchAll(SESSION), ([, session]) => session));
    return (
      SIGNALS.every((signal) => requests.some((request) => request.signal === signal)) &&
      sessions.size === 1 &&
      !text.includes('"user.email"') &&
      // Cumulative totals do not add up.
      !/"aggregationTemporality": ?2/.test(text)
    );
  });
  const shapes = usual.map((requests) =>
    requests.map((recording) => {
      const times = Array.from(recording.text.matchAll(TIME), ([, nanos]) => Number(nanos) / 1e6);
      return { recording, lastMs: Math.floor(Math.max(...times)), contents: {} };
    }),
  );

  const worker = await Worker.start();
  try {
    const token = await worker.org();
    const atMs = Date.now() - setBack(0);
    const all = shapes.flat();
    const exports = all.map((shape, n) => pack(copy(shape, personOf(n), 0, atMs), {}));
    await worker.sendAll(token, exports, { connections: 4 });
    await fold(worker);
    const there = await contents(worker);
    for (const [n, shape] of all.entries()) shape.contents = there.get(personOf(n).email) ?? {};
  } finally {
    await worker.stop();
  }
  return shapes;
}

/** Somebody of whom there is no other. @param {number} n @returns {Person} */
function personOf(n) {
  return {
    ...people[n % people.length],
    email: `person-${n}@example.com`,
    userId: n.toString(16).padStart(64, '0'),
  };
}

/** A client's exporters. @param {number} n @param {Shape[]} scenario @returns {Exporter[]} */
function clientOf(n, scenario) {
  return SIGNALS.map((signal) => {
    const shapes = scenario.filter(({ recording }) => recording.signal === signal);
    return {
      person: personOf(n),
      signal,
      encoding: ENCODING_OF[n % ENCODING_OF.length],
      shapes,
      stored: shapes.map(() => 0),
    };
  });
}

/**
 * A recorded request as if its last record had ended at a time. What belongs together in a scenario does so in a round
 * of it, too.
 *
 * @param {Shape} shape
 * @param {Person} person
 * @param {number} round
 * @param {number} atMs
 */
const copy = ({ recording, lastMs }, person, round, atMs) =>
  copyOf(recording, {
    copy: `${person.email} ${round}`,
    session: person.email,
    shiftMs: atMs - lastMs,
    person,
  });

/** @param {Pace} pace */
const perMinute = ({ traces, logs, metrics }) => traces + logs + metrics;

/** @param {Pace} pace @param {number} factor @returns {Pace} */
const scaled = ({ traces, logs, metrics }, factor) => ({
  traces: traces * factor,
  logs: logs * factor,
  metrics: metrics * factor,
});

/**
 * How long ago records are said to be from, in ms, so that all of a run is of one UTC day: which signal is believed is
 * decided day by day. 0 but around midnight.
 *
 * @param {number} lengthMs
 */
function setBack(lengthMs) {
  const now = Date.now();
  const day = (/** @type {number} */ ms) => Math.floor(ms / DAY_MS);
  return day(now - MARGIN_MS) === day(now + lengthMs + MARGIN_MS) ? 0 : lengthMs + 2 * MARGIN_MS;
}

/**
 * Exports one request in each interval, at a random moment of it, whether the ones before were answered late or not; but
 * one after the other, as an exporter does.
 *
 * @param {Exporter} exporter
 * @param {number} everyMs
 * @param {{ worker: Worker, token: string, tally: Tally, clock: { beganMs: number, lengthMs: number, setBackMs: number } }} to
 */
async function exportAll(
  { person, signal, encoding, shapes, stored },
  everyMs,
  { worker, token, tally, clock },
) {
  let lastMs = 0;
  for (let n = 0; ; n++) {
    const dueMs = clock.beganMs + (n + Math.random()) * everyMs;
    if (dueMs >= clock.beganMs + clock.lengthMs) return;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await sleep(earlyMs);
    tally.due += 1;
    const at = n % shapes.length;
    // Two metrics exports of a session in one millisecond would be one.
    lastMs = Math.max(Date.now() - clock.setBackMs, lastMs + 1);
    const one = pack(copy(shapes[at], person, Math.floor(n / shapes.length), lastMs), encoding);
    if (!(await deliver(worker, token, one, tally))) continue;
    stored[at] += 1;
    tally.stored += 1;
    tally.records += one.count;
    tally.latencies[signal].push(performance.now() - dueMs);
  }
}

/**
 * Sends as OpenTelemetry's exporter does (tests/fixtures/README.md, 5).
 *
 * @param {Worker} worker
 * @param {string} token
 * @param {import('../sample/send.mjs').Export} one
 * @param {Tally} tally
 * @returns {Promise<boolean>} whether it was acknowledged
 */
async function deliver(worker, token, one, tally) {
  for (let attempt = 1; ; attempt++) {
    let waitMs = FIRST_WAIT_MS * WAIT_GROWS ** (attempt - 1);
    let why = 'no answer';
    try {
      const { status, ms, cost, retryMs } = await worker.send(token, one);
      if (ms > CLIENT_WAITS_MS) tally.late += 1;
      if (status === 200) {
        tally.written += cost?.written ?? 0;
        return true;
      }
      if (status === 503) tally.unavailable += 1;
      why = String(status);
      if (retryMs !== undefined) waitMs = retryMs;
    } catch {
      tally.broken += 1;
    }
    const isFinal = why !== 'no answer' && !RETRIED.has(Number(why));
    if (isFinal || attempt === ATTEMPTS) {
      tally.dropped.set(why, (tally.dropped.get(why) ?? 0) + 1);
      return false;
    }
    await sleep(waitMs);
  }
}

/**
 * Runs the cron in the middle of each of its intervals.
 *
 * @param {Worker} worker
 * @param {{ beganMs: number, lengthMs: number }} clock
 * @param {number} everyMs
 */
async function cron(worker, { beganMs, lengthMs }, everyMs) {
  const passes = [];
  for (let dueMs = everyMs / 2; dueMs < lengthMs; dueMs += everyMs) {
    await sleep(Math.max(0, beganMs + dueMs - performance.now()));
    passes.push(await pass(worker));
  }
  return passes;
}

/** Runs the cron until there is nothing left to fold. @param {Worker} worker @returns {Promise<number>} how long it took, in ms */
async function fold(worker) {
  let ms = 0;
  while ((await worker.row('SELECT count(*) AS marks FROM dirty')).marks > 0) ms += await worker.cron();
  return ms;
}

/** What is there, by whom: each person's address, and everybody. @param {Worker} worker @returns {Promise<Map<string, Contents>>} */
async function contents(worker) {
  /** @type {Map<string, Contents>} */
  const there = new Map();
  /** @param {string} sql of rows with an `owner` */
  const read = async (sql) => {
    for (const { owner, ...numbers } of (await worker.db.prepare(sql).all()).results) {
      there.set(String(owner), { ...there.get(String(owner)), .../** @type {Contents} */ (numbers) });
    }
  };
  for (const [name, { table, number }] of Object.entries(ROWS)) {
    await read(`SELECT '${EVERYBODY}' AS owner, ${number} AS "${name}" FROM ${table}`);
    await read(
      `SELECT w.text AS owner, sum(r.number) AS "${name}"
       FROM (SELECT session, ${number} AS number FROM ${table} GROUP BY session) AS r
       JOIN session AS s ON s.session_id = r.session
       JOIN word AS w ON w.word_id = s.user
       GROUP BY w.text`,
    );
  }
  const figures = Object.entries(FIGURES).map(([name, figure]) => `sum(${figure}) AS ${name}`);
  await read(
    `SELECT iif(d.user = -1, '${EVERYBODY}', w.text) AS owner, ${figures.join(', ')}
     FROM daily AS d
     LEFT JOIN word AS w ON w.word_id = d.user
     GROUP BY 1`,
  );
  return there;
}

/** What of all that was acknowledged should be there, likewise. @param {Exporter[]} exporters */
function expected(exporters) {
  /** @type {Map<string, Contents>} */
  const all = new Map();
  const names = [...Object.keys(ROWS), ...Object.keys(FIGURES)];
  for (const { person, shapes, stored } of exporters) {
    const before = all.get(person.email) ?? {};
    const entries = names.map((name) => {
      const told = shapes.reduce((all, shape, at) => all + (shape.contents[name] ?? 0) * stored[at], 0);
      // Several signals tell the same; the one that saw the most is believed.
      return [name, Math.max(before[name] ?? 0, told)];
    });
    all.set(person.email, Object.fromEntries(entries));
  }
  const persons = [...all.values()];
  const sums = names.map((name) => [name, sum(persons, (person) => person[name])]);
  return all.set(EVERYBODY, Object.fromEntries(sums));
}

/** @param {Map<string, Contents>} expected @param {Map<string, Contents>} there @returns {string[]} a sentence each */
function differences(expected, there) {
  const strays = [...there.keys()].filter((owner) => !expected.has(owner));
  const wrong = strays.map((stray) => `nobody sent anything as ${stray}`);
  for (const [owner, numbers] of expected) {
    for (const [name, number] of Object.entries(numbers)) {
      const found = there.get(owner)?.[name] ?? 0;
      if (found !== number) wrong.push(`${owner}, ${name}: ${found} instead of ${number}`);
    }
  }
  return wrong;
}

/** @param {number | undefined} value @param {number} [digits] */
const shown = (value = Number.NaN, digits = 0) =>
  Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A run in a few lines. @param {Outcome} outcome */
export function summary({ machine, users, pace, seconds, drainSeconds, tally, cpu, bytes, passes, foldMs }) {
  const allSeconds = seconds + drainSeconds;
  const ceiling = (users * perMinute(CEILING)) / 60;
  const passMs = passes.map(({ ms }) => ms);
  /** @param {number | undefined} ms */
  const processor = (ms = Number.NaN) =>
    `${shown(ms / tally.stored, 2)} ms an export, ${shown(ms / 1000 / allSeconds, 2)} of a core`;
  return [
    `${shown(users)} users for ${shown(seconds / 60, 1)} min, each ${shown(perMinute(pace), 1)} exports a minute: ${shown(tally.due / seconds, 1)} exports/s offered (every interval of every client would be ${shown(ceiling)})`,
    `${shown(tally.stored)} exports with ${shown(tally.records)} records stored: ${shown(tally.stored / allSeconds, 1)} exports/s, ${shown(tally.records / allSeconds)} records/s; the last ${shown(drainSeconds, 1)} s after it was over`,
    `every acknowledged record is there once, and everybody's daily figures are right; ${tally.unavailable} answers of 503, ${tally.broken} broken connections, ${tally.late} answers after more than ${CLIENT_WAITS_MS / 1000} s`,
    ...SIGNALS.map((signal) => {
      const ms = tally.latencies[signal];
      const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => shown(quantile(ms, share)));
      return `${signal}, ${shown(ms.length)} exports of ${RECORDS[signal]}, ms from when it was due: p50 ${p50}, p95 ${p95}, p99 ${p99}, max ${max}`;
    }),
    `processor (${machine.cores} cores, load ${shown(machine.loadBefore, 1)} before): workerd ${processor(cpu.workerMs)}; the clients ${processor(cpu.ownMs)}`,
    `cron: ${passes.length} passes meanwhile, median ${shown(quantile(passMs) / 1000, 1)} s, max ${shown(quantile(passMs, 1) / 1000, 1)} s; the rest in ${shown(foldMs / 1000, 1)} s`,
    `rows written: ${shown(tally.written)} by exports, ${shown(sum(passes, ({ written }) => written))} by these passes; the database has ${shown(bytes / 1e6)} MB`,
  ].join('\n');
}

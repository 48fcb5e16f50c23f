// `npm run bench`: what Thinspan costs, in time, D1 rows and bytes. Prints figures and judges nothing; what
// must hold is pinned by tests.
//
//   npm run bench
//   npm run bench -- api rows      only these: comparison, decode, throughput, rows,
//                                  bytes, rollup, api, dashboard, scale
//   npm run bench -- --json        the same figures for programs
//   npm run bench -- --no-build    measures what is in build/, also when sources have changed since
//
// Client and Worker share this machine's processor, and Miniflare's proxy stands between them: times
// compare builds on one machine, not this machine with Cloudflare. Rows and bytes are what D1 itself says.

import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { comparison } from './bench/comparison.mjs';
import { cost } from './bench/cost.mjs';
import { ACTIONS, CATEGORIES, dashboard } from './bench/dashboard.mjs';
import { decode } from './bench/decode.mjs';
import { table } from './bench/figures.mjs';
import { RECORDS } from './bench/payloads.mjs';
import { readApi } from './bench/read_api.mjs';
import { demoSessions, recordedSessions, rollup } from './bench/rollup.mjs';
import { scale } from './bench/scale.mjs';
import { storage } from './bench/storage.mjs';
import { throughput } from './bench/throughput.mjs';
import { Worker } from './bench/worker.mjs';
import { buildWorker } from './build-worker.mjs';
import { endWithChildren } from './processes.mjs';
import { bold, clear, giveUp, say, step } from './progress.mjs';
import { Explained, inRoot } from './project.mjs';
import { setUp } from './setup.mjs';

const SECTIONS = [
  'comparison',
  'decode',
  'throughput',
  'rows',
  'bytes',
  'rollup',
  'api',
  'dashboard',
  'scale',
];

const words = process.argv.slice(2);
const flags = new Set(words.filter((word) => word.startsWith('--')));
const chosen = new Set(words.filter((word) => !word.startsWith('--')));
const asJson = flags.has('--json');
const write = process.stdout.write.bind(process.stdout);
// Whoever reads JSON wants nothing else on the standard output.
if (asJson) process.stdout.write = process.stderr.write.bind(process.stderr);

/**
 * @template T
 * @param {string} section
 * @param {string} name
 * @param {(worker: Worker, onLine: (line: string) => void) => Promise<T>} work on a database of its own
 * @returns {Promise<T | undefined>} nothing, where the section is not wanted
 */
async function measured(section, name, work) {
  if (chosen.size > 0 && !chosen.has(section)) return undefined;
  /** @type {T | undefined} */
  let result;
  await step(name, async (onLine) => {
    const worker = await Worker.start();
    try {
      result = await work(worker, onLine);
    } finally {
      await worker.stop();
    }
  });
  return result;
}

endWithChildren(clear);
try {
  const unknown = [...chosen].find((section) => !SECTIONS.includes(section));
  if (unknown) throw new Explained(`There is no section "${unknown}". There are: ${SECTIONS.join(', ')}.`);
  if (!flags.has('--no-build')) {
    await setUp();
    await buildWorker('release');
  }
  const wasm = readFileSync(inRoot('build/index_bg.wasm'));
  const report = {
    machine: { processor: cpus()[0].model, cores: cpus().length, load: loadavg()[0], node: process.version },
    wasm: { bytes: wasm.length, gzipBytes: gzipSync(wasm).length },
    comparison: await measured('comparison', 'comparison', comparison),
    decode: await measured('decode', 'decoding', decode),
    throughput: await measured('throughput', 'throughput', throughput),
    cost: await measured('rows', 'rows', cost),
    storage: await measured('bytes', 'bytes', storage),
    rollup: {
      recorded: await measured('rollup', 'rollup, recorded', (worker) => rollup(worker, recordedSessions())),
      demo: await measured('rollup', 'rollup, demo', (worker) => rollup(worker, demoSessions())),
    },
    api: await measured('api', 'read API', readApi),
    dashboard: await measured('dashboard', 'dashboard', dashboard),
    scale: await measured('scale', 'scale', scale),
  };
  if (asJson) {
    write(`${JSON.stringify(report, null, 2)}\n`);
    process.exit(0);
  }

  const {
    machine,
    wasm: size,
    comparison: beside,
    decode: own,
    throughput: speed,
    api,
    dashboard: pages,
    scale: oneD1,
  } = report;
  const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  const tables = [
    beside &&
      table(
        `Thinspan, a plain Worker (an INSERT for each span; all of a request in one batch) and the floor (one row a request; in TypeScript, and in Rust by the crate worker as it comes), the same requests in turn; medians of ${beside.rounds}`,
        beside.rows,
        {
          '': ['name'],
          'spans each': ['spansPerRequest', 1],
          'requests/s': ['requestsPerSecond'],
          'of the floor': ['ofFloor', 2],
          'of that in Rust': ['ofRustFloor', 2],
          'spans/s': ['spansPerSecond'],
          'of plain': ['ofPlain', 2],
          'of batched': ['ofBatched', 2],
          'median ms': ['medianMs', 1],
          'CPU ms per 1,000 spans': ['cpuMsPerThousand', 1],
          'D1 calls': ['callsPerRequest', 2],
          'rows written per span': ['writtenPerSpan', 2],
          'bytes per span': ['bytesPerSpan'],
        },
      ),
    own &&
      table(
        'Decoding, thinning and planning a recorded request, in µs: natively and as WebAssembly in V8',
        own.rows,
        {
          '': ['name'],
          requests: ['requests'],
          native: ['nativeMicros', 1],
          WebAssembly: ['wasmMicros', 1],
          'times native': ['ratio', 2],
        },
      ),
    own &&
      table(
        "SQLite's own speed on a file, natively: the Worker's statements, 512 spans in a transaction, and rows bound to one prepared INSERT in a single transaction",
        [{ name: `${own.limits.spans} spans`, ...own.limits }],
        {
          '': ['name'],
          'statements: spans/s': ['statementsSpansPerSecond'],
          'bulk: spans/s': ['bulkSpansPerSecond'],
        },
      ),
    speed &&
      table(
        `Requests as recorded, one after the other (1) and over ${speed.connections} connections (${speed.connections}); medians of ${speed.rounds} rounds`,
        speed.rows.map(({ one, many, ...row }) => ({
          ...row,
          name: `${row.signal}, ${row.encoding}`,
          records1: one.recordsPerSecond,
          median1: one.medianMs,
          p901: one.p90Ms,
          recordsN: many.recordsPerSecond,
          medianN: many.medianMs,
          p90N: many.p90Ms,
        })),
        {
          '': ['name'],
          requests: ['requests'],
          records: ['records'],
          'kB each': ['kilobytes', 1],
          'records/s (1)': ['records1'],
          'median ms': ['median1', 1],
          'p90 ms': ['p901', 1],
          [`records/s (${speed.connections})`]: ['recordsN'],
          'median ms ': ['medianN', 1],
          'p90 ms ': ['p90N', 1],
        },
      ),
    speed?.rows[0].cpuMs.stored !== undefined &&
      table(
        'Processor time of the whole workerd process per request, in ms (1): HTTP, Miniflare and SQLite included, nothing taken off',
        speed.rows.map((row) => ({ ...row.cpuMs, name: `${row.signal}, ${row.encoding}` })),
        {
          '': ['name'],
          stored: ['stored', 2],
          'token not in force (decoded, D1 asked)': ['notInForce', 2],
          'no token (HTTP alone)': ['noToken', 2],
        },
      ),
    report.cost &&
      table(
        'D1 per export request, and per span or log record',
        report.cost.map((row) => ({ ...row, name: `${row.signal}: ${row.case}` })),
        {
          '': ['name'],
          calls: ['calls', 2],
          'rows written': ['written', 1],
          'rows read': ['read', 1],
          'written each': ['writtenPerRecord', 3],
          'read each': ['readPerRecord', 2],
        },
      ),
    report.storage &&
      table(
        'Bytes stored, everything included; many sessions mixed',
        report.storage.map((row) => ({
          ...row,
          name: row.signal === 'metrics' ? 'metrics exports' : RECORDS[row.signal],
        })),
        { '': ['name'], stored: ['stored'], bytes: ['bytes'], 'bytes each': ['each', 1] },
      ),
    report.rollup.recorded &&
      table(
        'The cron, per session-day',
        Object.entries(report.rollup).flatMap(
          ([sessions, measured]) =>
            measured?.passes.map((pass) => ({
              ...pass,
              rows: measured.rows,
              name: `${sessions} sessions, ${pass.case}`,
            })) ?? [],
        ),
        {
          '': ['name'],
          'session-days': ['sessionDays'],
          'rows in each': ['rows', 1],
          'rows read': ['read', 1],
          'rows written': ['written', 2],
          'the pass, ms': ['ms'],
        },
      ),
    api &&
      table(
        `The read API: ${api.size.users} people, ${api.size.days} days (${api.rows.daily} daily rows, ${api.rows.tally} tallies), ${api.size.turnDays} days of turns (${api.rows.turn}); ${(api.bytes / 1e6).toFixed(0)} MB, written in ${api.loadSeconds.toFixed(0)} s; ${api.runs} runs`,
        api.answers.map((answer) => ({ ...answer, status: String(answer.status) })),
        {
          '': ['name'],
          status: ['status'],
          'median ms': ['medianMs', 1],
          'p90 ms': ['p90Ms', 1],
          'rows read': ['read'],
          'D1 calls': ['calls'],
          kB: ['kilobytes', 1],
        },
      ),
    api &&
      table('The cron in the same org: rows of a whole pass', api.passes, {
        '': ['name'],
        'session-days': ['sessionDays'],
        'rows read': ['read'],
        'rows written': ['written'],
        'the pass, ms': ['ms'],
      }),
    pages &&
      table(
        `Lighthouse's marks, of 100, as on a desk: ${pages.size.users} people, ${pages.size.days} days; medians of ${pages.runs} runs`,
        pages.marks,
        { '': ['page'], ...Object.fromEntries(CATEGORIES.map((category) => [category, [category]])) },
      ),
    pages &&
      table(
        `Milliseconds from a press to the next paint, in steps of 8 (Event Timing; 16 and less is told as 16); medians of ${pages.runs} runs`,
        pages.rows.map(({ page, paint }) => ({ page, ...paint })),
        { '': ['page'], ...Object.fromEntries(ACTIONS.map((name) => [name, [name]])) },
      ),
    pages &&
      table(
        'Milliseconds from a press until the new figures are on the page',
        pages.rows.map(({ page, figures }) => ({ page, ...figures })),
        { '': ['page'], ...Object.fromEntries(ACTIONS.map((name) => [name, [name]])) },
      ),
    oneD1 &&
      table(
        `How long D1 is busy: ms of its statements, and ms that the Worker waits for it, which are simulated; a look is all calls of a page in an org of ${oneD1.size.users} people with ${oneD1.size.days} days (${(oneD1.bytes / 1e6).toFixed(0)} MB)`,
        oneD1.measured,
        {
          '': ['name'],
          measured: ['measured'],
          'statements, mean': ['ms', 2],
          'waited, mean': ['waitedMs', 2],
          median: ['medianMs'],
          p90: ['p90Ms'],
          longest: ['maxMs'],
          'rows read': ['read'],
          'rows written': ['written', 1],
          'characters bound': ['bound'],
        },
      ),
    oneD1 &&
      table(
        'The same of the passes of the cron while sessions run: session-days folded; rows deleted in one pass',
        oneD1.cron,
        {
          '': ['name'],
          'session-days or rows': ['rows'],
          statements: ['ms'],
          waited: ['waitedMs'],
          'waited, each': ['eachMs', 4],
          'rows read': ['read'],
          'rows written': ['written'],
        },
      ),
    oneD1 &&
      table(
        'One D1, simulated for an hour; peak: all sessions open; waits are those of exports, in ms',
        oneD1.simulated.map(({ usual, ...row }) => ({
          ...row,
          busy: row.load * 100,
          exportsBusy: row.loads.exports * 100,
          cronBusy: row.loads.cron * 100,
          looksBusy: row.loads.looks * 100,
          queuedPercent: row.queued * 100,
          givenUpPercent: row.givenUp * 100,
          usualBusy: usual.load * 100,
          usualP99: usual.p99Ms,
        })),
        {
          developers: ['name'],
          'exports/s': ['exportsPerSecond'],
          'busy, %': ['busy', 1],
          exports: ['exportsBusy', 1],
          cron: ['cronBusy', 1],
          looks: ['looksBusy', 1],
          median: ['p50Ms'],
          p99: ['p99Ms'],
          longest: ['maxMs'],
          'beyond 5 s, %': ['queuedPercent', 2],
          'beyond 10 s, %': ['givenUpPercent', 2],
          'busy over 8 h, %': ['usualBusy', 1],
          'p99 over 8 h': ['usualP99'],
          GB: ['gigabytes', 1],
          'million rows written a month': ['millionsWritten', 1],
        },
      ),
    oneD1 &&
      table(
        `The fewest developers for whom one D1 is too small (in GB: ${oneD1.full}), by its speed`,
        oneD1.limits,
        {
          '': ['name'],
          'busy > 70 %, peak': ['busy'],
          'p99 > 1 s, peak': ['late'],
          '1 in 1,000 beyond 10 s, peak': ['lost'],
          'busy > 70 %, over 8 h': ['busyUsual'],
          '1 in 1,000 beyond 10 s, over 8 h': ['lostUsual'],
        },
      ),
  ];
  say(`
${bold('Thinspan')}: ${kilobytes(size.gzipBytes)} of WebAssembly gzipped (${kilobytes(size.bytes)} plain)
${machine.cores} × ${machine.processor}, load ${machine.load.toFixed(1)} before, Node ${machine.node}

${tables.filter(Boolean).join('\n\n')}
`);
  process.exit(0);
} catch (error) {
  giveUp(error);
}

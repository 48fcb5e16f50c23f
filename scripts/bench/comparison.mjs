// Thinspan's ingest beside other Workers that get the same requests (tests/bench): a plain one, which runs an INSERT for each
// span, the same with its INSERTs in one batch, and the floor, which reads the body and writes one row, in TypeScript and in
// Rust. They take turns, round by round, so that what else the machine does falls on all of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformWithOxc } from 'vite';
import { inRoot } from '../project.mjs';
import { batches } from '../sample/otlp.mjs';
import { must, workerTools } from '../setup.mjs';
import { quantile, sum } from './figures.mjs';
import { freshCopies, packAll } from './payloads.mjs';
import { built, ingestToken, sha256, Worker } from './worker.mjs';

/** @typedef {import('./payloads.mjs').Export} Export */
/** @typedef {import('../sample/otlp.mjs').Block} Block */

/**
 * How many rounds there are of so many connections, and how often each has every recorded request. What a collection of
 * garbage takes, or the machine for something else, comes in bursts of a fraction of a second: of many short rounds they
 * spoil few. With sixteen connections a single copy is over before it has well begun.
 */
const RECORDED = [
  { connections: 1, rounds: 21, copies: 1 },
  { connections: 16, rounds: 7, copies: 3 },
];
/** Rounds of larger batches, which take longer. */
const ROUNDS = 7;
/** A batch processor of the SDK exports 512 spans at most; Claude Code exports every five seconds what there is. */
const BATCHES = [50, 512];
const SPANS_A_ROUND = 4000;
/**
 * Rounds before the first that counts, of some hundred requests each: V8 compiles what is run often anew, and better.
 * The plain one, for which that takes long and makes no difference, has two.
 */
const WARM_UP = 100;

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {Worker} worker
 * @property {string} token
 * @property {{ worker: Worker, token: string }} [counted] the same, which says what it cost; it takes time to say so
 */

const [PLAIN, BATCHED, FLOOR, RUST_FLOOR] = [1, 2, 3, 4];

/** A Worker of tests/bench. @param {string} name @param {Record<string, string>} [variables] */
async function other(name, variables) {
  /** @type {import('./worker.mjs').Program['modules']} */
  const modules = [];
  for (const path of [`tests/bench/${name}.ts`, 'tests/bench/d1.ts']) {
    const { code } = await transformWithOxc(readFileSync(inRoot(path), 'utf8'), path);
    modules.push({ type: 'ESModule', path: inRoot(path), contents: code });
  }
  return Worker.start({
    program: { modules, root: inRoot('tests/bench'), schema: await schemaOf(name), variables },
  });
}

/** @param {string} name @returns {Promise<string[]>} */
async function schemaOf(name) {
  return (await import(pathToFileURL(inRoot(`tests/bench/${name}.ts`)).href)).SCHEMA;
}

/** The floor in Rust, built as its library's own tool does it. @param {(line: string) => void} onLine */
async function rustFloor(onLine) {
  const { workerBuild, wasmBindgen } = workerTools();
  const root = inRoot('build/floor');
  const env = {
    CARGO_TARGET_DIR: inRoot('target/floor'),
    WASM_BINDGEN_BIN: wasmBindgen.path,
    ESBUILD_BIN: inRoot('node_modules/.bin/esbuild'),
    WASM_OPT_BIN: inRoot('node_modules/.bin/wasm-opt'),
  };
  const args = [inRoot('tests/bench/floor'), '--release', '--out-dir', root];
  await must(onLine, workerBuild.path, args, { env });
  return Worker.start({
    program: {
      modules: [
        { type: 'ESModule', path: join(root, 'index.js') },
        { type: 'CompiledWasm', path: join(root, 'index_bg.wasm') },
      ],
      root,
      schema: await schemaOf('floor'),
    },
  });
}

/** @param {(line: string) => void} onLine @returns {Promise<Contender[]>} */
async function contenders(onLine) {
  const ours = await Worker.start({ program: { ...built(), variables: {} } });
  const counted = await Worker.start();
  const token = ingestToken();
  // One after the other: each finds its own process as the youngest.
  const plain = [await other('plain'), await other('plain', { BATCH: 'on' })];
  for (const { db } of plain) {
    await db.prepare('INSERT INTO token (hash, org_id) VALUES (?1, 1)').bind(sha256(token)).run();
  }
  return [
    {
      name: 'Thinspan',
      worker: ours,
      token: await ours.org(),
      counted: { worker: counted, token: await counted.org() },
    },
    { name: 'plain', worker: plain[0], token },
    { name: 'plain, batched', worker: plain[1], token },
    { name: 'floor', worker: await other('floor'), token },
    { name: 'floor in Rust', worker: await rustFloor(onLine), token },
  ];
}

/**
 * What is sent: requests as they were recorded, of sessions under way, which all but the first of a session are, or of new
 * ones; and the same spans in larger batches, of many new sessions, as a Collector sends them.
 *
 * @type {{ name: string, sessions?: 'own', batch?: number }[]}
 */
const SENT = [
  { name: 'as recorded, sessions under way', sessions: 'own' },
  { name: 'as recorded, new sessions' },
  ...BATCHES.map((batch) => ({ name: `${batch} spans`, batch })),
];

/** Longer than any of the recorded sessions took: one that is under way goes on, each copy is later than all before. */
const STEP_MS = 60_000;
let steps = 0;

/** @param {typeof SENT[number]} sent */
function copy({ sessions }) {
  const shiftMs = sessions === 'own' ? ++steps * STEP_MS : 0;
  return packAll(freshCopies('traces', { sessions, shiftMs }));
}

/** @param {typeof SENT[number]} sent @param {number} copies of the requests as they were recorded */
function requests(sent, copies) {
  const { batch } = sent;
  if (batch === undefined) return Array.from({ length: copies }, () => copy(sent)).flat();
  /** @type {Block[]} */
  const blocks = [];
  while (sum(blocks, ({ count }) => count) < SPANS_A_ROUND) blocks.push(...freshCopies('traces').flat());
  return packAll([...batches(blocks, batch)]);
}

/** One round of one contender. @param {Contender} contender @param {Export[]} exports @param {number} connections */
async function round({ worker, token, counted }, exports, connections) {
  const spans = sum(exports, ({ count }) => count);
  const before = worker.cpuMs() ?? Number.NaN;
  const { answers, ms } = await worker.sendAll(token, exports, { connections });
  const cpuMs = (worker.cpuMs() ?? Number.NaN) - before;
  const told = counted
    ? (await counted.worker.sendAll(counted.token, exports, { connections })).answers
    : answers;
  return {
    requestsPerSecond: (exports.length / ms) * 1000,
    spansPerSecond: (spans / ms) * 1000,
    medianMs: quantile(answers.map((one) => one.ms)),
    cpuMsPerThousand: (cpuMs / spans) * 1000,
    callsPerRequest: sum(told, ({ cost }) => cost?.calls ?? Number.NaN) / exports.length,
    writtenPerSpan: sum(told, ({ cost }) => cost?.written ?? Number.NaN) / spans,
  };
}

/** @typedef {Awaited<ReturnType<typeof round>>} Round */

/** The median of each figure. @param {Round[]} rounds @returns {Round} */
function medians(rounds) {
  const [first] = rounds;
  const keys = /** @type {(keyof Round)[]} */ (Object.keys(first));
  return /** @type {Round} */ (
    Object.fromEntries(keys.map((key) => [key, quantile(rounds.map((one) => one[key]))]))
  );
}

/**
 * How much more one does than another: the median of the rounds' ratios, for what the machine did besides fell on both.
 *
 * @param {Round[]} some
 * @param {Round[]} others
 * @param {keyof Round} key
 */
const ratio = (some, others, key) => quantile(some.map((one, at) => one[key] / others[at][key]));

/** @param {Worker} _ its own are started beside each other @param {(line: string) => void} onLine */
export async function comparison(_, onLine) {
  const all = await contenders(onLine);
  try {
    for (let at = 0; at < WARM_UP; at++) {
      onLine(`warming up: ${at + 1} of ${WARM_UP}`);
      const exports = copy(SENT[at % 2]);
      for (const [index, one] of all.entries()) {
        if (index !== PLAIN || at < 2) await one.worker.sendAll(one.token, exports, { connections: 16 });
      }
    }
    const rows = [];
    for (const sent of SENT) {
      for (const { connections, copies, rounds: asRecorded } of RECORDED) {
        const total = sent.batch === undefined ? asRecorded : ROUNDS;
        const name = `${sent.name}, ${connections} at a time`;
        /** @type {Round[][]} */
        const rounds = all.map(() => []);
        const sizes = await Promise.all(all.map(({ worker }) => worker.size()));
        let spans = 0;
        /** @type {Export[]} */
        let exports = [];
        for (let at = 0; at < total; at++) {
          onLine(`${name}: ${at + 1} of ${total}`);
          exports = requests(sent, copies);
          spans += sum(exports, ({ count }) => count);
          // Each is first in its turn: what a round leaves behind falls on another one every time.
          for (let turn = 0; turn < all.length; turn++) {
            const index = (at + turn) % all.length;
            const measured = round(all[index], exports, connections).catch((cause) => {
              throw new Error(`${name}: ${all[index].name}: ${cause.message}`, { cause });
            });
            rounds[index].push(await measured);
          }
        }
        for (const [index, contender] of all.entries()) {
          rows.push({
            name: `${name}: ${contender.name}`,
            spansPerRequest: sum(exports, ({ count }) => count) / exports.length,
            ...medians(rounds[index]),
            bytesPerSpan: ((await contender.worker.size()) - sizes[index]) / spans,
            ofFloor: ratio(rounds[index], rounds[FLOOR], 'requestsPerSecond'),
            ofRustFloor: ratio(rounds[index], rounds[RUST_FLOOR], 'requestsPerSecond'),
            ofPlain: ratio(rounds[index], rounds[PLAIN], 'spansPerSecond'),
            ofBatched: ratio(rounds[index], rounds[BATCHED], 'spansPerSecond'),
          });
        }
      }
    }
    const { connections, rounds } = RECORDED[0];
    return { rounds: `${rounds} rounds (as recorded, ${connections} at a time) or ${ROUNDS}`, rows };
  } finally {
    for (const { worker, counted } of all) await Promise.all([worker.stop(), counted?.worker.stop()]);
  }
}

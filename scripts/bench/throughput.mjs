// How fast requests of the real client's size are answered, one after the other and 16 at a time, and what
// processor time they take.
//
// The processor time is that of the whole workerd process: HTTP, Miniflare's proxy and D1's SQLite are in
// it. What the parts take is told by requests that go only a part of the way: with a token that is not in
// force they are decoded and thinned, and D1 is asked but writes nothing; with no token they are turned
// away at the door.

import { quantile, sum } from './figures.mjs';
import { ENCODINGS, freshCopies, packAll, SIGNALS } from './payloads.mjs';
import { ingestToken } from './worker.mjs';

const ROUNDS = 3;
const CONNECTIONS = 16;

/** @typedef {import('./worker.mjs').Worker} Worker */
/** @typedef {import('./payloads.mjs').Export} Export */

/**
 * One round: every recorded request of a signal once.
 *
 * @param {Worker} worker
 * @param {string} token
 * @param {Export[]} exports
 * @param {{ connections?: number, status?: number }} [options]
 */
async function round(worker, token, exports, options) {
  const before = worker.cpuMs();
  const { answers, ms } = await worker.sendAll(token, exports, options);
  const after = worker.cpuMs();
  const times = answers.map((answer) => answer.ms);
  return {
    recordsPerSecond: (sum(exports, ({ count }) => count) / ms) * 1000,
    requestsPerSecond: (exports.length / ms) * 1000,
    medianMs: quantile(times),
    p90Ms: quantile(times, 0.9),
    cpuMs: before === undefined || after === undefined ? undefined : (after - before) / exports.length,
  };
}

/** @typedef {Awaited<ReturnType<typeof round>>} Round */

/** The median of several rounds, figure by figure. @param {() => Promise<Round>} once @returns {Promise<Round>} */
async function rounds(once) {
  /** @type {Round[]} */
  const all = [];
  for (let i = 0; i < ROUNDS; i++) all.push(await once());
  /** @param {keyof Round} key */
  const median = (key) => quantile(all.map((one) => one[key] ?? Number.NaN));
  return {
    recordsPerSecond: median('recordsPerSecond'),
    requestsPerSecond: median('requestsPerSecond'),
    medianMs: median('medianMs'),
    p90Ms: median('p90Ms'),
    cpuMs: all[0].cpuMs === undefined ? undefined : median('cpuMs'),
  };
}

/** @param {Worker} worker @param {(line: string) => void} onLine */
export async function throughput(worker, onLine) {
  const token = await worker.org();
  // A new isolate's first requests are its slowest.
  for (const signal of SIGNALS) await worker.sendAll(token, packAll(freshCopies(signal)), { connections: 4 });

  const rows = [];
  for (const signal of SIGNALS) {
    for (const [name, encoding] of Object.entries(ENCODINGS)) {
      onLine(`${signal}, ${name}`);
      const fresh = () => packAll(freshCopies(signal), encoding);
      const sample = fresh();
      const one = await rounds(() => round(worker, token, fresh()));
      const many = await rounds(() => round(worker, token, fresh(), { connections: CONNECTIONS }));
      // Unpacking is a small part: the rest is told by the plain requests.
      const isPlain = one.cpuMs !== undefined && !name.endsWith('gzip');
      /** @param {string} badToken */
      const refused = async (badToken) =>
        isPlain ? (await rounds(() => round(worker, badToken, sample, { status: 401 }))).cpuMs : undefined;
      rows.push({
        signal,
        encoding: name,
        requests: sample.length,
        records: sum(sample, ({ count }) => count),
        kilobytes: sum(sample, ({ body }) => body.length) / sample.length / 1000,
        one,
        many,
        cpuMs: {
          stored: one.cpuMs,
          notInForce: await refused(ingestToken()),
          noToken: await refused('none'),
        },
      });
    }
  }
  return { rounds: ROUNDS, connections: CONNECTIONS, rows };
}

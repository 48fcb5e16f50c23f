// What D1 bills for an export: round trips, rows read, rows written.

import { sum } from './figures.mjs';
import { freshCopies, packAll, SIGNALS } from './payloads.mjs';

/** @typedef {import('./worker.mjs').Worker} Worker */
/** @typedef {import('./payloads.mjs').Export} Export */
/** @typedef {import('./payloads.mjs').Signal} Signal */

/** A later copy must not coincide with an earlier one of the same session. */
const STEP_MS = 10 * 60_000;

/** @param {Worker} worker @param {string} token @param {Export[]} exports */
async function measure(worker, token, exports) {
  const { answers } = await worker.sendAll(token, exports);
  const costs = answers.map(({ cost }) => {
    if (!cost) throw new Error('The Worker does not tell what D1 billed.');
    return cost;
  });
  const records = sum(exports, ({ count }) => count);
  const written = sum(costs, (cost) => cost.written);
  const read = sum(costs, (cost) => cost.read);
  return {
    calls: sum(costs, ({ calls }) => calls) / exports.length,
    written: written / exports.length,
    read: read / exports.length,
    // The points of a metrics export are one row.
    writtenPerRecord: exports[0].signal === 'metrics' ? undefined : written / records,
    readPerRecord: exports[0].signal === 'metrics' ? undefined : read / records,
  };
}

/** @param {Worker} worker @param {(line: string) => void} onLine */
export async function cost(worker, onLine) {
  /** @type {({ signal: Signal, case: string } & Awaited<ReturnType<typeof measure>>)[]} */
  const rows = [];
  for (const signal of SIGNALS) {
    onLine(signal);
    const token = await worker.org();
    // From here on the org knows its people, models and tools.
    await worker.sendAll(token, packAll(freshCopies(signal)), { connections: 4 });
    const known = (/** @type {number} */ step) =>
      packAll(freshCopies(signal, { sessions: 'own', shiftMs: step * STEP_MS }));
    await worker.sendAll(token, known(0), { connections: 4 });
    const again = known(1);
    /** @param {string} name @param {Export[]} exports */
    const add = async (name, exports) =>
      rows.push({ signal, case: name, ...(await measure(worker, token, exports)) });
    await add('each request a new session', packAll(freshCopies(signal, { sessions: 'new' })));
    await add('sessions known, marked for the cron', again);
    await add('sent again', again);
    await worker.cron();
    await add('sent again, after the cron', again);
  }
  return rows;
}

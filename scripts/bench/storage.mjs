// How many bytes a record takes in the end, everything included: sessions, words, marks, half-full pages.

import { batches } from '../sample/otlp.mjs';
import { Random } from '../sample/random.mjs';
import { pack } from '../sample/send.mjs';
import { sum } from './figures.mjs';
import { freshCopies, SIGNALS } from './payloads.mjs';

/** @typedef {import('./worker.mjs').Worker} Worker */
/** @typedef {import('./payloads.mjs').Signal} Signal */
/** @typedef {import('./payloads.mjs').Block} Block */

const COPIES = { traces: 60, logs: 20, metrics: 60 };
const BATCH = 150;
/** All copies begin within this time, and the recordings together took 25 minutes. */
const SPREAD_MS = 60 * 60_000;

/** When a record ended, in ns since 1970. @param {import('../sample/otlp.mjs').OtlpRecord} record */
export function endOf(record) {
  const { endTimeUnixNano, timeUnixNano, sum } = /** @type {Record<string, any>} */ (record);
  return Number(endTimeUnixNano ?? timeUnixNano ?? sum.dataPoints[0].timeUnixNano);
}

/** When a block was sent, more or less: when its first record ended. @param {Block} block */
const sentAt = ({ records: [first] }) => endOf(first);

/**
 * Copies as they would arrive: many sessions mixed, in the order of time.
 *
 * @param {Signal} signal
 */
function mixed(signal) {
  const random = new Random('mixed', signal);
  const blocks = Array.from({ length: COPIES[signal] }, () =>
    freshCopies(signal, { shiftMs: random.int(0, SPREAD_MS) }).flat(),
  )
    .flat()
    .sort((a, b) => sentAt(a) - sentAt(b));
  return {
    // The points of one export are one row.
    rows: signal === 'metrics' ? blocks.length : sum(blocks, ({ count }) => count),
    exports: [...batches(blocks, BATCH)].map((batch) => pack(batch, {})),
  };
}

/** @param {Worker} worker @param {(line: string) => void} onLine */
export async function storage(worker, onLine) {
  const rows = [];
  for (const signal of SIGNALS) {
    onLine(signal);
    const token = await worker.org();
    const { rows: stored, exports } = mixed(signal);
    const before = await worker.size();
    await worker.sendAll(token, exports, { connections: 4 });
    const bytes = (await worker.size()) - before;
    rows.push({ signal, stored, bytes, each: bytes / stored });
  }
  return rows;
}

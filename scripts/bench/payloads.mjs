// What is sent: the recorded requests, as new ones each time, for what is there already is not stored again.

import { people } from '../sample/people.mjs';
import { copyOf, scenarios } from '../sample/recorded.mjs';
import { pack } from '../sample/send.mjs';

/** @typedef {import('../sample/otlp.mjs').Block} Block */
/** @typedef {import('../sample/otlp.mjs').Signal} Signal */
/** @typedef {import('../sample/send.mjs').Export} Export */

export const SIGNALS = /** @type {const} */ (['traces', 'logs', 'metrics']);

/** What a record of a signal is called. */
export const RECORDS = { traces: 'spans', logs: 'log records', metrics: 'points' };

export const ENCODINGS = {
  json: {},
  'json gzip': { gzip: true },
  protobuf: { protobuf: true },
  'protobuf gzip': { protobuf: true, gzip: true },
};

const recorded = [...scenarios().values()].flat();
const names = [...scenarios().keys()];
let copies = 0;

/** @param {Signal} signal */
export const recordedRequests = (signal) => recorded.filter((request) => request.signal === signal);

/**
 * New copies of all recorded requests of a signal.
 *
 * @param {Signal} signal
 * @param {{ sessions?: 'new' | 'own', shiftMs?: number }} [options] `new`: a session of its own for each
 *   request; `own`: always the same ones, so that only the first copy's are new; without: as recorded, new in each copy
 * @returns {Block[][]} request by request
 */
export function freshCopies(signal, { sessions, shiftMs = 0 } = {}) {
  const copy = `bench ${++copies}`;
  const first = sessions === 'own' ? 0 : copies;
  return recordedRequests(signal).map((request, i) =>
    copyOf(request, {
      copy: sessions === 'new' ? `${copy} ${i}` : copy,
      session: sessions === 'own' ? 'bench' : undefined,
      shiftMs,
      // All that is recorded of a scenario is one person's: a session has only one.
      person: people[(first + names.indexOf(request.scenario)) % people.length],
    }),
  );
}

/** @param {Block[][]} requests @param {{ protobuf?: boolean, gzip?: boolean }} [encoding] @returns {Export[]} */
export const packAll = (requests, encoding = {}) => requests.map((blocks) => pack(blocks, encoding));

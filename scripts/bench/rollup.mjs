// What a pass of the cron costs.

import { month } from '../sample/month.mjs';
import { batches } from '../sample/otlp.mjs';
import { pack } from '../sample/send.mjs';
import { quantile } from './figures.mjs';
import { freshCopies, SIGNALS } from './payloads.mjs';

/** @typedef {import('./worker.mjs').Worker} Worker */

const COPIES = 5;
const SESSIONS = 250;
const BATCH = 150;
const AGAIN = 3;
const DAY_MS = 86_400_000;

/** Runs the cron, and reads what the Worker says of it. @param {Worker} worker */
export async function pass(worker) {
  const from = worker.log.length;
  const ms = await worker.cron();
  // What is logged may come after the answer.
  for (let patience = 100; patience > 0; patience--) {
    for (const line of worker.log.slice(from)) {
      const figures = line.match(
        /(\d+) session-days folded in \d+ batches, \d+ old rows deleted, (\d+) rows read, (\d+) rows written/,
      );
      if (figures) {
        const [sessionDays, read, written] = figures.slice(1).map(Number);
        return { sessionDays, ms, read, written };
      }
    }
    await new Promise((wake) => setTimeout(wake, 10));
  }
  throw new Error('The Worker does not tell what the cron did.');
}

/** The recorded sessions, which are short, on several days. */
export const recordedSessions = () =>
  Array.from({ length: COPIES }, (_, i) =>
    SIGNALS.flatMap((signal) => freshCopies(signal, { shiftMs: i * DAY_MS })),
  ).flat(2);

/** Sessions of the demo, which are as long as people's are. */
export function demoSessions() {
  const sessions = [];
  for (const session of month(Date.now())) {
    sessions.push(session);
    if (sessions.length === SESSIONS) break;
  }
  return sessions.flat();
}

/**
 * @param {Worker} worker
 * @param {import('./payloads.mjs').Block[]} blocks
 */
export async function rollup(worker, blocks) {
  const token = await worker.org();
  const exports = [...batches(blocks, BATCH)].map((batch) => pack(batch, {}));
  await worker.sendAll(token, exports, { connections: 4 });
  const rows = await worker.row(
    'SELECT (SELECT count(*) FROM span) + (SELECT count(*) FROM event) + (SELECT count(*) FROM metric) AS count',
  );

  const each = async () => {
    const { sessionDays, ms, read, written } = await pass(worker);
    return { sessionDays, ms, read: read / sessionDays, written: written / sessionDays };
  };
  const first = await each();
  /** @type {Awaited<ReturnType<typeof each>>[]} */
  const again = [];
  for (let i = 0; i < AGAIN; i++) {
    await worker.db.exec(
      'INSERT OR IGNORE INTO dirty (org_id, day, session) SELECT DISTINCT org_id, day, session FROM session_day',
    );
    again.push(await each());
  }
  /** @param {'ms' | 'read' | 'written'} key */
  const median = (key) => quantile(again.map((one) => one[key]));
  return {
    rows: rows.count / first.sessionDays,
    passes: [
      { case: 'first time', ...first },
      {
        case: 'again',
        sessionDays: again[0].sessionDays,
        ms: median('ms'),
        read: median('read'),
        written: median('written'),
      },
    ],
  };
}

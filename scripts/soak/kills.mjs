// workerd is killed (SIGKILL) at random moments while exporters send and the cron runs. Started again on the same
// disk, it has every record that it has acknowledged, once, and of no export a part.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from '../bench/worker.mjs';
import { attributes, nanos } from '../sample/otlp.mjs';
import { pack } from '../sample/send.mjs';

/** @typedef {import('../sample/otlp.mjs').Signal} Signal */

/**
 * An export and what became of it. Its number stands in each of its rows.
 *
 * @typedef {object} Sent
 * @property {number} number
 * @property {Signal} signal
 * @property {import('../sample/send.mjs').Export} export
 * @property {boolean} isAcknowledged
 */

/**
 * @typedef {object} Outcome
 * @property {number} kills
 * @property {number} exports
 * @property {number} records
 * @property {number} underWay exports that were not answered when workerd was killed
 * @property {number} unanswered of those, that were there nevertheless
 * @property {string[]} wrong what should not be, a sentence each
 */

const CONNECTIONS = 16;
const RECORDS = 20;
/** How long workerd serves at most after its first answer before it is killed, in ms. */
const SERVES_MS = 700;
const SIGNALS = /** @type {const} */ (['logs', 'traces', 'metrics']);

/** How many rows an export of a signal is, and where its number is found in each. */
const ROWS = {
  logs: { table: 'event', number: 'duration_ms', rows: RECORDS },
  traces: { table: 'span', number: 'duration_ms', rows: RECORDS },
  metrics: { table: 'metric', number: "points ->> '$[0][3]'", rows: 1 },
};

/**
 * @param {object} options
 * @param {number} options.kills
 * @param {(line: string) => void} [options.onLine]
 * @returns {Promise<Outcome>}
 */
export async function killed({ kills, onLine = () => {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'thinspan-kills-'));
  /** @type {Sent[]} */
  const all = [];
  /** @type {Outcome} */
  const outcome = { kills: 0, exports: 0, records: 0, underWay: 0, unanswered: 0, wrong: [] };
  /** @type {string | undefined} */
  let token;
  try {
    while (outcome.kills < kills) {
      const worker = await Worker.start({ folder });
      token ??= await worker.org();
      outcome.wrong.push(...(await look(worker, all, outcome)));
      await serve(worker, token, all);
      outcome.kills += 1;
      onLine(`killed ${outcome.kills} times, ${all.length} exports`);
    }
    const worker = await Worker.start({ folder });
    try {
      outcome.wrong.push(...(await look(worker, all, outcome)));
      outcome.wrong.push(...(await finish(worker, String(token), all)));
    } finally {
      await worker.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  outcome.exports = all.length;
  outcome.records = all.reduce((sum, sent) => sum + sent.export.count, 0);
  return outcome;
}

/** Sends, first what was not acknowledged, until workerd is killed. @param {Worker} worker @param {string} token @param {Sent[]} all */
async function serve(worker, token, all) {
  const again = all.filter(({ isAcknowledged }) => !isAcknowledged);
  let isAlive = true;
  let onAnswer = () => {};
  /** @type {Promise<void>} */
  const firstAnswer = new Promise((resolve) => {
    onAnswer = resolve;
  });
  const exporters = Array.from({ length: CONNECTIONS }, async () => {
    while (isAlive) {
      const sent = again.pop() ?? next(all);
      try {
        const { status } = await worker.send(token, sent.export);
        if (status === 200) sent.isAcknowledged = true;
        onAnswer();
      } catch {
        // The connection broke: it is sent again.
      }
    }
  });
  const cron = (async () => {
    while (isAlive) await worker.cron().catch(() => {});
  })();
  await firstAnswer;
  await sleep(Math.random() * SERVES_MS);
  worker.kill();
  isAlive = false;
  await Promise.all(exporters);
  await Promise.race([cron, sleep(1000)]);
  await worker.stop();
}

/** A new export. @param {Sent[]} all @returns {Sent} */
function next(all) {
  const number = all.length + 1;
  const signal = SIGNALS[number % SIGNALS.length];
  const sent = { number, signal, export: pack([block(signal, number)], {}), isAcknowledged: false };
  all.push(sent);
  return sent;
}

/** Records of a session of their own, of today. @param {Signal} signal @param {number} number @returns {import('../sample/otlp.mjs').Block} */
function block(signal, number) {
  const today = Math.floor(Date.now() / 86_400_000) * 86_400_000;
  const session = { 'session.id': `session-${number}`, 'user.email': `person-${number % 50}@example.com` };
  const id = (/** @type {number} */ record, /** @type {number} */ digits) =>
    (number * RECORDS + record + 1).toString(16).padStart(digits, '0');
  const records = {
    logs: (/** @type {number} */ record) => ({
      timeUnixNano: nanos(today + record),
      attributes: attributes({
        ...session,
        'event.name': 'tool_result',
        'event.sequence': record,
        tool_name: 'Bash',
        success: true,
        duration_ms: number,
      }),
    }),
    traces: (/** @type {number} */ record) => ({
      traceId: id(record, 32),
      spanId: id(record, 16),
      name: 'claude_code.llm_request',
      startTimeUnixNano: nanos(today + record),
      endTimeUnixNano: nanos(today + record + number),
      attributes: attributes({
        ...session,
        'span.type': 'llm_request',
        model: 'claude-opus-5-5',
        success: true,
      }),
    }),
    metrics: () => ({
      name: 'claude_code.lines_of_code.count',
      sum: {
        aggregationTemporality: 1,
        isMonotonic: true,
        dataPoints: [
          {
            attributes: attributes({ ...session, type: 'added' }),
            startTimeUnixNano: nanos(today),
            timeUnixNano: nanos(today + 1),
            asDouble: number,
          },
        ],
      },
    }),
  };
  const length = signal === 'metrics' ? 1 : RECORDS;
  return {
    signal,
    resource: { attributes: attributes({ 'service.name': 'claude-code' }) },
    scope: { name: 'com.anthropic.claude_code', version: '2.1.329' },
    count: length,
    records: Array.from({ length }, (_, record) => records[signal](record)),
  };
}

/** Compares what is there with what was acknowledged. @param {Worker} worker @param {Sent[]} all @param {Outcome} [outcome] */
async function look(worker, all, outcome) {
  /** @type {string[]} */
  const wrong = [];
  for (const signal of SIGNALS) {
    const { table, number, rows } = ROWS[signal];
    const { results } = await worker.db
      .prepare(`SELECT ${number} AS number, count(*) AS rows FROM ${table} GROUP BY 1`)
      .all();
    const there = new Map(
      results.map((/** @type {Record<string, unknown>} */ row) => [Number(row.number), Number(row.rows)]),
    );
    for (const sent of all.filter((one) => one.signal === signal)) {
      const found = there.get(sent.number) ?? 0;
      there.delete(sent.number);
      const what = `export ${sent.number} (${signal})`;
      if (sent.isAcknowledged && found !== rows)
        wrong.push(`${what} was acknowledged: ${found} of ${rows} rows`);
      if (!sent.isAcknowledged && found !== 0 && found !== rows)
        wrong.push(`${what}: ${found} of ${rows} rows`);
      if (outcome && !sent.isAcknowledged) {
        outcome.underWay += 1;
        if (found > 0) outcome.unanswered += 1;
      }
    }
    for (const [stray, found] of there) wrong.push(`nobody sent ${stray} (${signal}): ${found} rows`);
  }
  return wrong;
}

/** Sends what is left, folds, and compares every row and every daily figure. @param {Worker} worker @param {string} token @param {Sent[]} all */
async function finish(worker, token, all) {
  for (const sent of all.filter(({ isAcknowledged }) => !isAcknowledged)) {
    const { status } = await worker.send(token, sent.export);
    if (status !== 200) throw new Error(`/v1/${sent.signal} answered ${status}`);
    sent.isAcknowledged = true;
  }
  const wrong = await look(worker, all);
  while ((await worker.row('SELECT count(*) AS marks FROM dirty')).marks > 0) await worker.cron();
  const of = (/** @type {Signal} */ signal) => all.filter((sent) => sent.signal === signal);
  const expected = {
    tool_runs: of('logs').length * RECORDS,
    requests: of('traces').length * RECORDS,
    lines_added: of('metrics').reduce((sum, { number }) => sum + number, 0),
  };
  const counted = await worker.row(
    `SELECT sum(tool_runs) AS tool_runs, sum(requests) AS requests, sum(lines_added) AS lines_added
     FROM daily WHERE user = -1`,
  );
  for (const [figure, number] of Object.entries(expected)) {
    if (counted[figure] !== number) wrong.push(`${figure}: ${counted[figure]} instead of ${number}`);
  }
  return wrong;
}

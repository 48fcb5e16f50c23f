// With a queue bound: what D1 cannot take just now is answered 200 once it is queued, and is written when D1 takes it,
// once. The queue is workerd's with Miniflare's broker, which refuses what is too large as Cloudflare's does.

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attributes, exportRequest, nanos } from '../../scripts/sample/otlp.mjs';
import { type Fault, Line, PASSING, type Query } from '../support/line.ts';
import { type Answer, Product } from '../support/product.ts';
import { type Recorded, recorded, replay } from '../support/recorded.ts';
import { failureOf, stored, UNAVAILABLE } from '../support/stored.ts';
import { ingestToken, sha256 } from '../support/token.ts';

const OVERLOADED = 'D1 DB is overloaded. Requests queued for too long.';
const JSON_TYPE = 'application/json';
const DAY_MS = 86_400_000;
/** A message is tried again after 2 s, 2 s, 4 s. */
const RETRIED = { timeout: 30_000, interval: 100 };

const requests = recorded.filter(({ scenario }) => scenario === 'multi-turn');
const dead: string[] = [];
const log: string[] = [];
let line: Line;
let product: Product;
let token: string;
let undisturbed: Product;
let quiet: string;

beforeAll(async () => {
  line = await Line.open();
  [product, undisturbed] = await Promise.all([
    Product.start({
      line,
      queue: { maxRetries: 2, onDeadLetter: (message) => dead.push(message) },
      onLog: (text) => log.push(text),
    }),
    Product.start(),
  ]);
});
beforeEach(async () => {
  line.fault = () => undefined;
  await expect.poll(() => line.settled).toBe(true);
  for (const list of [dead, log, line.batches]) list.length = 0;
  await Promise.all([product, undisturbed].map(empty));
  [token, quiet] = [await product.org(1), await undisturbed.org(1)];
});
afterAll(async () => {
  await Promise.all([product?.stop(), undisturbed?.stop()]);
  line?.close();
});

/** Deletes all but the schema and the list of prices. */
async function empty(one: Product) {
  const tables = [...(await stored(one)).keys(), 'rejection', 'ingest_token', 'org'];
  await one.db.batch(
    tables
      .filter((table) => !/^(schema|price)/.test(table))
      .map((table) => one.db.prepare(`DELETE FROM ${table}`)),
  );
}

/** Batches of exports, in whose turn they come down the line: from an exporter first, then from the queue. */
const isExport = (batch: Query[]) => batch[0]?.sql.includes('AS in_force') ?? false;

/** Lets the exports of a test fail one after the other; what comes then is taken. */
function failing(...faults: Fault[]) {
  const left = [...faults];
  line.fault = (batch) => (isExport(batch) ? left.shift() : undefined);
  return { left };
}

async function expectUndisturbed() {
  await expect
    .poll(async () => [...(await stored(product))], RETRIED)
    .toEqual([...(await stored(undisturbed))]);
  for (const one of [product, undisturbed]) await one.settle();
  expect(await stored(product)).toEqual(await stored(undisturbed));
}

const answerOf = ({ status, type, body }: Answer) => ({ status, type, text: Buffer.from(body).toString() });

/** Log records of sessions of their own, of today. */
function records(number: number, { bad = 0, padding = '' } = {}) {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return JSON.stringify(
    exportRequest('logs', [
      {
        signal: 'logs',
        resource: { attributes: attributes({ 'service.name': 'claude-code' }) },
        scope: { name: 'com.anthropic.claude_code.events', version: '2.1.0' },
        count: number,
        records: Array.from({ length: number }, (_, sequence) => ({
          timeUnixNano: sequence < bad ? '1' : nanos(today + sequence),
          attributes: attributes({
            'event.name': 'tool_result',
            'event.sequence': sequence,
            'session.id': `${padding}session-${sequence % 100}`,
            'prompt.id': `0f0f0f0f-0f0f-4f0f-8f0f-${String(sequence).padStart(12, '0')}`,
            'user.email': `person-${sequence % 10}@example.com`,
            tool_name: `Tool${sequence % 50}`,
            success: true,
            duration_ms: sequence,
          }),
        })),
      },
    ]),
  );
}

const sendLogs = (to: Product, bearer: string, body: string) =>
  to.send('/v1/logs', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': JSON_TYPE,
      'content-encoding': 'gzip',
    },
    body: gzipSync(body),
  });

const rejections = () =>
  product.rows('SELECT org_id, reason, prefix, count FROM rejection ORDER BY reason, prefix');

describe('answered 200, and there later', () => {
  test('whatever D1 says, and if nobody is there', async () => {
    const faults: Fault[] = [...PASSING.map((refuses) => ({ refuses })), 'unreachable', 'gibberish'];
    const all = requests.slice(0, faults.length);
    for (const [index, fault] of faults.entries()) {
      const request = all[index % all.length] as Recorded;
      const { left } = failing(fault);
      const answer = answerOf(await replay(product, token, request));
      expect(left).toEqual([]);
      expect(answer, JSON.stringify(fault)).toEqual(answerOf(await replay(undisturbed, quiet, request)));
      expect(answer.status).toBe(200);
      // What is queued comes next, whatever the order: it is not to meet the fault of another request.
      await expect.poll(() => line.batches.filter(isExport).length, RETRIED).toBe(2 * (index + 1));
    }
    await expectUndisturbed();
  });

  test('also what D1 had taken when the answer was lost: once', async () => {
    const some = requests.slice(0, 3);
    for (const request of some) {
      failing('lost');
      expect((await replay(product, token, request)).status).toBe(200);
      expect((await replay(undisturbed, quiet, request)).status).toBe(200);
    }
    await expect.poll(() => line.batches.filter(isExport).length, RETRIED).toBe(2 * some.length);
    await expectUndisturbed();
  });

  test.each([
    ['is asked', 2],
    ['is to store them after that', 3],
  ])('a mark that was relied on is gone, and D1 fails when it %s', async (_, fails) => {
    const request = requests.find(({ signal }) => signal === 'traces') as Recorded;
    // Otherwise the first export of an hour asks anyway.
    await product.rows('UPDATE ingest_token SET used_hour = 999999');
    for (const [to, bearer] of [
      [product, token],
      [undisturbed, quiet],
    ] as const) {
      expect((await replay(to, bearer, request)).status).toBe(200);
      for (const table of ['span', 'dirty']) await to.rows(`DELETE FROM ${table}`);
    }
    line.batches.length = 0;
    line.fault = () => (line.batches.length === fails ? { refuses: OVERLOADED } : undefined);
    expect((await replay(product, token, request)).status).toBe(200);
    // The first is refused for want of the mark.
    await expect.poll(() => line.batches.length, RETRIED).toBe(fails + 1);
    expect((await replay(undisturbed, quiet, request)).status).toBe(200);
    await expectUndisturbed();
    expect((await stored(product)).get('span')?.length).toBe(request.spans);
  });

  test('the partial success is told, and the refused records are counted', async () => {
    failing({ refuses: OVERLOADED });
    const body = records(10, { bad: 3 });
    const answer = answerOf(await sendLogs(product, token, body));
    expect(answer).toEqual(answerOf(await sendLogs(undisturbed, quiet, body)));
    expect(answer.text).toContain('"rejectedLogRecords":"3"');
    await expectUndisturbed();
    expect((await stored(product)).get('refusal')).toHaveLength(1);
  });

  test('D1 does not answer at all: the exporter is answered before it gives up', async () => {
    let release = () => {};
    failing({ after: new Promise<void>((resolve) => (release = resolve)) });
    const [request] = requests as [Recorded];
    expect((await replay(product, token, request)).status).toBe(200);
    expect((await replay(undisturbed, quiet, request)).status).toBe(200);
    await expectUndisturbed();
    // What was given up takes effect after all.
    release();
    await expect.poll(() => line.settled).toBe(true);
    await product.settle();
    expect(await stored(product)).toEqual(await stored(undisturbed));
  });
});

describe('the consumer', () => {
  test.each([
    ['D1 fails on', [{ refuses: OVERLOADED }, { refuses: OVERLOADED }, { fails: 4, error: OVERLOADED }]],
    ['its answer is lost', [{ refuses: OVERLOADED }, 'lost']],
  ] satisfies [string, Fault[]][])('tries again when %s, and the rows are there once', async (_, faults) => {
    const [request] = requests as [Recorded];
    const { left } = failing(...faults);
    expect((await replay(product, token, request)).status).toBe(200);
    expect((await replay(undisturbed, quiet, request)).status).toBe(200);
    await expect.poll(() => left, RETRIED).toEqual([]);
    await expect.poll(() => line.batches.filter(isExport).length, RETRIED).toBe(faults.length + 1);
    await expectUndisturbed();
    expect(dead).toEqual([]);
  });

  test('the client has sent it again meanwhile: once', async () => {
    const [request] = requests as [Recorded];
    const { left } = failing({ refuses: OVERLOADED }, { refuses: OVERLOADED });
    expect((await replay(product, token, request)).status).toBe(200);
    await expect.poll(() => left, RETRIED).toEqual([]);
    expect((await replay(product, token, request)).status).toBe(200);
    expect((await replay(undisturbed, quiet, request)).status).toBe(200);
    await expect.poll(() => line.batches.filter(isExport).length, RETRIED).toBe(4);
    await expectUndisturbed();
  });

  test('gives up what fails for ever: it lies among the dead letters, with the hash of the token alone', async () => {
    line.fault = (batch) => (isExport(batch) ? { refuses: OVERLOADED } : undefined);
    expect((await sendLogs(product, token, records(2))).status).toBe(200);
    await expect.poll(() => dead.length, RETRIED).toBe(1);
    const [message = ''] = dead;
    expect(message.split('\n').map((text) => text.split(' ')[0])).toEqual([
      'schema_3',
      'words',
      'sessions',
      'events',
      'dirty',
    ]);
    expect(message).toContain(` ${sha256(token)} ${token.slice(0, 13)}\n`);
    expect(message + log.join('\n')).not.toContain(token);
    // An exporter's try, one of the queue, two more.
    expect(line.batches.filter(isExport)).toHaveLength(4);
  });
});

describe('revoked means revoked', () => {
  test('a token that is revoked while its rows wait: nothing is written, and an admin sees it', async () => {
    const { left } = failing({ refuses: OVERLOADED }, { refuses: OVERLOADED });
    expect((await sendLogs(product, token, records(5))).status).toBe(200);
    await expect.poll(() => left, RETRIED).toEqual([]);
    await product.rows('UPDATE ingest_token SET revoked_ms = 1');
    await expect
      .poll(rejections, RETRIED)
      .toEqual([{ org_id: 1, reason: 4, prefix: token.slice(0, 13), count: 1 }]);
    for (const table of ['word', 'session', 'event', 'dirty']) {
      expect(await product.rows(`SELECT * FROM ${table}`)).toEqual([]);
    }
  });

  test('a token that nobody here has made: likewise', async () => {
    const unknown = ingestToken();
    failing({ refuses: OVERLOADED });
    expect((await sendLogs(product, unknown, records(5))).status).toBe(200);
    await expect
      .poll(rejections, RETRIED)
      .toEqual([{ org_id: 0, reason: 5, prefix: unknown.slice(0, 13), count: 1 }]);
    expect(await product.rows('SELECT * FROM event')).toEqual([]);
  });

  test('what cannot be a token is refused, whatever D1 does', async () => {
    failing('unreachable');
    expect((await sendLogs(product, `${token}0`, records(1))).status).toBe(401);
  });
});

describe('as without a queue', () => {
  async function expectUnavailable(answer: Answer) {
    expect(failureOf(answer)).toEqual({ ...UNAVAILABLE, type: JSON_TYPE });
    // What is queued would come before the cron is done.
    await product.cron();
    expect(line.batches.filter(isExport)).toHaveLength(1);
  }

  test.each([
    'no such column: x: SQLITE_ERROR',
    'no such table: schema_3: SQLITE_ERROR',
    'string or blob too big: SQLITE_TOOBIG',
    'Exceeded maximum DB size.',
  ])('D1 refuses what it will refuse again (%s): 503', async (refuses) => {
    failing({ refuses });
    await expectUnavailable(await sendLogs(product, token, records(1)));
  });

  test('a body that is none, while its token cannot be looked up: 503', async () => {
    failing({ refuses: OVERLOADED });
    await expectUnavailable(await sendLogs(product, token, '{'));
  });

  test('more than twenty messages: 503', async () => {
    failing({ refuses: OVERLOADED });
    await expectUnavailable(await sendLogs(product, token, records(25_000)));
    await expect.poll(() => log.join('\n')).toContain('too large');
  });
});

test('what is longer than a message goes in several, and in whatever order they come it is there once', async () => {
  failing({ refuses: OVERLOADED }, { refuses: OVERLOADED }, { refuses: OVERLOADED });
  const body = records(5_000);
  expect((await sendLogs(product, token, body)).status).toBe(200);
  expect((await sendLogs(undisturbed, quiet, body)).status).toBe(200);
  await expectUndisturbed();
  expect((await stored(product)).get('event')).toHaveLength(5_000);
});

// What else an export meets while D1 fails: a token that cannot be looked up, a body that cannot be read, a use that
// cannot be noted, an answer that the client does not wait for.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Line } from '../support/line.ts';
import { Product } from '../support/product.ts';
import { bodyOf, type Recorded, recorded, replay } from '../support/recorded.ts';
import { failureOf, stored, UNAVAILABLE } from '../support/stored.ts';
import { ingestToken } from '../support/token.ts';

const OVERLOADED = 'D1 DB is overloaded. Requests queued for too long.';
const JSON_TYPE = 'application/json';

const request = recorded.find(
  ({ scenario, signal }) => scenario === 'text-basic' && signal === 'logs',
) as Recorded;
const log: string[] = [];
let line: Line;
let product: Product;
let token: string;

beforeAll(async () => {
  line = await Line.open();
  product = await Product.start({ line, onLog: (text) => log.push(text) });
});
beforeEach(async () => {
  line.fault = () => undefined;
  log.length = 0;
  for (const table of (await stored(product)).keys()) {
    if (!table.startsWith('schema') && !table.startsWith('price')) await product.rows(`DELETE FROM ${table}`);
  }
  await product.rows('DELETE FROM ingest_token');
  await product.rows('DELETE FROM org');
  token = await product.org(1);
});
afterAll(async () => {
  await product?.stop();
  line?.close();
});

describe.each(['traces', 'metrics', 'logs'])('/v1/%s', (signal) => {
  const send = (bearer: string, body = '{}') =>
    product.send(`/v1/${signal}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': JSON_TYPE },
      body,
    });

  test.each([
    ['in force, and nothing to store', () => token, '{}', 200],
    ['that nobody here has made', ingestToken, '{}', 401],
    ['in force, and a body that is none', () => token, '{', 400],
    ['that nobody here has made, and a body that is none', ingestToken, '{', 401],
  ])('a token %s: 503 as long as it cannot be looked up', async (_, bearer, body, otherwise) => {
    const presented = bearer();
    for (const fails of [0, 1]) {
      line.fault = () => ({ fails, error: OVERLOADED });
      expect(failureOf(await send(presented, body))).toEqual({ ...UNAVAILABLE, type: JSON_TYPE });
    }
    line.fault = () => undefined;
    expect((await send(presented, body)).status).toBe(otherwise);
  });

  test('what cannot be a token is refused without asking', async () => {
    line.fault = () => 'unreachable';
    expect((await send('thinspan_1')).status).toBe(401);
  });
});

test('that the use of a token cannot be noted is no reason to fail', async () => {
  line.fault = (batch) =>
    batch.some(({ sql }) => sql.includes('SET used_hour')) ? 'unreachable' : undefined;
  expect((await replay(product, token, request)).status).toBe(200);
  await expect.poll(() => log.join('\n')).toContain("a token's use is not kept");
  expect(await product.rows('SELECT used_hour FROM ingest_token')).toEqual([{ used_hour: 0 }]);
  line.fault = () => undefined;
  expect((await replay(product, token, request)).status).toBe(200);
  await expect
    .poll(() => product.rows('SELECT used_hour > 0 AS used FROM ingest_token'))
    .toEqual([{ used: 1 }]);
});

test('that a refused token cannot be noted is no reason to answer otherwise', async () => {
  line.fault = (batch) =>
    batch.some(({ sql }) => sql.includes('INTO rejection')) ? 'unreachable' : undefined;
  expect((await replay(product, ingestToken(), request)).status).toBe(401);
  await expect.poll(() => log.join('\n')).toContain('rejections are not kept');
});

test('the log says what D1 said, and nothing of the token or the request', async () => {
  line.fault = () => ({ refuses: OVERLOADED });
  await replay(product, token, request);
  await expect.poll(() => log.join('\n')).toContain(OVERLOADED);
  expect(log.join('\n')).not.toContain('thinspan_');
  expect(log.join('\n')).not.toContain('INSERT');
});

describe('slow', () => {
  /** Sends a request whose batch waits for D1. */
  async function sendSlowly() {
    let proceed = () => {};
    const released = new Promise<void>((resolve) => {
      proceed = resolve;
    });
    const before = line.batches.length;
    line.fault = () => ({ after: released });
    const client = new AbortController();
    const answer = product.fetch(`/v1/${request.signal}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': request.content_type },
      body: bodyOf(request),
      signal: client.signal,
    });
    await expect.poll(() => line.batches.length).toBe(before + 1);
    line.fault = () => undefined;
    return { answer, proceed, client };
  }

  async function expectOnce() {
    const once = await stored(product);
    expect((await replay(product, token, request)).status).toBe(200);
    expect(await stored(product)).toEqual(once);
    const [events] = await product.rows('SELECT count(*) AS n FROM event');
    expect(events).toEqual({ n: request.log_records });
  }

  test('D1 takes its time: the client is answered then', async () => {
    const { answer, proceed } = await sendSlowly();
    proceed();
    expect((await answer).status).toBe(200);
    await expectOnce();
  });

  test('the client gives up and sends again while D1 still has the first: once', async () => {
    const { answer, proceed, client } = await sendSlowly();
    client.abort();
    await expect(answer).rejects.toThrow();
    expect((await replay(product, token, request)).status).toBe(200);
    const before = await stored(product);
    proceed();
    await expect.poll(() => line.settled).toBe(true);
    expect(await stored(product)).toEqual(before);
    await expectOnce();
  });

  test('the client gives up, D1 does not, and the client sends again: once', async () => {
    const { answer, proceed, client } = await sendSlowly();
    client.abort();
    await expect(answer).rejects.toThrow();
    proceed();
    await expect.poll(() => line.settled).toBe(true);
    await expectOnce();
  });
});

// A panic is a trap of the WebAssembly instance that the request is in. No input is known to reach one; what would is a
// binding that breaks its word: here, D1 throws where it never does, and the Worker's library gives up. Whoever else
// waits in the instance goes on in it, and what comes next has a new one (src/entrance.mjs).

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Line } from '../support/line.ts';
import { AROUND } from '../support/panic.ts';
import { Product } from '../support/product.ts';
import { type Recorded, recorded, replay } from '../support/recorded.ts';
import { SignedIn } from '../support/signed_in.ts';
import { stored } from '../support/stored.ts';

/** More than the stack of one instance bears. */
const MANY = 700;

const [logs, traces, metrics] = ['logs', 'traces', 'metrics'].map((signal) =>
  recorded.find((request) => request.scenario === 'text-basic' && request.signal === signal),
) as [Recorded, Recorded, Recorded];
const log: string[] = [];
let line: Line;
let product: Product;
let token: string;
let admin: SignedIn;

beforeAll(async () => {
  line = await Line.open();
  product = await Product.start({ line, around: AROUND, onLog: (text) => log.push(text) });
  token = await product.org(1);
  await product.rows('UPDATE ingest_token SET used_hour = 999999');
  admin = await SignedIn.as(product, 'admin@example.com', 'admin');
  await SignedIn.as(product, 'viewer@example.com', 'viewer');
});
beforeEach(() => {
  line.fault = () => undefined;
});
afterAll(async () => {
  await product?.stop();
  line?.close();
});

/** Not by the product's own `fetch`: that the API answers 500 is nowhere described. */
const panic = () => fetch(`${product.url}/api/v1/auth/mail`, { headers: { 'x-panic': 'yes' } });

test('a panic is 500, and the next request is answered', async () => {
  for (let round = 0; round < 3; round += 1) {
    expect((await panic()).status).toBe(500);
    expect((await replay(product, token, logs)).status).toBe(200);
  }
  expect(log.join('\n')).toContain('Rust panic');
});

test(`so are ${MANY} of them`, async () => {
  for (let round = 0; round < MANY; round += 1) expect((await panic()).status).toBe(500);
  expect((await replay(product, token, logs)).status).toBe(200);
});

/** What waits for D1 while somebody else panics: each is answered as if nobody had. */
const WAITING = {
  'an export of log records': async () => (await replay(product, token, logs)).status,
  'an export of spans': async () => (await replay(product, token, traces)).status,
  'an export of metrics': async () => (await replay(product, token, metrics)).status,
  'a question to the API': async () => (await admin.get('/api/v1/usage')).status,
  'a change': async () => (await admin.put('/api/v1/members/viewer@example.com', { role: 'admin' })).status,
  "the cron's pass": async () => {
    await product.cron();
    return 200;
  },
};

/** Exports that wait for the first one's end, to be stored together. */
const IN_LINE = 2;

/** Begins all of them at once, and waits until D1 has a batch of each that is not in line. */
async function begin() {
  let proceed = () => {};
  const released = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  const before = line.batches.length;
  line.fault = () => ({ after: released });
  const answers = Object.entries(WAITING).map(async ([name, work]) => [name, await work()]);
  await expect.poll(() => line.batches.length).toBe(before + answers.length - IN_LINE);
  line.fault = () => undefined;
  return { answers: Promise.all(answers), proceed };
}

const ANSWERED = Object.keys(WAITING).map((name) => [name, 200]);

test('who waits for D1 meanwhile is answered as if nothing had happened', async () => {
  const first = await begin();
  expect((await panic()).status).toBe(500);
  const second = await begin();
  for (let round = 0; round < 3; round += 1) expect((await panic()).status).toBe(500);
  // Whoever comes then has an instance of its own.
  expect((await product.send('/v1/logs')).status).toBe(405);
  first.proceed();
  expect(await first.answers).toEqual(ANSWERED);
  const panics = Array.from({ length: 20 }, panic);
  second.proceed();
  expect(await second.answers).toEqual(ANSWERED);
  for (const { status } of await Promise.all(panics)) expect(status).toBe(500);

  await product.settle();
  const once = await stored(product);
  expect(once.get('event')).toHaveLength(logs.log_records ?? 0);
  expect(once.get('span')).toHaveLength(traces.spans ?? 0);
  expect(await product.rows("SELECT role FROM member WHERE email = 'viewer@example.com'")).toEqual([
    { role: 'admin' },
  ]);
  for (const request of [logs, traces, metrics]) await replay(product, token, request);
  await product.settle();
  expect(await stored(product)).toEqual(once);
});

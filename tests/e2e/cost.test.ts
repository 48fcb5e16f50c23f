// What an export and a rollup pass cost, as D1 bills it. These figures are exact; a change that costs more
// fails here. Bytes per row are in tests/row_size.rs, speed is printed by `npm run bench`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cost, cost, Product, root } from '../support/product.ts';
import { recorded, replay, type Signal } from '../support/recorded.ts';

let product: Product;
const first = new Map<string, Cost>();
const again = new Map<string, Cost>();

beforeAll(async () => {
  product = await Product.start();
  const token = await product.org(1);
  for (const pass of [first, again]) {
    for (const request of recorded) {
      pass.set(request.path, cost(await replay(product, token, request)));
    }
  }
}, 300_000);

afterAll(() => product?.stop());

const sum = (costs: Map<string, Cost>, signal: Signal, what: keyof Cost) =>
  recorded
    .filter((r) => r.signal === signal)
    .reduce((total, r) => total + (costs.get(r.path)?.[what] ?? 0), 0);

const count = async (table: string) =>
  (await product.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? 0;

test('one D1 call for every export, whatever it holds', () => {
  for (const [path, { calls }] of first) expect([path, calls]).toEqual([path, 1]);
});

test('one row written for a span, a log record, a metrics export; words, sessions and marks come on top once', async () => {
  const rows = await Promise.all(['span', 'event', 'metric', 'word', 'session', 'dirty'].map(count));
  const [span = 0, event = 0, metric = 0, word = 0, session = 0, dirty = 0] = rows;
  expect(span).toBe(recorded.reduce((n, r) => n + (r.spans ?? 0), 0));
  expect(event).toBe(recorded.reduce((n, r) => n + (r.log_records ?? 0), 0));
  // One export tells of two sessions: a resumed process starts under a passing id.
  expect(metric).toBe(recorded.filter((r) => r.signal === 'metrics').length + 1);

  const written = (['traces', 'logs', 'metrics'] as const).map((signal) => sum(first, signal, 'written'));
  const sharpened = written.reduce((a, b) => a + b) - (span + event + metric + word + session + dirty);
  // A session row is written again when a later record knows better who or what it is.
  expect(sharpened).toBeGreaterThanOrEqual(0);
  expect(sharpened).toBeLessThanOrEqual(session);
});

test('sent again, nothing is written', () => {
  for (const [path, { calls, written }] of again) expect([path, calls, written]).toEqual([path, 1, 0]);
});

test('rows read to store an export follow its records', () => {
  const records = recorded.reduce(
    (n, r) => n + (r.spans ?? 0) + (r.log_records ?? 0) + (r.data_points ?? 0),
    0,
  );
  const read = (['traces', 'logs', 'metrics'] as const).reduce(
    (n, signal) => n + sum(first, signal, 'read'),
    0,
  );
  console.log(`rows read per record: ${(read / records).toFixed(2)}`);
  expect(read / records).toBeLessThan(3);
});

describe('a rollup pass', () => {
  const sql = (name: string) => readFileSync(join(root, 'src/rollup', `${name}.sql`), 'utf8');

  type D1Result = Awaited<ReturnType<typeof product.db.batch>>[number];

  /** One batch as src/rollup runs it; its cost by D1's own figures. */
  async function batch(sessionDays: number) {
    const post = (sign: number) => product.db.prepare(sql('post')).bind(sessionDays, sign);
    const results = await product.db.batch([
      post(-1),
      product.db.prepare(sql('fold')).bind(sessionDays),
      post(1),
      product.db.prepare(sql('clear')).bind(sessionDays),
    ]);
    return {
      read: results.reduce((n: number, { meta }: D1Result) => n + meta.rows_read, 0),
      written: results.reduce((n: number, { meta }: D1Result) => n + meta.rows_written, 0),
      sessionDays: results.at(-1)?.meta.changes ?? 0,
    };
  }

  test('costs what was touched, not what is there', async () => {
    await product.cron();
    const everything = await count('event');
    expect(everything).toBeGreaterThan(2000);

    const none = await batch(200);
    expect([none.sessionDays, none.written]).toEqual([0, 0]);
    // D1 counts a constant for the statements themselves.
    expect(none.read).toBeLessThanOrEqual(50);

    // One session-day of one scenario, among all others.
    const [busy] = await product.rows<{ org_id: number; day: number; session: string; rows: number }>(
      `SELECT org_id, day, CAST(session AS TEXT) AS session, count(*) AS rows FROM event
       GROUP BY org_id, day, session ORDER BY rows LIMIT 1 OFFSET 20`,
    );
    if (!busy) throw new Error('no session');
    await product.db
      .prepare('INSERT INTO dirty SELECT ?1, ?2, CAST(?3 AS INTEGER)')
      .bind(busy.org_id, busy.day, busy.session)
      .run();
    const one = await batch(200);
    console.log(`one session-day with ${busy.rows} events: ${one.read} rows read, ${one.written} written`);
    expect(one.sessionDays).toBe(1);
    expect(one.read).toBeLessThan(everything / 4);
    expect(one.written).toBeLessThanOrEqual(8);
  });
});

test('the Worker is small: the free plan takes 3 MB gzipped, ours is a tenth of it', () => {
  const gzipped = gzipSync(readFileSync(join(root, 'build/index_bg.wasm')), { level: 9 }).length;
  console.log(`WebAssembly, gzipped: ${gzipped} bytes`);
  expect(gzipped).toBeLessThan(360_000);
});

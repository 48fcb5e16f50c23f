// What an export and a rollup pass cost, as D1 bills it. These figures are exact; a change that costs more
// fails here. Bytes per row are in tests/row_size.rs, speed is printed by `npm run bench`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cost, cost, Product, root } from '../support/product.ts';
import { recorded, replay, type Signal } from '../support/recorded.ts';

let product: Product;
let token: string;
const first = new Map<string, Cost>();
const again = new Map<string, Cost>();

beforeAll(async () => {
  product = await Product.start();
  token = await product.org(1);
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
  expect(read / records).toBeLessThan(4);
});

describe('a rollup pass', () => {
  const DAY_MS = 86_400_000;
  const file = (name: string) => readFileSync(join(root, 'src/rollup', name), 'utf8');

  type D1Result = Awaited<ReturnType<typeof product.db.batch>>[number];

  /** One batch as `batch()` in src/rollup/mod.rs makes it; what it costs by D1's own figures. */
  async function batch({ db }: Product) {
    const most = 60;
    const start = '[0,0,0]';
    const statement = (names: string[], ...values: (number | string)[]) =>
      db.prepare(names.map(file).join('')).bind(...values);
    const ofMarked = (...names: string[]) => statement(['marked.sql', ...names], most, start);
    const ofPicked = (...names: string[]) => statement(['picked.sql', ...names]);
    const now = Date.now();
    const today = Math.floor(now / DAY_MS);
    const ofMarkedNow = (name: string) => statement(['marked.sql', name], most, start, now);
    const results = await db.batch([
      ofMarked('intern_cohorts.sql'),
      statement(['marked.sql', 'pick.sql', 'points.sql', 'fold_figures.sql'], most, start, today),
      ofPicked('points.sql', 'fold_tallies.sql'),
      ofPicked('fold_turns.sql'),
      ofPicked('post_figures.sql'),
      ofPicked('drop_figures.sql'),
      ofPicked('post_tallies.sql'),
      ofPicked('drop_tallies.sql'),
      ofPicked('drop_turns.sql'),
      ofPicked('wanted_turns.sql', '../pricing/tariff.sql', 'post_turns.sql'),
      ofPicked('post_people.sql'),
      ofMarked('stamp_marked.sql'),
      ofMarkedNow('keep_marks.sql'),
      ofMarkedNow('clear_marks.sql'),
      ofPicked('spread.sql'),
      statement(['keep.sql']),
      statement(['settle.sql']),
      statement(['empty.sql']),
    ]);
    return {
      read: results.reduce((n: number, { meta }: D1Result) => n + meta.rows_read, 0),
      written: results.reduce((n: number, { meta }: D1Result) => n + meta.rows_written, 0),
      sessionDays: results.slice(12, 14).reduce((n: number, { meta }: D1Result) => n + meta.changes, 0),
    };
  }

  /** A session with a prompt and a model request. */
  async function touch(at: Product, token: string) {
    const value = (value: string | number) =>
      typeof value === 'number' ? { intValue: value } : { stringValue: value };
    const attributes = (pairs: Record<string, string | number>) =>
      Object.entries(pairs).map(([key, one]) => ({ key, value: value(one) }));
    const record = (sequence: number, name: string, more: Record<string, string | number>) => ({
      timeUnixNano: `${Date.now() - 60_000 + sequence}000000`,
      attributes: attributes({
        'event.name': name,
        'event.sequence': sequence,
        'session.id': 'the only one',
        'user.email': 'nobody-else@example.org',
        'prompt.id': '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f',
        ...more,
      }),
    });
    const { status } = await at.send('/v1/logs', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        resourceLogs: [
          {
            resource: { attributes: attributes({ 'service.name': 'claude-code', 'team.id': 'alone' }) },
            scopeLogs: [
              {
                scope: { name: 'com.anthropic.claude_code.events' },
                logRecords: [
                  record(0, 'user_prompt', {}),
                  record(1, 'api_request', { model: 'claude-opus-5-5', input_tokens: 100 }),
                ],
              },
            ],
          },
        ],
      }),
    });
    expect(status).toBe(200);
  }

  test('costs what was touched, not what is there', async () => {
    const alone = await Product.start();
    try {
      const empty = await batch(alone);
      await touch(alone, await alone.org(1));
      const one = await batch(alone);

      await product.settle();
      expect(await count('event')).toBeGreaterThan(2000);
      for (let org = 2; org < 20; org += 1) await product.org(org);
      const nothing = await batch(product);
      console.log(`a pass: nothing new ${JSON.stringify(nothing)}, one session-day ${JSON.stringify(one)}`);
      // D1 counts what the statements make themselves, lists of constants for one: the same on empty tables.
      expect(nothing).toEqual(empty);
      expect([nothing.sessionDays, nothing.written]).toEqual([0, 0]);
      expect(nothing.read).toBeLessThanOrEqual(80);

      await touch(product, token);
      const among = await batch(product);
      expect([among.sessionDays, among.written]).toEqual([1, 41]);
      expect([one.sessionDays, one.written]).toEqual([1, 41]);
      // A row or two beside the one that is sought are looked at where there are neighbours.
      expect(among.read - one.read).toBeLessThanOrEqual(10);
    } finally {
      await alone.stop();
    }
  });
});

test('the Worker is small: the free plan takes 3 MB gzipped, ours is less than a fifth of it', () => {
  const gzipped = gzipSync(readFileSync(join(root, 'build/index_bg.wasm')), { level: 9 }).length;
  console.log(`WebAssembly, gzipped: ${gzipped} bytes`);
  expect(gzipped).toBeLessThan(560_000);
});

test('the Worker does not tell where it was compiled', () => {
  const text = readFileSync(join(root, 'build/index_bg.wasm'), 'latin1');
  // What it does tell: in which line of which crate it panicked.
  expect(text).toMatch(/crates\/[^/]+\/worker-[\d.]+\/src\//);
  expect(text).not.toMatch(/\.cargo|\.rustup|registry\/src/);
  expect(text).not.toContain(root);
});

// The cron's pass is cut off at any statement: the next pass comes to the tables of a pass that nothing disturbed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attributes, exportRequest, nanos } from '../../scripts/sample/otlp.mjs';
import { type Fault, Line } from '../support/line.ts';
import { Product } from '../support/product.ts';
import { recorded, replay } from '../support/recorded.ts';
import { SignedIn } from '../support/signed_in.ts';
import { stored } from '../support/stored.ts';

const TIMEOUT = 'D1 DB storage operation exceeded timeout which caused object to be reset.';
const DEV = 'dev@example.com';
const DAY_MS = 86_400_000;
/** Of a mark: no pass has folded its session-day. */
const UNFOLDED = 'coalesce(kept_ms, 0) = 0';
/** src/rollup/mod.rs */
const SESSION_DAYS_PER_BATCH = 60;

let line: Line;
let product: Product;
/** What the database was before the pass. */
let tables: string[];
/** The numbers of statements of the batches of a pass. */
let sizes: number[];
let undisturbed: Map<string, string[]>;
const folder = mkdtempSync(join(tmpdir(), 'thinspan-cron-'));

const of = (...scenarios: string[]) =>
  recorded.filter(({ scenario, path }) => scenarios.includes(scenario) && path.endsWith('.json'));

beforeAll(async () => {
  line = await Line.open();
  product = await Product.start({ line, folder, onLog: () => {} });
  // Org 1 has something folded, something new, and somebody to be erased; org 2 keeps nothing of what it has.
  const [token, other] = [await product.org(1), await product.org(2)];
  const admin = await SignedIn.as(product, 'admin@example.com', 'admin');
  for (const request of of('team-attributes')) await replay(product, token, request);
  for (const request of of('text-basic')) await replay(product, other, request);
  await product.settle();
  for (const request of of('multi-turn', 'tools-chain')) await replay(product, token, request);
  expect((await admin.post('/api/v1/erasures', { user: DEV })).status).toBeLessThan(300);
  await product.rows('UPDATE org SET raw_days = 1, daily_days = 1 WHERE org_id = 2');

  tables = await snapshot();
  sizes = await passes(1);
  undisturbed = await outcome();
});
beforeEach(restore);
afterAll(async () => {
  await product?.stop();
  line?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is stored; of marks only those of which something is to be folded, for the others say when a pass began. */
async function outcome(): Promise<Map<string, string[]>> {
  const marks = await product.rows(`SELECT * FROM dirty WHERE ${UNFOLDED}`);
  return (await stored(product)).set(
    'dirty',
    marks.map((mark) => JSON.stringify(mark)),
  );
}

/** Copies every table. */
async function snapshot(): Promise<string[]> {
  const names = [...(await product.dump()).keys()];
  await product.db.batch(
    names.map((name) => product.db.prepare(`CREATE TABLE before_${name} AS SELECT * FROM ${name}`)),
  );
  return names;
}

async function restore() {
  line.fault = () => undefined;
  const { db } = product;
  await db.batch([
    db.prepare('PRAGMA defer_foreign_keys = true'),
    ...tables.flatMap((name) => [
      db.prepare(`DELETE FROM ${name}`),
      db.prepare(`INSERT INTO ${name} SELECT * FROM before_${name}`),
    ]),
  ]);
}

/** Runs the cron; the numbers of statements of its batches. */
async function passes(number: number): Promise<number[]> {
  const before = line.batches.length;
  for (let pass = 0; pass < number; pass += 1) await product.cron();
  return line.batches.slice(before).map((batch) => batch.length);
}

/** A pass with a fault in one of its batches, then one without. */
async function disturbed(number: number, fault: Fault) {
  let seen = 0;
  line.fault = () => (seen++ === number ? fault : undefined);
  await product.cron();
  expect(seen).toBeGreaterThan(number);
  line.fault = () => undefined;
  await product.cron();
  return outcome();
}

test('a pass deletes, folds and erases, each in a batch', async () => {
  expect(sizes).toEqual([14, 18, 17]);
  const before = await outcome();
  await product.cron();
  expect(await outcome()).toEqual(undisturbed);
  expect(undisturbed.get('dirty')).toEqual([]);
  for (const table of ['daily', 'tally', 'turn', 'session_day', 'event', 'span', 'dirty', 'person']) {
    expect(undisturbed.get(table), table).not.toEqual(before.get(table));
  }
});

describe.each([
  ['deleting', 0],
  ['folding', 1],
  ['erasing', 2],
])('%s', (_, batch) => {
  test('fails at any statement', async () => {
    for (let fails = 0; fails <= (sizes[batch] ?? 0); fails += 1) {
      await restore();
      expect(await disturbed(batch, { fails, error: TIMEOUT }), `statement ${fails}`).toEqual(undisturbed);
    }
  });

  test.each(['unreachable', 'lost', 'cut', 'gibberish'] as const)('%s', async (fault) => {
    expect(await disturbed(batch, fault)).toEqual(undisturbed);
  });
});

let killed = Promise.resolve();

/** When workerd is killed, by what becomes of a batch. */
const KILLS: Record<string, () => Fault | undefined> = {
  before: () => {
    Product.kill();
    return 'unreachable';
  },
  while: () => {
    killed = setTimeout(Math.random() * 30).then(() => Product.kill());
    return undefined;
  },
  after: () => ({ done: () => Product.kill() }),
};

// A batch is a transaction, so a process that ends is a batch that fails or a batch whose answer is lost. That is true as
// long as the database on the disk keeps its word.
describe.each([
  ['deleting', 0],
  ['folding', 1],
  ['erasing', 2],
])('%s', (_, batch) => {
  test.each(Object.entries(KILLS))('workerd is killed %s D1 takes it', async (_, kill) => {
    let seen = 0;
    line.fault = () => (seen++ === batch ? kill() : undefined);
    // With the Worker ends its pass; or, where it was quick, after it.
    await product.cron().catch(() => {});
    await killed;
    expect(seen).toBeGreaterThan(batch);
    await product.stop();
    line.fault = () => undefined;
    product = await Product.start({ line, folder, migrate: async () => {}, onLog: () => {} });
    await product.cron();
    const found = await outcome();
    for (const table of undisturbed.keys()) expect(found.get(table), table).toEqual(undisturbed.get(table));
  });
});

test('more than one batch: each is kept, and what follows is made up for', async () => {
  const token = await product.org(3);
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const sessions = Array.from({ length: SESSION_DAYS_PER_BATCH + 1 }, (_, number) => `session-${number}`);
  const { status } = await product.send('/v1/logs', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(
      exportRequest('logs', [
        {
          signal: 'logs',
          resource: { attributes: attributes({ 'service.name': 'claude-code' }) },
          scope: { name: 'com.anthropic.claude_code.events', version: '2.1.0' },
          count: sessions.length,
          records: sessions.map((session, sequence) => ({
            timeUnixNano: nanos(today + sequence),
            attributes: attributes({
              'event.name': 'user_prompt',
              'event.sequence': sequence,
              'session.id': session,
              'user.email': DEV,
            }),
          })),
        },
      ]),
    ),
  });
  expect(status).toBe(200);
  let folds = 0;
  line.fault = (batch) => {
    const isFold = batch.some(({ sql }) => sql.includes('INSERT INTO folded'));
    return isFold && ++folds === 2 ? { fails: 9, error: TIMEOUT } : undefined;
  };
  await product.cron();
  expect(folds).toBe(2);
  const marks = async () =>
    (await product.rows<{ n: number }>(`SELECT count(*) AS n FROM dirty WHERE ${UNFOLDED}`))[0]?.n;
  expect(await marks()).toBeGreaterThan(0);
  line.fault = () => undefined;
  await product.cron();
  expect(await marks()).toBe(0);
  const [counted] = await product.rows(
    'SELECT sum(prompts) AS prompts FROM daily WHERE org_id = 3 AND user = -1',
  );
  expect(counted).toEqual({ prompts: sessions.length });
});

// What the database was told of a session within the last minute is not told again: an export of which only the spans are
// new is three statements.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Line } from '../support/line.ts';
import { Product } from '../support/product.ts';
import { type Recorded, recorded, replay } from '../support/recorded.ts';

const request = recorded.find(
  ({ scenario, signal }) => scenario === 'text-basic' && signal === 'traces',
) as Recorded;
const ALL = ['token', 'word', 'session', 'span', 'dirty'];
const NEWS = ['token', 'span', 'dirty'];

let line: Line;
let product: Product;

beforeAll(async () => {
  line = await Line.open();
  product = await Product.start({ line, onLog: () => {} });
});
afterAll(async () => {
  await product?.stop();
  line?.close();
});

/** A new org's token, whose use in this hour need not be kept. */
async function org(id: number): Promise<string> {
  const token = await product.org(id);
  await product.rows('UPDATE ingest_token SET used_hour = 999999');
  return token;
}

/** The tables that the export's statements are about, in order. */
async function told(token: string, status = 200): Promise<string[]> {
  line.batches.length = 0;
  expect((await replay(product, token, request)).status).toBe(status);
  const [batch = []] = line.batches;
  return batch.map(({ sql }) => /INSERT INTO (\w+)/.exec(sql)?.[1] ?? 'token');
}

test('the second time, and by another token', async () => {
  const token = await org(1);
  expect(await told(token)).toEqual(ALL);
  expect(await told(token)).toEqual(NEWS);
  expect(await told(await org(2))).toEqual(ALL);
});

test('what the database did not take was not told', async () => {
  const token = await org(3);
  line.fault = () => 'lost';
  expect(await told(token, 503)).toEqual(ALL);
  line.fault = () => undefined;
  expect(await told(token)).toEqual(ALL);
  expect(await told(token)).toEqual(NEWS);
});

test('by a token that is not in force nothing was told', async () => {
  const token = await org(4);
  await product.rows('UPDATE ingest_token SET revoked_ms = 1 WHERE org_id = 4');
  expect(await told(token, 401)).toEqual(ALL);
  await product.rows('UPDATE ingest_token SET revoked_ms = NULL WHERE org_id = 4');
  expect(await told(token)).toEqual(ALL);
});

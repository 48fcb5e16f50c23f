// What the database was told of a session within the last minute is not told again, nor asked of its token: an export of
// which only the spans are new is one statement. It fails where the token is not in force or the session-day not marked.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Line } from '../support/line.ts';
import { Product } from '../support/product.ts';
import { type Recorded, recorded, replay } from '../support/recorded.ts';

const request = recorded.find(
  ({ scenario, signal }) => scenario === 'text-basic' && signal === 'traces',
) as Recorded;
const ALL = ['token', 'word', 'session', 'span', 'dirty'];
const NEWS = ['span'];
/** After that has failed. */
const ASK = ['token', 'dirty'];

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

/** The tables that the statements of each of the export's batches are about, in order. */
async function batches(token: string, status: number): Promise<string[][]> {
  line.batches.length = 0;
  expect((await replay(product, token, request)).status).toBe(status);
  return line.batches.map((batch) => batch.map(({ sql }) => /INSERT INTO (\w+)/.exec(sql)?.[1] ?? 'token'));
}

/** Those of its first batch; what is kept after the answer comes behind. */
async function told(token: string, status = 200): Promise<string[]> {
  return (await batches(token, status))[0] ?? [];
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

test('a token that is revoked within the minute is refused at once, and stores nothing', async () => {
  const token = await org(5);
  for (const statements of [ALL, NEWS]) expect(await told(token)).toEqual(statements);
  for (const table of ['span', 'dirty']) await product.rows(`DELETE FROM ${table} WHERE org_id = 5`);
  await product.rows('UPDATE ingest_token SET revoked_ms = 1 WHERE org_id = 5');
  expect((await batches(token, 401)).slice(0, 2)).toEqual([NEWS, ASK]);
  for (const table of ['span', 'dirty']) {
    expect(await product.rows(`SELECT * FROM ${table} WHERE org_id = 5`)).toEqual([]);
  }
  expect(await told(token, 401)).toEqual(ALL);
  await product.rows('UPDATE ingest_token SET revoked_ms = NULL WHERE org_id = 5');
  for (const statements of [ALL, NEWS]) expect(await told(token)).toEqual(statements);
  expect(await product.rows('SELECT count(*) AS spans FROM span WHERE org_id = 5')).toEqual([
    { spans: request.spans },
  ]);
});

test('why a token is refused cannot be asked: 503, and the next export asks again', async () => {
  const token = await org(7);
  for (const statements of [ALL, NEWS]) expect(await told(token)).toEqual(statements);
  await product.rows('UPDATE ingest_token SET revoked_ms = 1 WHERE org_id = 7');
  line.fault = (batch) => (batch.length === ASK.length ? 'unreachable' : undefined);
  expect(await told(token, 503)).toEqual(NEWS);
  line.fault = () => undefined;
  expect((await batches(token, 401)).slice(0, 2)).toEqual([NEWS, ASK]);
  expect(await told(token, 401)).toEqual(ALL);
});

test('a mark outlives the first pass of the cron, not the second; an export that finds none sets it', async () => {
  const token = await org(9);
  const marks = () => product.rows('SELECT min(kept_ms, 1) AS kept FROM dirty WHERE org_id = 9');
  const forget = () => product.rows('DELETE FROM span WHERE org_id = 9');
  const figures = async () =>
    (await product.rows('SELECT sum(requests) AS n FROM daily WHERE org_id = 9 AND user = -1'))[0]?.n ?? 0;
  const spans = async () => (await product.rows('SELECT count(*) AS n FROM span WHERE org_id = 9'))[0]?.n;
  expect(await told(token)).toEqual(ALL);
  await forget();
  await product.cron();
  expect([await marks(), await figures()]).toEqual([[{ kept: 1 }], 0]);
  expect(await batches(token, 200)).toEqual([NEWS]);
  await product.cron();
  expect(await marks()).toEqual([]);
  expect(await figures()).toBeGreaterThan(0);

  await forget();
  expect(await batches(token, 200)).toEqual([NEWS, ASK, NEWS]);
  expect([await marks(), await spans()]).toEqual([[{ kept: 0 }], request.spans]);
  expect(await batches(token, 200)).toEqual([NEWS]);
});

test('the first export of an hour asks, for it keeps the use', async () => {
  const token = await product.org(6);
  expect(await told(token)).toEqual(ALL);
  await expect
    .poll(() => product.rows('SELECT used_hour > 0 AS used FROM ingest_token WHERE org_id = 6'))
    .toEqual([{ used: 1 }]);
  expect((await batches(token, 200))[0]).toEqual(['token', 'span', 'dirty']);
  expect(await told(token)).toEqual(NEWS);
});

test('an export that does not ask fails on another schema, too', async () => {
  const token = await org(8);
  for (const statements of [ALL, NEWS]) expect(await told(token)).toEqual(statements);
  const [{ name } = { name: '' }] = await product.rows<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE name LIKE 'schema_%' AND type = 'table'",
  );
  await product.rows(`ALTER TABLE ${name} RENAME TO schema_0`);
  expect(await told(token, 503)).toEqual(NEWS);
  await product.rows(`ALTER TABLE schema_0 RENAME TO ${name}`);
});

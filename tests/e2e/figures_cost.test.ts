// What it costs to look at figures, as D1 bills it. A change that reads more fails here.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Product, root } from '../support/product.ts';

const FIRST = 20_700;
const DAYS = 90;
/** As many days of a month as a range can leave out. */
const MONTH = 30;
const USERS = 40;
const MODELS = 2;
const COHORTS = 5;
/** One row for each model and one for what has none. */
const ROWS_A_DAY = MODELS + 1;

let product: Product;

beforeAll(async () => {
  product = await Product.start();
  const numbers = (from: number, to: number, name: string) =>
    `${name}(${name}) AS (SELECT ${from} UNION ALL SELECT ${name} + 1 FROM ${name} WHERE ${name} < ${to})`;
  const figures = '1, 0, 0, 1000, 100, 10000, 100, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0';
  const grid = `WITH RECURSIVE ${numbers(FIRST, FIRST + DAYS - 1, 'd')}, ${numbers(1, USERS, 'u')}, ${numbers(0, MODELS, 'm')}`;
  await product.db.batch([
    product.db.prepare(
      `${grid} INSERT INTO daily SELECT 1, d, u, 1, 1 + u % ${COHORTS}, m, 0, ${figures} FROM d, u, m`,
    ),
    product.db.prepare(`${grid} INSERT INTO daily SELECT 1, d, -1, 1, 0, m, 0, ${figures} FROM d, m`),
    product.db.prepare(
      `${grid} INSERT INTO tally SELECT 1, 14, d, u, 1, 1 + u % ${COHORTS}, 1, 0, 1, 0, NULL FROM d, u`,
    ),
    product.db.prepare(`${grid} INSERT INTO tally SELECT 1, 14, d, -1, 1, 0, 1, 0, 1, 0, NULL FROM d`),
    product.db.prepare(`${grid} INSERT INTO word SELECT 1, u, 'text ' || u FROM u`),
    product.db.prepare(
      `WITH RECURSIVE ${numbers(1, COHORTS, 'c')} INSERT INTO cohort SELECT c, 1, json_object('team', 't' || c) FROM c`,
    ),
    // What must not be read: other days, another org.
    product.db.prepare(
      `${grid} INSERT INTO daily SELECT 1, d - ${DAYS}, u, 1, 1, m, 0, ${figures} FROM d, u, m`,
    ),
    product.db.prepare(`${grid} INSERT INTO daily SELECT 2, d, u, 1, 1, m, 0, ${figures} FROM d, u, m`),
  ]);
});

afterAll(() => product?.stop());

const sql = (...files: string[]) =>
  files.map((file) => readFileSync(join(root, 'src', file), 'utf8')).join(',\n');

const GROUPED = ['api/filter.sql', 'api/usage/grouped.sql', 'pricing/tariff.sql'];
const USAGE = sql(...GROUPED, 'api/usage/priced.sql') + sql('api/usage/usage.sql');
const PEOPLE = sql(...GROUPED, 'api/usage/priced.sql', 'api/activity/people.sql');
const HAPPENED = sql('api/filter.sql', 'api/tallies.sql', 'api/activity/happened.sql');
const EXPORT = sql('api/filter.sql', 'api/export/picked.sql', 'pricing/tariff.sql', 'api/export/export.sql');

/** ?1 to ?9 of filter.sql. */
const filter = ({ users = [-1, -1], labels = null as string | null, days = DAYS }) => [
  1,
  FIRST,
  FIRST + days - 1,
  ...users,
  null,
  labels,
  null,
  null,
];
const EACH_USER = [0, 2 ** 53];

async function read(text: string, parameters: unknown[]) {
  const { meta } = await product.db
    .prepare(text)
    .bind(...parameters)
    .run();
  return meta.rows_read;
}

test('what is read follows the rows that are added up', async () => {
  const usage = (by: string, byDay: 0 | 1, parameters: unknown[], label: string | null = null) =>
    read(USAGE, [...parameters, by, label, byDay, FIRST]);
  const everybody = DAYS * ROWS_A_DAY;
  const eachUser = everybody * USERS;
  const costs = {
    'by day': await usage('all', 1, filter({})),
    'by day, of the month before the range': await usage('all', 1, filter({ days: MONTH })),
    'by model': await usage('model', 0, filter({})),
    'by user': await usage('user', 0, filter({ users: EACH_USER })),
    'by day, of one user': await usage('all', 1, filter({ users: [7, 7] })),
    'by team': await usage('label', 0, filter({ users: EACH_USER }), 'team'),
    'by day, of one team': await usage('all', 1, filter({ users: EACH_USER, labels: '{"team":["t1"]}' })),
    people: await read(PEOPLE, [...filter({ users: EACH_USER }), 'user', null, 0, FIRST + 29]),
    'export by user': await read(EXPORT, [...filter({ users: EACH_USER }), 0, 1, 1, 1, '[]', 50_001]),
    'export by day and user': await read(EXPORT, [...filter({ users: EACH_USER }), 1, 1, 1, 1, '[]', 50_001]),
    'one tally': await read(HAPPENED, [...filter({}), '[14]']),
  };
  console.log(`${everybody} rows of everybody, ${eachUser} of each user; rows read:`, costs);

  // Each row once and once more as it is sorted; some hundreds for days and prices on top.
  for (const name of ['by user', 'by team', 'people', 'export by user'] as const) {
    expect([name, costs[name] <= 2.25 * eachUser]).toEqual([name, true]);
  }
  expect(costs['by day, of the month before the range']).toBeLessThanOrEqual(8 * MONTH * ROWS_A_DAY);
  // Every user's rows, and those of one team in five once more.
  expect(costs['by day, of one team']).toBeLessThanOrEqual(1.4 * eachUser);
  for (const name of ['by day', 'by day, of one user', 'by model', 'one tally'] as const) {
    expect([name, costs[name] <= 8 * everybody]).toEqual([name, true]);
  }
  // A line for each row: each is also priced, named and put in order.
  expect(costs['export by day and user']).toBeLessThanOrEqual(11 * eachUser);
});

// The made-up history that readers are measured and tested with is as the rollup would leave it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { History, load } from '../../scripts/bench/history.mjs';
import { Product } from '../support/product.ts';

const SIZE = { users: 20, days: 10, turnDays: 5, lastDay: 20_778 };

let product: Product;

beforeAll(async () => {
  product = await Product.start();
  await product.org(1);
  await load(product.db, 1, new History(SIZE));
});
afterAll(() => product.stop());

describe('a made-up history', () => {
  it('has rows in every table', async () => {
    for (const table of ['daily', 'tally', 'turn', 'session', 'person', 'cohort', 'word']) {
      const [row] = await product.rows<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
      expect(row?.count, table).toBeGreaterThan(10);
    }
  });

  it('adds up over everybody exactly', async () => {
    const columns = await product.rows<{ name: string }>("SELECT name FROM pragma_table_info('daily')");
    const sums = columns.slice(7).map(({ name }) => `sum(${name}) AS ${name}`);
    const daily = (who: string) =>
      product.rows(
        `SELECT day, source, model, rate, ${sums} FROM daily WHERE user ${who} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      );
    expect(await daily('= -1')).toEqual(await daily('<> -1'));

    const tallies = (who: string) =>
      product.rows(
        `SELECT tally, day, source, name, detail, sum(count) AS count, sum(total) AS total
         FROM tally WHERE user ${who} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
      );
    expect(await tallies('= -1')).toEqual(await tallies('<> -1'));

    const buckets = (who: string) =>
      product.rows(
        `SELECT tally, day, source, name, detail, bucket.key, sum(bucket.value) AS count
         FROM tally JOIN json_each(buckets) AS bucket WHERE user ${who}
         GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`,
      );
    expect(await buckets('= -1')).toEqual(await buckets('<> -1'));
  });

  it('has every length in a bucket', async () => {
    const odd = await product.rows(
      `SELECT tally, count, buckets FROM tally
       WHERE buckets IS NOT NULL AND count <> (SELECT sum(value) FROM json_each(buckets))`,
    );
    expect(odd).toEqual([]);
  });

  it('names only words and cohorts that there are', async () => {
    const unknown = await product.rows(
      `SELECT user AS id FROM daily WHERE user <> -1 AND user NOT IN (SELECT word_id FROM word)
       UNION SELECT model FROM daily WHERE model <> 0 AND model NOT IN (SELECT word_id FROM word)
       UNION SELECT name FROM tally WHERE name <> 0 AND name NOT IN (SELECT word_id FROM word)
       UNION SELECT cohort FROM tally WHERE cohort <> 0 AND cohort NOT IN (SELECT cohort_id FROM cohort)`,
    );
    expect(unknown).toEqual([]);
  });

  it('is the same every time', () => {
    const all = () => JSON.stringify([...new History(SIZE).days()]);
    expect(all()).toBe(all());
  });
});

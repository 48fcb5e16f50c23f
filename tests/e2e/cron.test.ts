// What the cron does when a part of its work fails.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { recorded, replay } from '../support/recorded.ts';

let product: Product;

beforeAll(async () => {
  product = await Product.start();
  const token = await product.org(1);
  for (const request of recorded.filter(({ scenario }) => scenario === 'text-basic')) {
    await replay(product, token, request);
  }
});

afterAll(() => product?.stop());

const figures = async () => (await product.rows('SELECT * FROM daily')).length;

test('a fold that fails leaves nothing half done, and the next pass makes up for it', async () => {
  await product.rows('ALTER TABLE person RENAME TO away');
  await product.cron();
  expect(await figures()).toBe(0);
  expect(await product.rows('SELECT * FROM dirty')).not.toEqual([]);
  await product.rows('ALTER TABLE away RENAME TO person');
});

test('figures are folded also when old rows cannot be deleted', async () => {
  await product.rows('ALTER TABLE refusal RENAME TO away');
  await product.cron();
  expect(await figures()).toBeGreaterThan(0);
  expect(await product.rows('SELECT * FROM dirty WHERE coalesce(kept_ms, 0) = 0')).toEqual([]);
});

// A Worker on a database that it does not know: it does nothing, and says what to do.

import { afterEach, expect, test } from 'vitest';
import { migrations, Product } from '../support/product.ts';
import { recorded, replay } from '../support/recorded.ts';
import { ingestToken } from '../support/token.ts';

const NOT_KNOWN = /schema is not the one .* `npm run deploy`/;

let product: Product | undefined;

afterEach(() => product?.stop());

async function start(migrate: (db: Product['db']) => Promise<void>) {
  const log: string[] = [];
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: (line) => log.push(line),
    migrate,
  });
  return { product, log };
}

test.each([
  ['an empty one', async () => {}],
  [
    'a newer one',
    async (db: Product['db']) => {
      await migrations(db);
      await db.prepare('ALTER TABLE schema_3 RENAME TO schema_4').run();
    },
  ],
])('%s: exports and people are told so, and nothing is written', async (what, migrate) => {
  const { product, log } = await start(migrate as (db: Product['db']) => Promise<void>);
  const token = what === 'an empty one' ? ingestToken() : await product.org(1);
  const before = await product.dump();
  const statuses = new Set<number>();
  for (const request of recorded.slice(0, 20)) statuses.add((await replay(product, token, request)).status);
  // Clients keep what they have and come again.
  expect([...statuses]).toEqual([503]);

  const asked = await product.send('/api/v1/auth/request', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":"admin@example.com"}',
  });
  expect(asked.status).toBe(503);
  expect(new TextDecoder().decode(asked.body)).toMatch(NOT_KNOWN);
  await product.cron();
  expect(log.filter((line) => NOT_KNOWN.test(line)).length).toBeGreaterThan(2);
  expect(await product.dump()).toEqual(before);
});

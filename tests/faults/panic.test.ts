// A panic is a trap of the whole WebAssembly instance. No input is known to reach one; what would is a binding that
// breaks its word: here, D1 throws where it never does, and the Worker's library gives up. The instance is replaced
// before the next request.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Line } from '../support/line.ts';
import { Product } from '../support/product.ts';
import { type Recorded, recorded, replay } from '../support/recorded.ts';
import { stored } from '../support/stored.ts';

/** The Worker, and for a request that asks for it a D1 that throws. */
const AROUND = `
  import Worker from './index.js';
  class D1Database {
    prepare() {
      throw new Error('D1 has gone');
    }
  }
  export default {
    fetch(request, env, context) {
      const DB = request.headers.has('x-panic') ? new D1Database() : env.DB;
      return new Worker(context, { ...env, DB }).fetch(request);
    },
  };
`;

const request = recorded.find(
  ({ scenario, signal }) => scenario === 'text-basic' && signal === 'logs',
) as Recorded;
const log: string[] = [];
let line: Line;
let product: Product;
let token: string;

beforeAll(async () => {
  line = await Line.open();
  product = await Product.start({ line, around: AROUND, onLog: (text) => log.push(text) });
  token = await product.org(1);
  await product.rows('UPDATE ingest_token SET used_hour = 999999');
});
afterAll(async () => {
  await product?.stop();
  line?.close();
});

const panic = () =>
  product.send('/v1/logs', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-panic': 'yes' },
    body: '{}',
  });

test('a panic is 500, and the next request is answered', async () => {
  for (let round = 0; round < 3; round += 1) {
    expect((await panic()).status).toBe(500);
    expect((await replay(product, token, request)).status).toBe(200);
  }
  expect(log.join('\n')).toContain('Rust panic');
});

test('a request that waits for D1 meanwhile is 500, too; what it has sent is stored whole, and once', async () => {
  await product.rows('DELETE FROM event');
  let proceed = () => {};
  const released = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  const before = line.batches.length;
  line.fault = () => ({ after: released });
  const waiting = replay(product, token, request);
  await expect.poll(() => line.batches.length).toBe(before + 1);
  line.fault = () => undefined;
  expect((await panic()).status).toBe(500);
  // Whoever comes first finds a new instance; the one that the answer of D1 belongs to is gone.
  expect((await product.send('/v1/logs')).status).toBe(405);
  proceed();
  expect((await waiting).status).toBe(500);
  const once = await stored(product);
  expect(once.get('event')).toHaveLength(request.log_records ?? 0);
  expect((await replay(product, token, request)).status).toBe(200);
  expect(await stored(product)).toEqual(once);
});

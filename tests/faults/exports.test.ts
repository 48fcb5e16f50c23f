// D1 fails at any statement of an export, in any of its ways: the client is told to send again, nothing is half
// written, and what it sends again counts once.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, Line, PASSING, type Query } from '../support/line.ts';
import { Product } from '../support/product.ts';
import { type Recorded, recorded, replay, type Signal } from '../support/recorded.ts';
import { failureOf, stored, UNAVAILABLE } from '../support/stored.ts';

const SIGNALS: Signal[] = ['traces', 'logs', 'metrics'];

/** Of each signal and encoding the request with the most records. */
const chosen = SIGNALS.flatMap((signal) =>
  ['application/json', 'application/x-protobuf'].map((type) => {
    const [largest] = recorded
      .filter((request) => request.signal === signal && request.content_type === type)
      .sort((a, b) => size(b) - size(a));
    if (!largest) throw new Error(`no recorded ${signal} in ${type}`);
    return largest;
  }),
);

function size({ spans, log_records, data_points }: Recorded): number {
  return spans ?? log_records ?? data_points ?? 0;
}

let line: Line;
let product: Product;
/** Each request's is another org's: nothing of it was told before. */
const tokens = new Map<string, string>();
/** The same without a fault. */
let undisturbed: Product;
let quietLine: Line;
/** The statements of each request's batch. */
const batches = new Map<string, Query[]>();

beforeAll(async () => {
  line = await Line.open();
  product = await Product.start({ line, onLog: () => {} });
  for (const [index, { path }] of chosen.entries()) tokens.set(path, await product.org(index + 1));
  // What comes once an hour, after the answer.
  await product.rows('UPDATE ingest_token SET used_hour = 999999');

  quietLine = await Line.open();
  undisturbed = await Product.start({ line: quietLine, onLog: () => {} });
  for (const [index, request] of chosen.entries()) {
    const quiet = await undisturbed.org(index + 1);
    await undisturbed.rows('UPDATE ingest_token SET used_hour = 999999');
    expect((await replay(undisturbed, quiet, request)).status).toBe(200);
    batches.set(request.path, quietLine.batches.at(-1) ?? []);
  }
});
beforeEach(() => {
  line.fault = () => undefined;
});
afterAll(async () => {
  await Promise.all([product?.stop(), undisturbed?.stop()]);
  for (const one of [line, quietLine]) one?.close();
});

const name = ({ signal, content_type, path }: Recorded) => [`${signal}, ${content_type}`, path] as const;

describe.each(chosen.map((request) => [...name(request), request] as const))(
  '%s (%s)',
  (_, path, request) => {
    const send = () => replay(product, String(tokens.get(path)), request);

    async function refused(fault: Fault, what: string) {
      line.fault = () => fault;
      const answer = await send();
      expect(failureOf(answer), what).toEqual({ ...UNAVAILABLE, type: request.content_type });
    }

    test('whatever D1 says at whatever statement: 503, and nothing of it is there', async () => {
      const before = await stored(product);
      const batch = batches.get(path) ?? [];
      expect(batch.length).toBeGreaterThanOrEqual(5);
      for (const error of PASSING) {
        await refused({ refuses: error }, error);
        // One more than there are: what fails after the last one, when all is to be kept.
        for (let fails = 0; fails <= batch.length; fails += 1) {
          await refused({ fails, error }, `${error} at ${fails}`);
        }
      }
      expect(await stored(product)).toEqual(before);
    });

    test('nobody there, or somebody else: 503, and nothing of it is there', async () => {
      const before = await stored(product);
      for (const fault of ['unreachable', 'gibberish'] as const) await refused(fault, fault);
      expect(await stored(product)).toEqual(before);
    });

    test('an answer that is lost: 503, and what the client sends again is there once', async () => {
      const before = await stored(product);
      await refused('lost', 'lost');
      const after = await stored(product);
      expect(after).not.toEqual(before);
      await refused('cut', 'cut');
      line.fault = () => undefined;
      expect((await send()).status).toBe(200);
      expect(await stored(product)).toEqual(after);
    });
  },
);

test('all of them: as if nothing had been wrong, in the rows and in the daily tables', async () => {
  expect(await stored(product)).toEqual(await stored(undisturbed));
  for (const one of [product, undisturbed]) await one.settle();
  const tables = await stored(product);
  expect(tables.get('daily')?.length).toBeGreaterThan(0);
  expect(tables).toEqual(await stored(undisturbed));
});

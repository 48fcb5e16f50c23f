// How long things took: percentiles that are read from the tallies' buckets, however many rows are added up,
// are near the exact ones of the recorded lengths.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { count } from '../reference/reference.ts';
import { percentile, percentileOfBuckets, RELATIVE_ERROR, type Tally } from '../reference/tally.ts';
import { DailyTables } from '../support/counted.ts';
import { Product } from '../support/product.ts';
import { recorded, replay, scenarios } from '../support/recorded.ts';

const TIMED: Tally[] = ['Latency', 'Ttft', 'ToolRun', 'Waiting', 'Hook', 'Turn', 'Subagent', 'Compaction'];
const PERCENTS = [50, 95, 99];
const names = Object.keys(scenarios);

let product: Product;
const buckets = new Map<string, Record<string, number>>();

/** Adds up a tally over everything that an org has of it. */
async function bucketsOf(org: number, tally: Tally): Promise<Record<string, number>> {
  const tables = await DailyTables.of(product, org);
  const sum: Record<string, number> = {};
  for (const [key, row] of Object.entries(tables.sum({ everybody: true, bySource: false }).tallies)) {
    if (!key.startsWith(`${tally} `)) continue;
    for (const [bucket, times] of Object.entries(row.buckets)) sum[bucket] = (sum[bucket] ?? 0) + times;
  }
  return sum;
}

function lengthsOf(scenario: string | undefined, tally: Tally): number[] {
  const { tallies } = count(recorded.filter((request) => !scenario || request.scenario === scenario));
  return [...tallies].filter(([key]) => key.startsWith(`${tally} `)).flatMap(([, { lengths }]) => lengths);
}

function expectNear(lengths: number[], found: Record<string, number>) {
  expect(Object.values(found).reduce((sum, times) => sum + times, 0)).toBe(lengths.length);
  for (const percent of PERCENTS) {
    const exact = percentile(lengths, percent);
    const read = percentileOfBuckets(found, percent);
    const error = exact === 0 ? read : Math.abs(read - exact) / exact;
    expect(error, `p${percent}: ${read} for ${exact} ms`).toBeLessThanOrEqual(RELATIVE_ERROR + 1e-9);
  }
}

beforeAll(async () => {
  product = await Product.start();
  const everything = await product.org(1);
  const tokens = new Map<string, string>();
  for (const [index, name] of names.entries()) tokens.set(name, await product.org(index + 2));
  for (const request of recorded) {
    for (const token of [everything, tokens.get(request.scenario) ?? '']) {
      expect((await replay(product, token, request)).status).toBe(200);
    }
  }
  await product.settle();
  for (const tally of TIMED) {
    buckets.set(tally, await bucketsOf(1, tally));
    for (const [index, name] of names.entries()) {
      buckets.set(`${tally} ${name}`, await bucketsOf(index + 2, tally));
    }
  }
}, 300_000);

afterAll(() => product?.stop());

test('the error is at most 4.77 %', () => {
  expect(RELATIVE_ERROR).toBeLessThan(0.0477);
});

describe.each(TIMED)('%s', (tally) => {
  test('of all recordings', () => {
    const lengths = lengthsOf(undefined, tally);
    expect(lengths.length).toBeGreaterThan(0);
    expectNear(lengths, buckets.get(tally) ?? {});
  });

  test('of each scenario', () => {
    for (const name of names) {
      const lengths = lengthsOf(name, tally);
      if (lengths.length > 0) expectNear(lengths, buckets.get(`${tally} ${name}`) ?? {});
    }
  });

  test('of several scenarios, added up', () => {
    for (let first = 0; first < names.length; first += 11) {
      const group = names.slice(first, first + 11);
      const sum: Record<string, number> = {};
      for (const name of group) {
        for (const [bucket, times] of Object.entries(buckets.get(`${tally} ${name}`) ?? {})) {
          sum[bucket] = (sum[bucket] ?? 0) + times;
        }
      }
      const lengths = group.flatMap((name) => lengthsOf(name, tally));
      if (lengths.length > 0) expectNear(lengths, sum);
    }
  });
});

// A client that runs over midnight: its records are moved so that a day ends in the middle of them. What is
// added up over both days is what the client did, once; metrics tell some of the first day on the second.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIGURES, type Figures, noFigures } from '../reference/figures.ts';
import { decoded, entries } from '../reference/records.ts';
import { count } from '../reference/reference.ts';
import { asCounts, type Counted, DailyTables } from '../support/counted.ts';
import { moved } from '../support/moved.ts';
import { Product } from '../support/product.ts';
import { type Recorded, recorded, type Signal, scenarios } from '../support/recorded.ts';

const names = Object.keys(scenarios);
const ALL: Signal[] = ['logs', 'traces', 'metrics'];
const runs = [ALL, ...ALL.map((signal) => [signal])].map((signals, index) => ({
  title: signals.join(' and '),
  signals,
  firstOrg: (index + 1) * 1000,
}));

const MIDNIGHT = Date.UTC(2026, 10, 21);

let product: Product;

/** When to let the day end: in the widest gap between a scenario's records, not too near its ends. */
function turnOf(requests: Recorded[]): number {
  const times = requests
    .flatMap((request) => [...entries(request)])
    .flatMap((entry) =>
      entry.signal === 'metrics' ? [] : entry.signal === 'logs' ? entry.timeMs : entry.endMs,
    )
    .sort((a, b) => a - b);
  const inner = times.slice(Math.floor(times.length / 4), Math.ceil((times.length * 3) / 4) + 1);
  let widest = { from: inner[0] ?? 0, gap: 0 };
  for (const [index, time] of inner.entries()) {
    const gap = (inner[index + 1] ?? time) - time;
    if (gap > widest.gap) widest = { from: time, gap };
  }
  return widest.from + Math.ceil(widest.gap / 2);
}

function total(rows: Figures[]): Figures {
  const sum = noFigures();
  for (const row of rows) for (const figure of FIGURES) sum[figure] += row[figure];
  return sum;
}

/** Said of each day on which a session did something. */
const OF_EVERY_DAY = new Set(['Version', 'Gap', 'Authority']);

/** How often each thing happened: without the day, of prompts without the hour, and without the name of a tool. */
function happened(tallies: Record<string, Counted>): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [key, { count }] of Object.entries(tallies)) {
    const [kind = '', , name = '', detail = ''] = key.split(' ');
    if (OF_EVERY_DAY.has(kind)) continue;
    let thing = `${kind} ${name} ${detail}`;
    if (kind === 'PromptHour') thing = kind;
    // The span that names the tool may end on the other day.
    if (kind === 'Decision' || kind === 'ToolRun' || kind === 'Waiting') thing = `${kind} ${detail}`;
    sum[thing] = (sum[thing] ?? 0) + count;
  }
  return sum;
}

beforeAll(async () => {
  product = await Product.start();
  for (const [index, name] of names.entries()) {
    const requests = recorded.filter(({ scenario }) => scenario === name);
    const byMs = MIDNIGHT - turnOf(requests);
    for (const { signals, firstOrg } of runs) {
      const token = await product.org(firstOrg + index);
      for (const request of requests) {
        if (!signals.includes(request.signal)) continue;
        const answer = await product.send(`/v1/${request.signal}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(moved(decoded(request), byMs)),
        });
        expect(answer.status).toBe(200);
      }
    }
  }
  await product.settle();
}, 300_000);

afterAll(() => product?.stop());

test('the recordings do lie on two days', async () => {
  const days = await product.rows('SELECT DISTINCT day FROM daily');
  expect(days).toHaveLength(2);
});

describe.each(runs)('$title', ({ signals, firstOrg }) => {
  test.each(names.map((name, index) => [name, firstOrg + index] as const))('%s', async (name, org) => {
    const sent = recorded.filter(({ scenario, signal }) => scenario === name && signals.includes(signal));
    const tables = await DailyTables.of(product, org);
    const found = tables.sum({ everybody: false, bySource: false });
    const wanted = asCounts(count(sent));
    expect.soft(total(Object.values(found.daily))).toEqual(total(Object.values(wanted.daily)));
    expect.soft(happened(found.tallies)).toEqual(happened(wanted.tallies));
  });
});

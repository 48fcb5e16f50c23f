// The main job on real input: every recorded request, through the wasm in workerd into D1, and a cron pass.
// Each scenario reports to an org of its own, so that its figures can be held against the client's own totals.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { count } from '../reference/reference.ts';
import { asCounts, DailyTables } from '../support/counted.ts';
import { Product } from '../support/product.ts';
import {
  type Recorded,
  recorded,
  replay,
  type Scenario,
  type Signal,
  scenarios,
} from '../support/recorded.ts';

interface Figures {
  requests: number;
  errors: number;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_creation_tokens: number;
  cost_micros: number;
  sessions: number;
  lines_added: number;
  lines_removed: number;
  commits: number;
  pull_requests: number;
  active_seconds: number;
}

const names = Object.keys(scenarios);
const ALL: Signal[] = ['traces', 'metrics', 'logs'];

/** Which signals an org is sent: every choice of them. The org's number is the first one plus the scenario's. */
const runs = Array.from({ length: 7 }, (_, index) => {
  const signals = ALL.filter((_, bit) => (index + 1) & (1 << bit));
  return { title: signals.join(' and '), signals, firstOrg: (index + 1) * 1000 };
});

/** What the client says of a scenario, as far as the given signals can tell it. */
function expected({ totals, records, requests }: Scenario, signals: Signal[]): Figures {
  const sent = (signal: Signal) => signals.includes(signal) && (requests[signal] ?? 0) > 0;
  const metric = (prefix: string) =>
    Object.entries(totals.metrics)
      .filter(([name]) => name.startsWith(`claude_code.${prefix}`))
      .reduce((sum, [, value]) => sum + value, 0);
  const count = (record: string) => records[record] ?? 0;
  const requestTotals = sent('logs') ? totals.api_request_logs : totals.llm_request_spans;
  const tokens = (field: keyof typeof totals.llm_request_spans, type: string) => {
    if (sent('logs') || sent('traces')) return requestTotals[field] ?? 0;
    return sent('metrics') ? metric(`token.usage|type=${type}`) : 0;
  };
  const failed = count('log claude_code.api_error');
  let answered = 0;
  if (sent('logs')) answered = count('log claude_code.api_request');
  else if (sent('traces')) answered = count('span claude_code.llm_request') - failed;
  const told = sent('metrics') ? metric : () => 0;
  return {
    requests: answered,
    errors: sent('logs') || sent('traces') ? failed : 0,
    input_tokens: tokens('input_tokens', 'input'),
    output_tokens: tokens('output_tokens', 'output'),
    cache_read_tokens: tokens('cache_read_tokens', 'cacheRead'),
    cache_creation_tokens: tokens('cache_creation_tokens', 'cacheCreation'),
    cost_micros:
      sent('logs') || sent('metrics') ? Math.round((totals.api_request_logs.cost_usd ?? 0) * 1e6) : 0,
    // One process, one session. The metric says so where it was on.
    sessions: ALL.some(sent) ? (sent('metrics') ? metric('session.count') : 1) : 0,
    lines_added: told('lines_of_code.count|type=added'),
    lines_removed: told('lines_of_code.count|type=removed'),
    commits: told('commit.count'),
    pull_requests: told('pull_request.count'),
    active_seconds: told('active_time.total'),
  };
}

async function found(product: Product, org: number): Promise<Figures> {
  const [row] = await product.rows<Figures>(
    `SELECT
      total(requests) AS requests, total(errors) AS errors, total(input_tokens) AS input_tokens,
      total(output_tokens) AS output_tokens, total(cache_read_tokens) AS cache_read_tokens,
      total(cache_creation_tokens) AS cache_creation_tokens, round(total(cost_nanos) / 1000) AS cost_micros,
      total(sessions) AS sessions, total(lines_added) AS lines_added, total(lines_removed) AS lines_removed,
      total(commits) AS commits, total(pull_requests) AS pull_requests,
      total(active_user_ms + active_cli_ms) / 1000 AS active_seconds
    FROM daily WHERE org_id = ?1 AND user >= 0`,
    org,
  );
  if (!row) throw new Error('no row');
  return row;
}

/** A scenario's costs and times are sums of rounded parts, in scenarios.json and in the rows. */
function expectEqual(figures: Figures, wanted: Figures) {
  const { cost_micros, active_seconds, ...counts } = figures;
  const { cost_micros: wantedCost, active_seconds: wantedSeconds, ...wantedCounts } = wanted;
  expect(counts).toEqual(wantedCounts);
  expect(Math.abs(cost_micros - wantedCost), 'reported cost in millionths').toBeLessThanOrEqual(1);
  expect(Math.abs(active_seconds - wantedSeconds), 'active seconds').toBeLessThanOrEqual(0.01);
}

let product: Product;
const tokens = new Map<number, string>();

async function send(request: Recorded, org: number) {
  const answer = await replay(product, tokens.get(org) ?? '', request);
  const text = Buffer.from(answer.body).toString();
  expect([request.path, answer.status, text]).toEqual([
    request.path,
    200,
    request.content_type === 'application/json' ? '{}' : '',
  ]);
}

async function sendAll(requests: Recorded[]) {
  for (const request of requests) {
    const orgs = runs
      .filter(({ signals }) => signals.includes(request.signal))
      .map(({ firstOrg }) => firstOrg + names.indexOf(request.scenario));
    await Promise.all(orgs.map((org) => send(request, org)));
  }
}

beforeAll(async () => {
  product = await Product.start();
  for (const { firstOrg } of runs) {
    for (const [index] of names.entries()) {
      tokens.set(firstOrg + index, await product.org(firstOrg + index));
    }
  }
  // In three parts, out of order: the cron counts what it has, and again when there is more.
  for (const part of [1, 0, 2]) {
    await sendAll(recorded.filter((_, index) => index % 3 === part));
    await product.settle();
  }
}, 300_000);

afterAll(() => product?.stop());

test('the recordings hold every encoding', () => {
  const kinds = new Set(
    recorded.map((r) => `${r.signal} ${r.content_type} ${r.content_encoding ?? ''}`.trim()),
  );
  expect(kinds.size).toBe(12);
  expect(recorded.length).toBe(419);
});

for (const { title, signals, firstOrg } of runs) {
  describe(title, () => {
    const table = names.map((name, index) => [name, firstOrg + index] as const);

    test.each(table)("%s adds up to the client's own totals", async (name, org) => {
      const scenario = scenarios[name];
      if (!scenario) throw new Error(name);
      expectEqual(await found(product, org), expected(scenario, signals));
    });

    test.each(table)('%s is counted as the reference counts it', async (name, org) => {
      const sent = recorded.filter(({ scenario, signal }) => scenario === name && signals.includes(signal));
      const tables = await DailyTables.of(product, org);
      expect(tables.sum({ everybody: false, bySource: false })).toEqual(asCounts(count(sent)));
    });

    test.each(table)('%s is the same for everybody as for each', async (_, org) => {
      const tables = await DailyTables.of(product, org);
      expect(tables.sum({ everybody: true, bySource: true })).toEqual(
        tables.sum({ everybody: false, bySource: true }),
      );
      for (const { user, cohort } of [...tables.daily, ...tables.tallies]) {
        if (user < 0) expect([user, cohort]).toEqual([-1, 0]);
      }
    });
  });
}

test('sent again in another order, nothing changes', async () => {
  const before = await product.dump();
  expect(before.get('span')?.length).toBeGreaterThan(1000);
  expect(before.get('dirty')).toEqual([]);

  await sendAll([...recorded].sort((a, b) => (b.path < a.path ? -1 : 1)));
  await product.settle();
  const after = await product.dump();
  // An hour may have begun, in which the tokens are used; what is folded anew has another stamp.
  for (const dump of [before, after]) {
    dump.delete('ingest_token');
    dump.delete('org');
  }
  for (const [table, rows] of before) expect(after.get(table), table).toEqual(rows);
}, 300_000);

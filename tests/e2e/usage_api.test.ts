// GET /api/v1/usage through the wasm in workerd and D1: what the dashboard gets to see.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

interface Usage {
  from: string;
  to: string;
  group_by: string;
  totals: Record<string, number>;
  series: ({ day: string } & Record<string, number | string>)[];
  groups: ({ key: string } & Record<string, number | string>)[];
}

const dayNumber = (day: string) => Date.parse(day) / 86_400_000;

/** Two users, two models and a source each; also another org's. */
const DAILY = [
  // org, day, user, source, model, rate, then the figures that are not 0
  [
    1,
    '2026-11-01',
    1001,
    1,
    2001,
    0,
    { requests: 3, input_tokens: 1_000_000, output_tokens: 100_000, cost_nanos: 6e9 },
  ],
  [
    1,
    '2026-11-01',
    1001,
    1,
    2001,
    1,
    { requests: 1, cache_creation_tokens: 10, cache_creation_1h_tokens: 4 },
  ],
  [
    1,
    '2026-11-01',
    1001,
    1,
    0,
    0,
    { sessions: 1, prompts: 2, tool_runs: 5, tool_errors: 1, active_user_ms: 61_700 },
  ],
  [1, '2026-11-03', 1002, 3, 2002, 0, { requests: 2, input_tokens: 500, errors: 1 }],
  [1, '2026-11-03', 1002, 3, 0, 0, { lines_added: 7, lines_removed: 2, commits: 1, pull_requests: 1 }],
  [1, '2026-11-04', 1002, 3, 0, 0, {}],
  [2, '2026-11-01', 1001, 1, 2001, 0, { requests: 999, input_tokens: 999 }],
] as const;

let product: Product;
let visitor: Visitor;

beforeAll(async () => {
  const mailbox = new Mailbox();
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: mailbox.read,
  });
  visitor = new Visitor(product, mailbox);
  await visitor.signIn('admin@example.com');

  const words: [number, number, string][] = [
    [1, 1001, 'mia@example.org'],
    [1, 1002, 'tom@example.org'],
    [1, 2001, 'claude-opus-5-5'],
    [1, 2002, 'somebody-elses-model'],
    [2, 1001, 'eve@example.net'],
    [2, 2001, 'claude-opus-5-5'],
  ];
  const columns = (await product.rows<{ name: string }>("SELECT name FROM pragma_table_info('daily')")).map(
    ({ name }) => name,
  );
  await product.db.batch([
    ...words.map((word) => product.db.prepare('INSERT INTO word VALUES (?1, ?2, ?3)').bind(...word)),
    ...DAILY.map(([org_id, day, user, source, model, rate, figures]) => {
      const row: Record<string, number> = {
        org_id,
        day: dayNumber(day),
        user,
        source,
        model,
        rate,
        ...figures,
      };
      return product.db
        .prepare(`INSERT INTO daily VALUES (${columns.map(() => '?').join(', ')})`)
        .bind(...columns.map((column) => row[column] ?? 0));
    }),
  ]);
});

afterAll(() => product?.stop());

const get = (query: string) => visitor.get<Usage>(`/api/v1/usage${query}`);

describe('usage', () => {
  test('adds up and prices the range', async () => {
    const { status, body } = await get('?from=2026-11-01&to=2026-11-03&group_by=user');
    expect(status).toBe(200);
    expect([body.from, body.to, body.group_by]).toEqual(['2026-11-01', '2026-11-03', 'user']);
    expect(body.totals).toEqual({
      requests: 6,
      errors: 1,
      input_tokens: 1_000_500,
      output_tokens: 100_000,
      cache_read_tokens: 0,
      cache_creation_tokens: 10,
      // 1 M × $4 + 0.1 M × $20, and in fast mode 6 × $10 + 4 × $16 a million
      cost_usd: 6.000124,
      reported_cost_usd: 6,
      unpriced_tokens: 500,
      sessions: 1,
      prompts: 2,
      tool_runs: 5,
      tool_errors: 1,
      lines_added: 7,
      lines_removed: 2,
      commits: 1,
      pull_requests: 1,
      active_user_seconds: 62,
      active_cli_seconds: 0,
    });
    expect(body.series.map(({ day, requests }) => [day, requests])).toEqual([
      ['2026-11-01', 4],
      ['2026-11-02', 0],
      ['2026-11-03', 2],
    ]);
    expect(Object.keys(body.series[1] ?? {})).toHaveLength(20);
    expect(body.groups.map(({ key, requests }) => [key, requests])).toEqual([
      ['mia@example.org', 4],
      ['tom@example.org', 2],
    ]);
  });

  test.each([
    ['day', ['2026-11-01', '2026-11-03']],
    ['user', ['mia@example.org', 'tom@example.org']],
    ['model', ['claude-opus-5-5', 'somebody-elses-model', '']],
    ['source', ['cli', 'agent_sdk']],
  ])('groups by %s, dearest first', async (group_by, keys) => {
    const { body } = await get(`?from=2026-11-01&to=2026-11-30&group_by=${group_by}`);
    expect(body.groups.map(({ key }) => key)).toEqual(keys);
    expect(body.series).toHaveLength(30);
  });

  test('means the last thirty days by day unless told otherwise', async () => {
    const { body } = await get('');
    const today = new Date().toISOString().slice(0, 10);
    expect([body.to, body.group_by, body.series.length]).toEqual([today, 'day', 30]);
  });

  test.each([
    ['group_by=week', 'group_by', '`group_by` must be one of day, user, model, source; it was `week`.'],
    ['from=2026-02-30', 'from', '`from` must be a day as YYYY-MM-DD; it was `2026-02-30`.'],
    [
      'from=2025-01-01&to=2026-11-01',
      'from',
      '`from` to `to` must be at most 400 days; it was 2025-01-01 to 2026-11-01.',
    ],
    ['org_id=2', 'org_id', 'There is no parameter `org_id`; there are from, to and group_by.'],
  ])('?%s is 400 and says why', async (query, parameter, detail) => {
    const { status, body } = await visitor.get(`/api/v1/usage?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({ title: 'Bad parameter', status: 400, detail, parameter });
  });
});

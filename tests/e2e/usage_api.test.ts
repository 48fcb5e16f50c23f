// GET /api/v1/usage through the wasm in workerd and D1: what the dashboard gets to see.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cost, Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';
import { wordId } from '../support/word.ts';

interface Usage {
  from: string;
  to: string;
  group_by: string;
  totals: Record<string, number | null>;
  series: ({ day: string } & Record<string, number | string | null>)[];
  groups: ({ key: string } & Record<string, number | string | null>)[];
  stacks?: { key: string; days: { day: string; cost_usd: number; tokens: number; requests: number }[] }[];
  previous?: {
    from: string;
    to: string;
    totals: Record<string, number | null>;
    series: ({ day: string } & Record<string, number | string | null>)[];
  };
  month: { from: string; to: string; cost_usd: number; projected_cost_usd: number | null };
}

const dayNumber = (day: string) => Date.parse(day) / 86_400_000;

/** Two users, two models and a source each; also another org's. */
const DAILY = [
  // org, day, user, source, model, rate, then the figures that are not 0
  [
    1,
    '2026-11-01',
    'mia@example.org',
    1,
    'claude-opus-5-5',
    0,
    { requests: 3, input_tokens: 1_000_000, output_tokens: 100_000, cost_nanos: 6e9 },
  ],
  [
    1,
    '2026-11-01',
    'mia@example.org',
    1,
    'claude-opus-5-5',
    1,
    { requests: 1, cache_creation_tokens: 10, cache_creation_1h_tokens: 4 },
  ],
  [
    1,
    '2026-11-01',
    'mia@example.org',
    1,
    '',
    0,
    { sessions: 1, prompts: 2, tool_runs: 5, tool_errors: 1, active_user_ms: 61_700 },
  ],
  [
    1,
    '2026-11-03',
    'tom@example.org',
    3,
    'somebody-elses-model',
    0,
    { requests: 2, input_tokens: 500, errors: 1 },
  ],
  [
    1,
    '2026-11-03',
    'tom@example.org',
    3,
    '',
    0,
    { lines_added: 7, lines_removed: 2, commits: 1, pull_requests: 1 },
  ],
  [1, '2026-11-04', 'tom@example.org', 3, '', 0, {}],
  [2, '2026-11-01', 'eve@example.net', 1, 'claude-opus-5-5', 0, { requests: 999, input_tokens: 999 }],
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

  const words: [number, number, string][] = DAILY.flatMap(([org, , user, , model]) =>
    [user, model].filter(Boolean).map((text): [number, number, string] => [org, wordId(text), text]),
  );
  const columns = (await product.rows<{ name: string }>("SELECT name FROM pragma_table_info('daily')")).map(
    ({ name }) => name,
  );
  // As the rollup does it: of each user, and added up over everybody.
  const added = DAILY.flatMap(([org_id, day, user, source, model, rate, figures]) =>
    [wordId(user), -1].map((user) => ({
      org_id,
      day: dayNumber(day),
      user,
      source,
      model: wordId(model),
      rate,
      ...figures,
    })),
  );
  await product.db.batch([
    ...words.map((word) =>
      product.db.prepare('INSERT INTO word VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING').bind(...word),
    ),
    ...added.map((figures) => {
      const row: Record<string, number> = figures;
      return product.db
        .prepare(`INSERT INTO daily VALUES (${columns.map(() => '?').join(', ')})`)
        .bind(...columns.map((column) => row[column] ?? 0));
    }),
    product.db.prepare("INSERT INTO dimension VALUES (1, 'squad')"),
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
      retries: 0,
      input_tokens: 1_000_500,
      output_tokens: 100_000,
      cache_read_tokens: 0,
      cache_creation_tokens: 10,
      cache_hit_rate: 0,
      // 1 M × $4 + 0.1 M × $20, and in fast mode 6 × $10 + 4 × $16 a million
      cost_usd: 6.000124,
      reported_cost_usd: 6,
      cost_difference_usd: 0.000124,
      unpriced_tokens: 500,
      sessions: 1,
      prompts: 2,
      tool_runs: 5,
      tool_errors: 1,
      approvals: 0,
      rejections: 0,
      lines_added: 7,
      lines_removed: 2,
      commits: 1,
      pull_requests: 1,
      active_user_seconds: 62,
      active_cli_seconds: 0,
      // Six written for five minutes at $10 and four for an hour at $16 a million, where plain input is $8.
      cache_savings_usd: -0.000044,
    });
    expect(body.series.map(({ day, requests }) => [day, requests])).toEqual([
      ['2026-11-01', 4],
      ['2026-11-02', 0],
      ['2026-11-03', 2],
    ]);
    expect(Object.keys(body.series[1] ?? {})).toHaveLength(26);
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
    ['team', ['']],
    ['label.squad', ['']],
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

  test('answers only what is asked for', async () => {
    const { body } = await get('?from=2026-11-01&to=2026-11-30&user=Tom@example.org&source=agent_sdk');
    expect([body.totals.requests, body.totals.lines_added]).toEqual([2, 7]);
    const { body: opus } = await get('?from=2026-11-01&to=2026-11-30&model=claude-opus-5-5');
    expect([opus.totals.requests, opus.totals.prompts]).toEqual([4, null]);
    const { body: team } = await get('?from=2026-11-01&to=2026-11-30&team=ml&label.squad=a');
    expect(team.totals.requests).toBe(0);
  });

  test('compares with the range before, and tells the days of the dearest groups', async () => {
    const { body } = await get('?from=2026-11-03&to=2026-11-04&group_by=user&top=1&compare=previous');
    expect([body.previous?.from, body.previous?.to]).toEqual(['2026-11-01', '2026-11-02']);
    expect(body.previous?.totals.requests).toBe(4);
    expect(body.previous?.series.map(({ day, requests }) => [day, requests])).toEqual([
      ['2026-11-01', 4],
      ['2026-11-02', 0],
    ]);
    expect(body.stacks).toEqual([
      {
        key: 'tom@example.org',
        days: [
          { day: '2026-11-03', cost_usd: 0, tokens: 500, requests: 2 },
          { day: '2026-11-04', cost_usd: 0, tokens: 0, requests: 0 },
        ],
      },
    ]);
  });

  test('tells the cost of the month, and where it leads', async () => {
    const columns = (await product.rows<{ name: string }>("SELECT name FROM pragma_table_info('daily')")).map(
      ({ name }) => name,
    );
    // A month that is over, whenever the test runs: $4 on its 5th day, $8 on its 15th.
    const add = (day: string, user: number, input_tokens: number) => {
      const row: Record<string, number> = { org_id: 1, day: dayNumber(day), user, source: 1, input_tokens };
      row.model = wordId('claude-opus-5-5');
      return product.db
        .prepare(`INSERT INTO daily VALUES (${columns.map(() => '?').join(', ')})`)
        .bind(...columns.map((column) => row[column] ?? 0));
    };
    await product.db.batch(
      [wordId('mia@example.org'), -1].flatMap((user) => [
        add('2026-10-05', user, 1_000_000),
        add('2026-10-15', user, 2_000_000),
      ]),
    );
    const whole = await get('?from=2026-10-01&to=2026-10-15');
    const part = await get('?from=2026-10-10&to=2026-10-15&compare=previous&group_by=user');
    const month = { from: '2026-10-01', to: '2026-10-15', cost_usd: 12, projected_cost_usd: 24.8 };
    expect([whole.body.totals.cost_usd, whole.body.month]).toEqual([12, month]);
    expect([part.body.totals.cost_usd, part.body.month]).toEqual([8, month]);
    // The session, and one batch: the days that the range has not are read with it.
    expect([cost(whole).calls, cost(part).calls]).toEqual([2, 2]);
    const { body: tom } = await get('?from=2026-10-10&to=2026-10-15&user=tom@example.org');
    expect(tom.month).toEqual({ ...month, cost_usd: 0, projected_cost_usd: 0 });
    const { body: over } = await get('?from=2026-10-20&to=2026-10-31');
    expect([over.totals.cost_usd, over.month.cost_usd, over.month.projected_cost_usd]).toEqual([0, 12, 12]);
    const { body: today } = await get('');
    expect(today.month.from).toBe(`${new Date().toISOString().slice(0, 7)}-01`);
  });

  test.each([
    [
      'group_by=week',
      'group_by',
      '`group_by` must be one of day, user, model, source, team, department, cost_center, environment, repository; it was `week`.',
    ],
    ['from=2026-02-30', 'from', '`from` must be a day as YYYY-MM-DD; it was `2026-02-30`.'],
    [
      'from=2025-01-01&to=2026-11-01',
      'from',
      '`from` to `to` must be at most 400 days; it was 2025-01-01 to 2026-11-01.',
    ],
    [
      'org_id=2',
      'org_id',
      'There is no parameter `org_id`; there are from, to, user, team, department, cost_center, environment, repository, model, source, compare, group_by and top.',
    ],
  ])('?%s is 400 and says why', async (query, parameter, detail) => {
    const { status, body } = await visitor.get(`/api/v1/usage?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({ title: 'Bad parameter', status: 400, detail, parameter });
  });
});

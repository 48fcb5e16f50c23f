// Prices, quality, health and turns through the wasm in workerd and D1: that rows become answers there too.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

const today = new Date().toISOString().slice(0, 10);
const dayNumber = Date.parse(today) / 86_400_000;
const MIA = 1001;
const OPUS = 2001;
const BASH = 3001;
const TRACE = 0xabc;
/** More than a JavaScript number carries. */
const SESSION = '4611686018427387905';

let product: Product;
let admin: Visitor;
let viewer: Visitor;

/** Columns that are not named are 0 or empty where they may not be NULL. SQL literals go in as they are. */
async function insert(table: string, row: Record<string, string | number>) {
  const columns = await product.rows<{ name: string; type: string; notnull: number }>(
    `SELECT name, type, "notnull" FROM pragma_table_info('${table}')`,
  );
  const values = columns.map(({ name, type, notnull }) => {
    return row[name] ?? (notnull ? (type === 'TEXT' ? "''" : 0) : 'NULL');
  });
  const names = columns.map(({ name }) => name).join(', ');
  await product.db.prepare(`INSERT INTO ${table} (${names}) VALUES (${values.join(', ')})`).run();
}

/** One user's row, and the same for everybody. */
async function both(table: string, row: Record<string, string | number>) {
  await insert(table, { org_id: 1, day: dayNumber, source: 1, user: MIA, ...row });
  await insert(table, { org_id: 1, day: dayNumber, source: 1, ...row, user: -1 });
}

beforeAll(async () => {
  const mailbox = new Mailbox();
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: mailbox.read,
  });
  admin = new Visitor(product, mailbox);
  await admin.signIn('admin@example.com');
  await product.db
    .prepare(
      "INSERT INTO member (email, org_id, role, added_ms) VALUES ('viewer@example.com', 1, 'viewer', 0)",
    )
    .run();
  viewer = new Visitor(product, mailbox);
  await viewer.signIn('viewer@example.com');

  for (const [word_id, text] of [
    [MIA, 'mia@example.org'],
    [OPUS, 'claude-opus-5-5'],
    [BASH, 'Bash'],
    [4001, 'somebody-elses-model'],
  ]) {
    await insert('word', { org_id: 1, word_id: word_id as number, text: `'${text}'` });
  }
  await insert('person', { org_id: 1, user: MIA, rank: 5, logs_ms: Date.parse(today) });
  await both('daily', { model: OPUS, requests: 3, errors: 1, input_tokens: 10 });
  await both('daily', { model: 4001, requests: 1, input_tokens: 77 });
  await both('tally', { tally: 1, name: OPUS, count: 3, total: 900, buckets: `'{"60": 3}'` });
  await both('tally', { tally: 3, name: BASH, detail: 1, count: 2, total: 20, buckets: `'{"24": 2}'` });
  await both('tally', { tally: 4, name: BASH, detail: 9, count: 2 });
  await both('tally', { tally: 26, detail: 102, count: 5 });
  await both('tally', { tally: 27, count: 1 });
  await both('tally', { tally: 28, detail: 7, count: 1 });
  await insert('refusal', {
    org_id: 1,
    day: dayNumber,
    digest: 1,
    reason: 6,
    signal: 2,
    user: MIA,
    records: 2,
  });
  const turn = { org_id: 1, day: dayNumber, trace: TRACE, session: SESSION, user: MIA, source: 1 };
  const usage = `'[[${OPUS},0,1000000,0,0,0,0]]'`;
  await insert('turn', { ...turn, begin_ms: 1000, duration_ms: 500, complete: 1, usage });
  const span = { org_id: 1, day: dayNumber, session: SESSION, trace: TRACE };
  await insert('span', { ...span, span_id: "x'01'", kind: 1, end_ms: 1500, duration_ms: 500 });
  await insert('span', {
    ...span,
    span_id: "x'02'",
    parent_id: "x'01'",
    kind: 2,
    end_ms: 1400,
    duration_ms: 300,
    model: OPUS,
    rate: 0,
    input_tokens: 1_000_000,
    outcome: 1,
    call_id: 7,
  });
  await insert('event', {
    ...span,
    trace: 'NULL',
    time_ms: 1400,
    sequence: 1,
    kind: 2,
    call_id: 7,
    cost_nanos: 123_456_000,
    model: OPUS,
    rate: 0,
    input_tokens: 1_000_000,
  });
});

afterAll(() => product?.stop());

type Json = Record<string, unknown>;

describe('prices', () => {
  const own = {
    model: 'us.anthropic.claude-opus-5-5-v1:0',
    input: 3.6,
    output: 18,
    cache_read: 0.18,
    cache_creation_5m: 4.5,
    cache_creation_1h: 7.2,
  };

  test('are an admin’s to change and everybody’s to see', async () => {
    expect((await viewer.post('/api/v1/prices', own)).status).toBe(403);
    const before = await viewer.get<Json>('/api/v1/prices');
    expect(before.status).toBe(200);
    expect(before.body.unpriced).toEqual([
      { model: 'somebody-elses-model', rate: 'standard', tokens: 77, last_day: today },
    ]);

    const stored = await admin.post('/api/v1/prices', own);
    expect([stored.status, stored.body]).toEqual([
      201,
      expect.objectContaining({
        model: 'claude-opus-5-5',
        rate: 'standard',
        from: today,
        follows_list: false,
        created_by: 'admin@example.com',
      }),
    ]);
    const { body } = await viewer.get<{ prices: { model: string; rate: string; in_force: Json }[] }>(
      '/api/v1/prices',
    );
    const opus = body.prices.find(({ model, rate }) => model === 'claude-opus-5-5' && rate === 'standard');
    expect(opus?.in_force).toMatchObject({ source: 'own', from: today, input: 3.6, cache_read: 0.18 });
    // The turn of today is to be priced again.
    expect(await product.rows('SELECT count(*) AS n FROM dirty')).toEqual([{ n: 1 }]);

    expect((await admin.post('/api/v1/prices', { model: own.model, follows_list: true })).status).toBe(201);
  });

  test('of the past change only when asked', async () => {
    const { status, body } = await admin.post('/api/v1/prices', { ...own, from: '2026-01-01' });
    expect([status, body.parameter]).toEqual([400, 'from']);
  });
});

describe('quality', () => {
  test('tells decisions, failures and times', async () => {
    const { status, body } = await viewer.get<Json>('/api/v1/quality?group_by=user&compare=previous');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      relative_error: 0.0476,
      totals: { people: { accepted: 2, rejected: 0, rate: 1 }, tool_runs: 2, requests: 4, errors: 1 },
      previous: { tool_runs: 0, people: { rate: null } },
      tools: [{ tool: 'Bash', runs: 2, failed: 0, success_rate: 1, time: { count: 2, mean_ms: 10 } }],
      requests: { latency: { count: 3, mean_ms: 300, p50_ms: 290 } },
      models_by_day: [{ model: 'claude-opus-5-5' }, { model: 'somebody-elses-model' }],
      groups: [{ key: 'mia@example.org', tool_runs: 2, latency: { count: 3 } }],
    });
    expect((body.series as unknown[]).length).toBe(30);
  });
});

describe('health', () => {
  test('tells who reports, what is missing and what was refused', async () => {
    const { status, body } = await viewer.get<Json>('/api/v1/health');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      to: today,
      signals: { logs: { last_seen: `${today}T00:00:00.000Z`, records: 5 }, traces: { last_seen: null } },
      users: [{ user: 'mia@example.org', identity: 'email', missing: [{ what: 'traces', of: 1 }] }],
      refused: [{ reason: 'time_unbelievable', signal: 'traces', records: 2, users: ['mia@example.org'] }],
    });
  });
});

describe('turns', () => {
  const id = `${today}-000000000abc`;

  test('are listed, and one is a tree', async () => {
    const list = await viewer.get<{ found: number; turns: Json[] }>('/api/v1/turns?order=recent&limit=10');
    expect(list.status).toBe(200);
    expect([list.body.found, list.body.turns[0]]).toEqual([
      1,
      expect.objectContaining({ id, user: 'mia@example.org', input_tokens: 1_000_000, cost_usd: 4 }),
    ]);

    const { status, body } = await viewer.get<Json>(`/api/v1/turns/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      truncated: false,
      roots: [
        {
          span_id: '01',
          kind: 'interaction',
          session: SESSION,
          children: [
            {
              kind: 'llm_request',
              outcome: 'succeeded',
              tokens: { input: 1_000_000, output: null },
              cost_usd: 4,
              reported_cost_usd: 0.123456,
              events: [{ kind: 'api_request' }],
            },
          ],
        },
      ],
      events: [],
    });
  });

  test.each([`${today}-000000000abd`, 'nonsense', `${today}-000000000ABC`, `${today}-000000000abc/x`])(
    '%s is 404',
    async (unknown) => {
      expect((await viewer.get(`/api/v1/turns/${unknown}`)).status).toBe(404);
    },
  );

  test.each([
    ['order=size', 'order'],
    ['limit=101', 'limit'],
    ['from=2026-01-01&to=2026-03-01', 'from'],
  ])('?%s is 400', async (query, parameter) => {
    const { status, body } = await viewer.get(`/api/v1/turns?${query}`);
    expect([status, body.parameter]).toEqual([400, parameter]);
  });
});

test.each(['quality', 'health', 'prices', 'turns', `turns/${today}-000000000abc`])(
  '%s is for members alone',
  async (resource) => {
    expect((await product.fetch(`/api/v1/${resource}`)).status).toBe(401);
  },
);

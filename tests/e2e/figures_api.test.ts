// Activity, dimensions, retention and the export through the wasm in workerd and D1.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

const dayNumber = (day: string) => Date.parse(day) / 86_400_000;

let product: Product;
let admin: Visitor;
let viewer: Visitor;

beforeAll(async () => {
  const mailbox = new Mailbox();
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: mailbox.read,
  });
  admin = new Visitor(product, mailbox);
  await admin.signIn('admin@example.com');
  await product.db
    .prepare("INSERT INTO member (email, org_id, role, added_ms) VALUES ('mia@example.org', 1, 'viewer', 0)")
    .run();
  viewer = new Visitor(product, mailbox);
  await viewer.signIn('mia@example.org');

  const columns = (await product.rows<{ name: string }>("SELECT name FROM pragma_table_info('daily')")).map(
    ({ name }) => name,
  );
  const daily = (row: Record<string, number>) =>
    [row.user, -1].map((user) =>
      product.db
        .prepare(`INSERT INTO daily VALUES (${columns.map(() => '?').join(', ')})`)
        .bind(
          ...columns.map((column) => ({ ...row, user, cohort: user === -1 ? 0 : row.cohort })[column] ?? 0),
        ),
    );
  const first = { org_id: 1, day: dayNumber('2026-11-01'), user: 1001, source: 1, cohort: 1 };
  await product.db.batch([
    product.db.prepare(
      "INSERT INTO word VALUES (1, 1001, '=mia@example.org'), (1, 1003, 'Mia'), (1, 2001, 'claude-opus-5-5'), (1, 3001, 'review')",
    ),
    product.db.prepare('INSERT INTO person VALUES (1, 1001, 5, 1003, 1, 1, 1)'),
    product.db.prepare(`INSERT INTO cohort VALUES (1, 1, '{"squad":"a","team":"ml"}')`),
    ...daily({ ...first, model: 2001, requests: 2, input_tokens: 1_000_000, cost_nanos: 3e9 }),
    ...daily({ ...first, model: 0, prompts: 3, sessions: 1 }),
    ...daily({ ...first, model: 0, day: dayNumber('2026-11-20'), prompts: 1 }),
    product.db
      .prepare(
        'INSERT INTO tally VALUES (1, 13, ?1, -1, 1, 0, 0, 9, 3, 0, NULL), (1, 14, ?1, -1, 1, 0, 3001, 0, 2, 0, NULL)',
      )
      .bind(first.day),
  ]);
});

afterAll(() => product?.stop());

const november = 'from=2026-11-01&to=2026-11-30';

interface Activity {
  totals: Record<string, number | null>;
  series: Record<string, number | string>[];
  users: Record<string, unknown>[];
  hours: number[][];
  slash_commands: unknown[];
  previous: { totals: Record<string, number> };
}

test('activity tells who, when and with what', async () => {
  const { status, body } = await viewer.get<Activity>(`/api/v1/activity?${november}&compare=previous`);
  expect(status).toBe(200);
  expect(body.totals).toMatchObject({ active_users: 1, prompts: 4, mau: 1, cost_usd: 4 });
  expect(body.series.map(({ dau }) => dau).filter(Boolean)).toHaveLength(2);
  expect(body.series.filter(({ wau }) => wau === 1)).toHaveLength(14);
  expect(body.users).toMatchObject([
    { user: '=mia@example.org', name: 'Mia', active_days: 2, last_day: '2026-11-20', prompts: 4 },
  ]);
  // A Sunday at nine.
  expect(body.hours[6]?.[9]).toBe(3);
  expect(body.slash_commands).toEqual([{ name: 'review', count: 2 }]);
  expect(body.previous.totals.active_users).toBe(0);
  const { body: others } = await viewer.get<Activity>(`/api/v1/activity?${november}&team=web`);
  expect(others.totals.active_users).toBe(0);
});

describe('dimensions', () => {
  const put = (who: Visitor, path: string, body: unknown) =>
    who.send('PUT', path, JSON.stringify(body), { 'content-type': 'application/json' });

  test('are what can be filtered on; an admin lists own labels', async () => {
    expect((await put(viewer, '/api/v1/dimensions', { attributes: ['squad'] })).status).toBe(403);
    expect((await put(admin, '/api/v1/dimensions', { attributes: ['squad'] })).body).toEqual({
      attributes: ['squad'],
    });
    const { body } = await viewer.get(`/api/v1/dimensions?${november}`);
    expect(body).toEqual({
      users: [{ user: '=mia@example.org', name: 'Mia' }],
      models: ['claude-opus-5-5'],
      sources: ['cli'],
      teams: ['ml'],
      departments: [],
      cost_centers: [],
      environments: [],
      repositories: [],
      labels: { squad: ['a'] },
      attributes: ['squad'],
      truncated: false,
      first_day: '2026-11-01',
      last_day: '2026-11-20',
      retention: { raw_days: 30, daily_days: 400 },
    });
    const { body: squad } = await viewer.get<Activity>(`/api/v1/activity?${november}&label.squad=a`);
    expect(squad.totals.active_users).toBe(1);
  });

  test('an admin says how long rows are kept', async () => {
    const days = { raw_days: 90, daily_days: 730 };
    expect((await put(viewer, '/api/v1/retention', days)).status).toBe(403);
    expect(await put(admin, '/api/v1/retention', days)).toMatchObject({ status: 200, body: days });
    expect((await viewer.get('/api/v1/dimensions')).body.retention).toEqual(days);
    expect(await put(admin, '/api/v1/retention', { raw_days: 366, daily_days: 730 })).toMatchObject({
      status: 400,
      body: { parameter: 'raw_days' },
    });
  });
});

describe('the export', () => {
  const csv = async (query: string) => {
    const cookie = Object.entries(viewer.jar())
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const response = await product.fetch(`/api/v1/export.csv?${query}`, { headers: { cookie } });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test('is a file that a spreadsheet opens', async () => {
    const { status, headers, text } = await csv(`${november}&group_by=user,team,model`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="usage-2026-11-01-to-2026-11-30.csv"',
    );
    const [names, nothing, opus, end] = text.split('\r\n');
    expect(names).toMatch(/^user,team,model,requests,errors,retries,input_tokens,/);
    expect(nothing).toMatch(/^'=mia@example.org,ml,,0,/);
    expect(opus).toBe(
      "'=mia@example.org,ml,claude-opus-5-5,2,0,0,1000000,0,0,0,0.0,4.0,3.0,1.0,0,,,,,,,0,0,,,,,0.0",
    );
    expect(end).toBe('');
  });

  test('has at most 50,000 lines, and a Worker holds them', async () => {
    const fill = (from: number, to: number) =>
      product.db
        .prepare(
          `WITH RECURSIVE n(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM n WHERE n < ?2)
           INSERT INTO daily SELECT 1, 20700, n, 1, 1, 2001, 0, 1, 0, 0, 1000, 100, 10000, 100, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM n`,
        )
        .bind(from, to)
        .run();
    await fill(100_001, 150_000);
    const began = Date.now();
    const { status, text } = await csv('from=2026-09-04&to=2026-09-04&group_by=day,user,model,team');
    expect(status).toBe(200);
    expect(text.split('\r\n')).toHaveLength(50_002);
    console.log(`50,000 lines: ${text.length} bytes in ${Date.now() - began} ms`);

    await fill(150_001, 150_001);
    const more = await csv('from=2026-09-04&to=2026-09-04&group_by=day,user');
    expect([more.status, JSON.parse(more.text).parameter]).toEqual([400, 'from']);
  }, 120_000);
});

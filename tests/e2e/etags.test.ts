// Entity tags: what a browser has already is not sent again, and nothing that has changed is taken for the same.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cost, Product, root } from '../support/product.ts';
import { today } from '../support/today.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

const ADMIN = 'admin@first.test';
const BOSS = 'boss@acme.example';
const DASHBOARD = 'https://app.thinspan.test';

const { paths } = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, unknown>>;
};
const GETS = Object.entries(paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));

/** What a browser may keep; all else is kept nowhere. */
const KEPT = [
  '/api/v1/openapi.json',
  '/api/v1/usage',
  '/api/v1/activity',
  '/api/v1/quality',
  '/api/v1/health',
  '/api/v1/turns',
  '/api/v1/turns/{id}',
  '/api/v1/dimensions',
  '/api/v1/prices',
  '/api/v1/export.csv',
];

/** From yesterday on: what is moved by whole days may not have reached today. */
const PRICE = {
  model: 'claude-opus-5-5',
  follows_list: true,
  from: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  change_past: true,
};

let product: Product;
let admin: Visitor;
let boss: Visitor;
let token = '';
let turn = '';
const mailbox = new Mailbox();

/** Reports a recorded session as if it were today's. */
async function report(scenario: string) {
  for (const { signal, body } of today(scenario)) {
    const { status } = await product.send(`/v1/${signal}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    expect(status).toBe(200);
  }
}

beforeAll(async () => {
  product = await Product.start({
    vars: {
      MAIL: 'console',
      ADMIN_EMAILS: `${ADMIN}; Acme: ${BOSS}`,
      DASHBOARD_ORIGIN: DASHBOARD,
    },
    onLog: mailbox.read,
  });
  [admin, boss] = [new Visitor(product, mailbox), new Visitor(product, mailbox)];
  await admin.signIn(ADMIN);
  await boss.signIn(BOSS);
  token = (await admin.post<{ token: string }>('/api/v1/ingest-tokens', {})).body.token;
  await report('tools-chain');
  await product.settle();
  turn = (await admin.get<{ turns: { id: string }[] }>('/api/v1/turns')).body.turns[0]?.id ?? '';
}, 120_000);

afterAll(() => product?.stop());

const get = (path: string, headers: Record<string, string> = {}, who = admin) =>
  who.sendText('GET', path.replace('{id}', turn), undefined, headers);

const tagOf = ({ headers }: { headers: Headers }) => headers.get('etag') ?? '';

describe('every answer to GET', () => {
  test.each(GETS)('%s has a tag, and is 304 for who has it', async (path) => {
    const told = await get(path);
    expect(told.status).toBe(200);
    expect(tagOf(told)).toMatch(/^W\/"[0-9a-f]{32}"$/);
    const kept = KEPT.includes(path) ? 'private, no-cache' : 'no-store';
    expect([told.headers.get('cache-control'), told.headers.get('vary')]).toEqual([kept, 'Cookie, Origin']);

    for (const known of [tagOf(told), tagOf(told).slice(2), `"x", ${tagOf(told)}`, '*']) {
      const same = await get(path, { 'if-none-match': known });
      expect([known, same.status, same.text]).toEqual([known, 304, '']);
      for (const name of ['etag', 'cache-control', 'vary', 'x-content-type-options']) {
        expect([name, same.headers.get(name)]).toEqual([name, told.headers.get(name)]);
      }
      expect(same.headers.get('content-disposition')).toBeNull();
    }
    for (const known of ['"x"', tagOf(told).toUpperCase(), tagOf(told).replaceAll('"', '')]) {
      const anew = await get(path, { 'if-none-match': known });
      expect([known, anew.status, tagOf(anew)]).toEqual([known, 200, tagOf(told)]);
      expect(anew.text).toBe(told.text);
    }
  });

  test('may be read by the dashboard of another origin, also where it has not changed', async () => {
    const told = await get('/api/v1/usage', { origin: DASHBOARD });
    const same = await get('/api/v1/usage', { origin: DASHBOARD, 'if-none-match': tagOf(told) });
    expect(same.status).toBe(304);
    for (const name of ['access-control-allow-origin', 'access-control-allow-credentials']) {
      expect(same.headers.get(name)).toBe(told.headers.get(name));
    }
    expect(same.headers.get('access-control-allow-origin')).toBe(DASHBOARD);
  });

  test('needs the session also of who has the answer', async () => {
    const told = await get('/api/v1/usage');
    for (const known of [tagOf(told), '*']) {
      const stranger = await get('/api/v1/usage', { 'if-none-match': known }, new Visitor(product, mailbox));
      expect([stranger.status, stranger.headers.get('cache-control')]).toEqual([401, 'no-store']);
      expect(stranger.headers.get('etag')).toBeNull();
    }
  });

  test('is an error whatever the sender has', async () => {
    for (const [path, status] of [
      ['/api/v1/usage?top=0&group_by=user', 400],
      ['/api/v1/nothing', 404],
      ['/api/v1/turns/2020-01-01-000000000000', 404],
    ] as const) {
      const wrong = await get(path, { 'if-none-match': '*' });
      expect([wrong.status, wrong.headers.get('etag')]).toEqual([status, null]);
      expect(wrong.headers.get('cache-control')).toBe('no-store');
    }
  });
});

test('an answer to a change has no tag', async () => {
  const { headers } = await admin.put(
    '/api/v1/retention',
    { raw_days: 30, daily_days: 400 },
    { 'if-none-match': '*' },
  );
  expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, 'no-store']);
});

describe('figures', () => {
  const FIGURES = [
    '/api/v1/usage?group_by=user&compare=previous',
    '/api/v1/usage?team=ml&label.squad=a',
    '/api/v1/activity',
    '/api/v1/quality?group_by=user',
    '/api/v1/turns',
    '/api/v1/dimensions',
    '/api/v1/export.csv?group_by=day,user,model,label.squad',
  ];

  let viewer: Visitor;

  beforeAll(async () => {
    // Kept for long enough that a day is old only where a test makes it so.
    await admin.put('/api/v1/retention', { raw_days: 30, daily_days: 400 });
    await admin.put('/api/v1/dimensions', { attributes: ['squad'] });
    await admin.post('/api/v1/members', { email: 'mia@first.test', role: 'viewer' });
    viewer = new Visitor(product, mailbox);
    await viewer.signIn('mia@first.test');
    await product.settle();
  });

  const read = () => Promise.all(FIGURES.map((path) => get(path)));

  /** Asks again with the tags of these answers; what is 304 must still be what a question without tags is told. */
  async function again(before: Awaited<ReturnType<typeof read>>) {
    const statuses = new Set<number>();
    for (const [index, told] of before.entries()) {
      expect(told.status).toBe(200);
      const path = FIGURES[index] ?? '';
      const asked = await get(path, { 'if-none-match': tagOf(told) });
      const now = await get(path);
      expect([path, tagOf(asked)]).toEqual([path, tagOf(now)]);
      if (asked.status === 304) expect([path, now.text]).toEqual([path, told.text]);
      else expect([path, asked.text, tagOf(asked) === tagOf(told)]).toEqual([path, now.text, false]);
      statuses.add(asked.status);
    }
    return [...statuses];
  }

  test('that are the same are not read: the session with the org is', async () => {
    for (const [index, told] of (await read()).entries()) {
      const path = FIGURES[index] ?? '';
      const same = await get(path, { 'if-none-match': tagOf(told) });
      expect([path, same.status, cost(same)]).toEqual([path, 304, { calls: 1, read: 4, written: 0 }]);
      expect(cost(told).calls).toBeGreaterThan(1);
      expect(cost(told).read).toBeGreaterThan(4);
    }
  });

  test('stay the same while nothing is folded, also over passes that find nothing', async () => {
    const before = await read();
    await product.cron();
    expect(await again(before)).toEqual([304]);
    await report('multi-turn');
    expect(await again(before)).toEqual([304]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a fold', () => product.settle()],
    ['a price', () => admin.post('/api/v1/prices', PRICE)],
    ['the fold that puts turns in their order by it', () => product.settle()],
    ['a label', () => admin.put('/api/v1/dimensions', { attributes: ['squad', 'tribe'] })],
    ['how long rows are kept', () => admin.put('/api/v1/retention', { raw_days: 30, daily_days: 399 })],
  ])('are told anew after %s', async (_, change) => {
    const before = await read();
    await change();
    expect(await again(before)).toEqual([200]);
    expect(await again(await read())).toEqual([304]);
  });

  test('are another answer for another question', async () => {
    const tags = new Set<string>();
    const questions = [
      '/api/v1/usage',
      '/api/v1/activity',
      '/api/v1/usage?to=2026-11-01',
      '/api/v1/usage?source=cli',
      '/api/v1/usage?source=cli&source=vscode',
      '/api/v1/usage?source=vscode',
      '/api/v1/usage?user=source%3Dcli',
      '/api/v1/usage?user=',
      '/api/v1/usage?user=&team=',
    ];
    for (const question of questions) {
      const told = await get(question, { 'if-none-match': [...tags].join(', ') });
      expect([question, told.status]).toEqual([question, 200]);
      tags.add(tagOf(told));
    }
    expect(tags.size).toBe(questions.length);
    // Spelt otherwise it is the same question.
    const spelt = await get('/api/v1/usage?user=source=%63li', { 'if-none-match': [...tags].join(', ') });
    expect(spelt.status).toBe(304);
  });

  test('are the same for another member of the org, and others for another org', async () => {
    for (const [index, told] of (await read()).entries()) {
      const path = FIGURES[index] ?? '';
      const known = { 'if-none-match': tagOf(told) };
      const [same, whole] = [await get(path, known, viewer), await get(path, {}, viewer)];
      expect([same.status, whole.text]).toEqual([304, told.text]);
      if (path.includes('squad')) continue;
      const other = await get(path, known, boss);
      expect([other.status, other.text === told.text]).toEqual([200, false]);
    }
  });

  test('of an org stay the same whatever happens in another', async () => {
    const told = await get('/api/v1/usage', {}, boss);
    await report('text-basic');
    await product.settle();
    await admin.put('/api/v1/retention', { raw_days: 30, daily_days: 400 });
    const same = await get('/api/v1/usage', { 'if-none-match': tagOf(told) }, boss);
    expect([same.status, (await get('/api/v1/usage', {}, boss)).text]).toEqual([304, told.text]);
  });

  test('are told anew once somebody is erased', async () => {
    const { body } = await admin.get<{ users: { user: string }[] }>('/api/v1/dimensions');
    const user = body.users.find(({ user }) => user)?.user ?? '';
    const before = await read();
    expect((await admin.post('/api/v1/erasures', { user })).status).toBe(202);
    expect(await again(before)).toEqual([304]);
    await product.cron();
    expect(await again(before)).toEqual([200]);
    expect((await get('/api/v1/dimensions', {}, viewer)).text).not.toContain(user);
  });

  test.each(['turn', 'daily', 'tally'])('are told anew once what is too old of %s is gone', async (table) => {
    const count = async () =>
      (await product.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE org_id = 1`))[0]?.n;
    await product.rows('UPDATE org SET raw_days = 30, daily_days = 30 WHERE org_id = 1');
    await product.rows(`UPDATE ${table} SET day = day - 30 WHERE org_id = 1`);
    expect(await count()).toBeGreaterThan(0);
    const [before, other] = [await read(), await get('/api/v1/usage', {}, boss)];
    await product.cron();
    expect(await count()).toBe(0);
    expect(await again(before)).toEqual([200]);
    expect((await get('/api/v1/usage', { 'if-none-match': tagOf(other) }, boss)).status).toBe(304);
    const after = await read();
    await product.cron();
    expect(await again(after)).toEqual([304]);
  });
});

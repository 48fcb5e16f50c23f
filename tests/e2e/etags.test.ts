// Entity tags: what a browser has already is not sent again, and nothing that has changed is taken for the same.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Product, root } from '../support/product.ts';
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

// Who may call what, and what anybody learns of another org: every route of the API's description, called by each
// of five visitors. A route that is added without a sample here fails.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Product, root } from '../support/product.ts';
import { recorded, replay } from '../support/recorded.ts';
import { Mailbox, type Reply, Visitor } from '../support/visitor.ts';

const ADMIN = 'admin@first.test';
const VIEWER = 'mia@first.test';
const BOSS = 'boss@acme.example';
const SCENARIO = 'tools-chain';

interface Operation {
  tags?: string[];
  security: unknown[];
  responses: Record<string, unknown>;
}

const { paths } = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};

/** Who may call a route, as the description says it. */
type Role = 'anyone' | 'member' | 'admin';

const ROUTES = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { tags, security }]) => {
    const role: Role = security.length === 0 ? 'anyone' : tags?.includes('admins') ? 'admin' : 'member';
    return { route: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, role };
  }),
);

interface Sample {
  /** What the admin of the org that has it all is answered. */
  status: number;
  body?: unknown;
  /** What stands for `{id}`: something of the first org. */
  id?: () => string;
  /** What an admin of another org is answered, where it is not the same. */
  foreign?: number;
  /** What a viewer is answered, likewise. */
  viewer?: number;
}

let product: Product;
let admin: Visitor;
let viewer: Visitor;
let boss: Visitor;
let gone: Visitor;
let token = '';
const mailbox = new Mailbox();
const ids = { turn: '', session: '' };

/** One good call of every route. Those that end something come last: see the order below. */
const SAMPLES: Record<string, Sample> = {
  'GET /api/v1/openapi.json': { status: 200 },
  'GET /api/v1/auth/mail': { status: 200 },
  'POST /api/v1/auth/request': { status: 202, body: { email: 'x@example.net' } },
  'POST /api/v1/auth/verify': { status: 401, body: { code: '000000' } },
  'POST /api/v1/auth/first-admin': { status: 401, body: { key: '1.x' } },
  'GET /api/v1/me': { status: 200 },
  'PUT /api/v1/me': { status: 200, body: { org: 'first.test' }, foreign: 404 },
  'GET /api/v1/sessions': { status: 200 },
  'DELETE /api/v1/sessions/{id}': { status: 204, id: () => ids.session, foreign: 404, viewer: 404 },
  'DELETE /api/v1/sessions': { status: 204 },
  'GET /api/v1/usage': { status: 200 },
  'GET /api/v1/activity': { status: 200 },
  'GET /api/v1/quality': { status: 200 },
  'GET /api/v1/health': { status: 200 },
  'GET /api/v1/dimensions': { status: 200 },
  'GET /api/v1/prices': { status: 200 },
  'GET /api/v1/turns': { status: 200 },
  'GET /api/v1/turns/{id}': { status: 200, id: () => ids.turn, foreign: 404 },
  'GET /api/v1/export.csv': { status: 200 },
  'GET /api/v1/ingest-tokens': { status: 200 },
  'GET /api/v1/onboarding': { status: 200 },
  'GET /api/v1/members': { status: 200 },
  'GET /api/v1/audit': { status: 200 },
  'GET /api/v1/audit.csv': { status: 200 },
  'GET /api/v1/erasures': { status: 200 },
  'PUT /api/v1/dimensions': { status: 200, body: { attributes: ['squad'] } },
  'PUT /api/v1/retention': { status: 200, body: { raw_days: 365, daily_days: 1100 } },
  'POST /api/v1/prices': { status: 201, body: { model: 'claude-opus-5-5', follows_list: true } },
  'POST /api/v1/members': { status: 201, body: { email: 'new@first.test', role: 'viewer' } },
  'PUT /api/v1/members/{id}': { status: 200, body: { role: 'viewer' }, id: () => VIEWER, foreign: 404 },
  'POST /api/v1/invitations': { status: 200, body: { email: VIEWER }, foreign: 404 },
  'POST /api/v1/erasures': { status: 202, body: { user: 'nobody' }, foreign: 404 },
  'POST /api/v1/ingest-tokens': { status: 201, body: {} },
  'DELETE /api/v1/ingest-tokens': { status: 204 },
  'DELETE /api/v1/members/{id}': { status: 204, id: () => VIEWER, foreign: 404 },
  'POST /api/v1/auth/logout': { status: 204 },
};

async function call(visitor: Visitor, route: string): Promise<Reply & { text: string }> {
  const sample = SAMPLES[route];
  if (!sample) throw new Error(`no sample for ${route}`);
  const [method = '', path = ''] = route.split(' ');
  const body = sample.body === undefined ? undefined : JSON.stringify(sample.body);
  return visitor.sendText(
    method,
    path.replace('{id}', encodeURIComponent(sample.id?.() ?? '')),
    method === 'POST' && body === undefined ? '{}' : body,
    method === 'GET' ? {} : { 'content-type': 'application/json' },
  );
}

beforeAll(async () => {
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: `${ADMIN}; Acme: ${BOSS}` },
    onLog: mailbox.read,
  });
  const visitor = () => new Visitor(product, mailbox);
  [admin, viewer, boss, gone] = [visitor(), visitor(), visitor(), visitor()];
  await admin.signIn(ADMIN);
  await boss.signIn(BOSS);
  await gone.signIn(ADMIN);
  const sessions = await gone.get<{ sessions: { id: string }[] }>('/api/v1/sessions');
  const goneId = sessions.body.sessions[0]?.id ?? '';
  await admin.post('/api/v1/members', { email: VIEWER, role: 'viewer' });
  await viewer.signIn(VIEWER);
  const stolen = visitor();
  await stolen.signIn(ADMIN);
  ids.session =
    (await stolen.get<{ sessions: { id: string }[] }>('/api/v1/sessions')).body.sessions[0]?.id ?? '';

  token = (await admin.post<{ token: string }>('/api/v1/ingest-tokens', { name: 'rollout' })).body.token;
  await product.rows('UPDATE org SET raw_days = 365, daily_days = 1100');
  for (const request of recorded.filter(({ scenario }) => scenario === SCENARIO)) {
    expect((await replay(product, token, request)).status).toBe(200);
  }
  await product.settle();
  const days = await product.rows<{ day: number }>('SELECT DISTINCT day FROM turn');
  const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  const day = iso(days[0]?.day ?? 0);
  const turns = await admin.get<{ turns: { id: string }[] }>(`/api/v1/turns?from=${day}&to=${day}`);
  ids.turn = turns.body.turns[0]?.id ?? '';
  const users = await admin.get<{ users: { user: string }[] }>('/api/v1/dimensions');
  const erased = SAMPLES['POST /api/v1/erasures'];
  if (erased) erased.body = { user: users.body.users[0]?.user };

  // Kept by somebody who is signed out.
  const cookies = gone.jar();
  expect((await admin.delete(`/api/v1/sessions/${goneId}`)).status).toBe(204);
  expect(Object.keys(cookies)).toHaveLength(1);
});

afterAll(() => product.stop());

/** What names the first org, its people and their sessions. */
async function marks(): Promise<string[]> {
  const texts = await product.rows<{ mark: string }>(
    `SELECT name AS mark FROM session WHERE org_id = 1
     UNION SELECT email FROM member WHERE org_id = 1
     UNION SELECT hint FROM ingest_token WHERE org_id = 1
     UNION SELECT word.text FROM session CROSS JOIN word ON word.org_id = 1 AND word.word_id = session.user
       WHERE session.org_id = 1 AND word.text <> ''`,
  );
  return [...texts.map(({ mark }) => mark), 'first.test', 'rollout', ids.turn, ids.session];
}

test('every route has a sample, and every sample a route', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(ROUTES.map(({ route }) => route).sort());
});

const inOrder = Object.keys(SAMPLES).flatMap((route) => ROUTES.find((known) => known.route === route) ?? []);
const closed = inOrder.filter(({ role }) => role !== 'anyone');

describe('without a session, or with one that was closed', () => {
  test.each(closed)('$route is 401 and does nothing', async ({ route }) => {
    const before = await product.dump();
    for (const visitor of [new Visitor(product, mailbox), gone]) {
      const { status, text } = await call(visitor, route);
      expect([status, JSON.parse(text).title]).toEqual([401, 'Not signed in']);
    }
    expect(await product.dump()).toEqual(before);
  });
});

describe('a viewer', () => {
  test.each(inOrder.filter(({ role }) => role === 'admin'))(
    '$route is 403 and does nothing',
    async ({ route }) => {
      const before = await product.dump();
      const { status, text } = await call(viewer, route);
      expect([status, JSON.parse(text).detail]).toEqual([403, 'Only an admin may do this.']);
      expect(await product.dump()).toEqual(before);
    },
  );

  test.each(inOrder.filter(({ role, route }) => role === 'member' && route !== 'DELETE /api/v1/sessions'))(
    '$route is for them, too',
    async ({ route }) => {
      expect((await call(viewer, route)).status).toBe(SAMPLES[route]?.viewer ?? SAMPLES[route]?.status);
    },
  );
});

/** What the first org has; which of its sessions was last used when is not looked at. */
async function rowsOfFirstOrg() {
  const rows = await product.dump('org_id = 1');
  for (const table of ['browser_session', 'login_code', 'mail_outage']) rows.delete(table);
  return rows;
}

describe('an admin of another org', () => {
  test.each(closed)('$route reaches their own org alone', async ({ route }) => {
    const before = await rowsOfFirstOrg();
    const { status, text } = await call(boss, route);
    const sample = SAMPLES[route];
    // Theirs may have nothing yet.
    expect([sample?.foreign ?? sample?.status, 404]).toContain(status);
    if (sample?.foreign) expect(status).toBe(sample.foreign);
    const told = JSON.stringify(sample?.body ?? '') + (sample?.id?.() ?? '');
    for (const mark of await marks()) {
      // What they themselves said may be said back.
      if (!told.includes(mark)) expect(text).not.toContain(mark);
    }
    expect(await rowsOfFirstOrg()).toEqual(before);
  });
});

describe('an admin', () => {
  test('is shown what must not be shown to others', async () => {
    const shown = await Promise.all(
      closed.filter(({ method }) => method === 'GET').map(({ route }) => call(admin, route)),
    );
    const text = shown.map(({ text }) => text).join('\n');
    const missing = (await marks()).filter((mark) => !text.includes(mark));
    // Session ids are in no answer; everything else is in some.
    const sessions = (await product.rows<{ name: string }>('SELECT name FROM session')).map(
      ({ name }) => name,
    );
    expect(missing.filter((mark) => !sessions.includes(mark) && mark !== ids.turn)).toEqual([]);
  });

  test.each(inOrder)('$route is for them', async ({ route }) => {
    const { status, text } = await call(admin, route);
    expect([status, text.slice(0, 300)]).toEqual([SAMPLES[route]?.status, expect.anything()]);
  });
});

// Signing in and out, and who may do what, through the wasm in workerd.

import { describe, expect, test } from 'vitest';
import { anew } from '../support/anew.ts';
import type { Product } from '../support/product.ts';
import { sha256 } from '../support/token.ts';

const ORIGIN = 'http://thinspan.test';
const ADMIN = 'admin@example.com';
const DASHBOARD = 'https://app.example.com';

const start = anew({ MAIL: 'console', ADMIN_EMAILS: `${ADMIN}, second@example.com` });

/** Adds a member to the first org. */
function addMember(product: Product, email: string, role: string) {
  return product.rows(
    `INSERT INTO member (email, org_id, role, added_ms) VALUES (?1, 1, ?2, 0)`,
    email,
    role,
  );
}

describe('signing in', () => {
  test('the first admin signs in, and is the admin of a new org', async () => {
    const { product, mailbox, visitor } = await start();
    const admin = visitor();
    const asked = await admin.post('/api/v1/auth/request', { email: ' Admin@Example.COM ' });
    expect([asked.status, asked.body]).toEqual([202, { email: ADMIN, expires_in_seconds: 600 }]);

    const signedIn = await admin.post('/api/v1/auth/verify', { code: await mailbox.code(ADMIN) });
    const me = {
      email: ADMIN,
      role: 'admin',
      org: { name: 'example.com' },
      orgs: ['example.com'],
      ingest: { endpoint: ORIGIN, has_token: false, has_data: false },
    };
    expect([signedIn.status, signedIn.body]).toEqual([200, me]);
    expect((await admin.get('/api/v1/me')).body).toEqual(me);
    expect(Object.keys(admin.jar())).toEqual(['__Host-thinspan_session']);
    expect(await product.rows('SELECT count(*) AS orgs FROM org')).toEqual([{ orgs: 1 }]);
  });

  test('cookies are out of reach of scripts and of other hosts', async () => {
    const { mailbox, visitor } = await start();
    const admin = visitor();
    const asked = await admin.post('/api/v1/auth/request', { email: ADMIN });
    expect(asked.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-thinspan_challenge=[0-9a-f]{64}; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Strict$/,
      ),
    ]);
    const verified = await admin.post('/api/v1/auth/verify', { code: await mailbox.code(ADMIN) });
    expect(verified.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-thinspan_session=[0-9a-f]{64}; Path=\/; Max-Age=2592000; Secure; HttpOnly; SameSite=Strict$/,
      ),
      '__Host-thinspan_challenge=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict',
    ]);
  });

  test('a stranger gets the same answer and no mail', async () => {
    const { product, mailbox, visitor } = await start();
    const [member, stranger] = [visitor(), visitor()];
    const told = await member.post('/api/v1/auth/request', { email: ADMIN });
    const untold = await stranger.post('/api/v1/auth/request', { email: 'eve@example.net' });
    expect(untold.status).toBe(told.status);
    expect(untold.body).toEqual({ ...told.body, email: 'eve@example.net' });
    expect([...untold.headers.keys()]).toEqual([...told.headers.keys()]);
    await mailbox.code(ADMIN);
    expect(mailbox.all()).not.toContain('eve@example.net');
    expect(await product.rows('SELECT email FROM member')).toEqual([]);
  });

  test('many at once found one org', async () => {
    const { product, mailbox, visitor } = await start();
    const people = [ADMIN, 'second@example.com', ADMIN, 'second@example.com', ADMIN];
    const visitors = people.map((email) => ({ email, visitor: visitor() }));
    for (const { email, visitor } of visitors) await visitor.post('/api/v1/auth/request', { email });
    const codes = await mailbox.waitFor(people.length);
    const statuses = await Promise.all(
      visitors.map(
        async ({ visitor }, i) => (await visitor.post('/api/v1/auth/verify', { code: codes[i] })).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(await product.rows('SELECT count(*) AS orgs FROM org')).toEqual([{ orgs: 1 }]);
    expect(await product.rows('SELECT count(*) AS admins FROM member')).toEqual([{ admins: 2 }]);
  });

  test('a code works once, in the browser that asked, and not after five wrong tries', async () => {
    const { mailbox, visitor } = await start();
    const [here, elsewhere] = [visitor(), visitor()];
    await here.post('/api/v1/auth/request', { email: ADMIN });
    const code = await mailbox.code(ADMIN);
    expect((await elsewhere.post('/api/v1/auth/verify', { code })).status).toBe(401);
    const again = visitor();
    again.takeCookiesOf(here);
    expect((await here.post('/api/v1/auth/verify', { code })).status).toBe(200);
    expect((await again.post('/api/v1/auth/verify', { code })).status).toBe(401);

    await here.post('/api/v1/auth/request', { email: ADMIN });
    const right = await mailbox.code(ADMIN);
    const wrong = right === '000000' ? '000001' : '000000';
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => here.post('/api/v1/auth/verify', { code: wrong })),
    );
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect((await here.post('/api/v1/auth/verify', { code: right })).status).toBe(401);
  });

  test('whoever asks too often is told to wait, member or not', async () => {
    const { visitor } = await start();
    for (const email of [ADMIN, 'eve@example.net']) {
      for (let i = 0; i < 5; i++) {
        expect((await visitor().post('/api/v1/auth/request', { email })).status).toBe(202);
      }
      const refused = await visitor().post('/api/v1/auth/request', { email });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
      expect(refused.headers.getSetCookie()).toEqual([]);
    }
  });

  test.each([
    ['no JSON', 'email=a@example.com', undefined],
    ['no e-mail', '{}', undefined],
    ['an e-mail that is none', '{"email": "nobody"}', 'email'],
    ['a list of e-mails', '{"email": ["a@example.com"]}', undefined],
  ])('%s is 400', async (_, body, parameter) => {
    const { visitor } = await start();
    const refused = await visitor().post('/api/v1/auth/request', body);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.body.parameter).toBe(parameter);
  });

  test('neither secrets nor codes are stored or printed', async () => {
    const { product, mailbox, visitor } = await start();
    const admin = visitor();
    await admin.post('/api/v1/auth/request', { email: ADMIN });
    const challenge = admin.jar()['__Host-thinspan_challenge'] ?? '';
    const code = await mailbox.code(ADMIN);
    const before = JSON.stringify([...(await product.dump())]);
    await admin.post('/api/v1/auth/verify', { code });
    const session = admin.jar()['__Host-thinspan_session'] ?? '';
    const { body } = await admin.post<{ token: string }>('/api/v1/ingest-tokens');
    const after = JSON.stringify([...(await product.dump())]);
    expect(before.toLowerCase()).toContain(sha256(challenge));
    for (const secret of [challenge, session, body.token]) {
      expect(secret).toMatch(/^[0-9a-z_]{57,64}$/);
      expect(before + after + mailbox.all()).not.toContain(secret);
    }
    expect(mailbox.all().split(code)).toHaveLength(2);
  });
});

describe('without a session the API is closed', () => {
  test.each([
    ['GET', '/api/v1/me'],
    ['GET', '/api/v1/usage'],
    ['GET', '/api/v1/ingest-tokens'],
    ['POST', '/api/v1/ingest-tokens'],
  ])('%s %s is 401', async (method, path) => {
    const { visitor } = await start();
    const stranger = visitor();
    for (const cookie of ['', '__Host-thinspan_session=x', `__Host-thinspan_session=${'ab'.repeat(32)}`]) {
      const refused = await stranger.send(method, path, undefined, {
        'content-type': 'application/json',
        cookie,
      });
      expect(refused.status).toBe(401);
      expect(refused.body).toMatchObject({ title: 'Not signed in', status: 401 });
    }
  });

  test('signing out ends the session, wherever its cookie went', async () => {
    const { visitor } = await start();
    const [admin, thief] = [visitor(), visitor()];
    await admin.signIn(ADMIN);
    thief.takeCookiesOf(admin);
    expect((await thief.get('/api/v1/me')).status).toBe(200);
    const signedOut = await admin.post('/api/v1/auth/logout');
    expect([signedOut.status, admin.jar()]).toEqual([204, {}]);
    expect((await thief.get('/api/v1/me')).status).toBe(401);
    expect((await visitor().post('/api/v1/auth/logout')).status).toBe(204);
  });

  test('who is no member any more is out on the next request', async () => {
    const { product, visitor } = await start();
    const admin = visitor();
    await admin.signIn(ADMIN);
    await product.rows('DELETE FROM member');
    expect((await admin.get('/api/v1/me')).status).toBe(401);
  });
});

describe('roles', () => {
  test('a viewer sees figures and touches no tokens', async () => {
    const { product, visitor } = await start();
    await visitor().signIn(ADMIN);
    await addMember(product, 'mia@example.com', 'viewer');
    const viewer = visitor();
    expect((await viewer.signIn('mia@example.com')).body.role).toBe('viewer');
    expect((await viewer.get('/api/v1/usage')).status).toBe(200);
    expect((await viewer.get('/api/v1/ingest-tokens')).status).toBe(403);
    expect((await viewer.post('/api/v1/ingest-tokens')).status).toBe(403);
    expect(await product.rows('SELECT count(*) AS tokens FROM ingest_token')).toEqual([{ tokens: 0 }]);
  });
});

describe('the way in', () => {
  test('a page of another origin changes nothing', async () => {
    const { product, visitor } = await start({ vars: { DASHBOARD_ORIGIN: DASHBOARD } });
    const admin = visitor();
    await admin.signIn(ADMIN);
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://other.example.com', 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const refused = await admin.post('/api/v1/ingest-tokens', {}, headers as Record<string, string>);
      expect(refused.status).toBe(403);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
    const form = await admin.post('/api/v1/ingest-tokens', '{}', { 'content-type': 'text/plain' });
    expect(form.status).toBe(415);
    expect(await product.rows('SELECT count(*) AS tokens FROM ingest_token')).toEqual([{ tokens: 0 }]);
    for (const origin of [ORIGIN, DASHBOARD]) {
      expect((await admin.post('/api/v1/ingest-tokens', {}, { origin })).status).toBe(201);
    }
  });

  test('the dashboard on its own host may read, and no other', async () => {
    const { visitor } = await start({ vars: { DASHBOARD_ORIGIN: DASHBOARD } });
    const browser = visitor();
    const preflight = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const asked = await browser.send('OPTIONS', '/api/v1/usage', undefined, {
      origin: DASHBOARD,
      ...preflight,
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(DASHBOARD);
    expect(asked.headers.get('access-control-allow-credentials')).toBe('true');
    expect(asked.headers.get('access-control-allow-headers')).toBe('Content-Type');
    // An error must be readable too.
    const closed = await browser.get('/api/v1/me', { origin: DASHBOARD });
    expect([closed.status, closed.headers.get('access-control-allow-origin')]).toEqual([401, DASHBOARD]);
    for (const origin of ['https://evil.example', 'null', ORIGIN]) {
      const refused = await browser.send('OPTIONS', '/api/v1/usage', undefined, { origin, ...preflight });
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('what is no figure stays out of caches and keeps its type', async () => {
    const { visitor } = await start();
    for (const path of ['/api/v1/me', '/api/v1/nothing', '/api/v1/auth/request']) {
      const { headers } = await visitor().get(path);
      expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
        'no-store',
        'nosniff',
      ]);
    }
  });

  test.each([
    ['GET', '/api/v1/nothing', 404, null],
    ['GET', '/api/', 404, null],
    ['GET', '/api/v1/auth/request', 405, 'POST'],
    ['POST', '/api/v1/usage', 405, 'GET'],
  ])('%s %s is %i', async (method, path, status, allow) => {
    const { visitor } = await start();
    const refused = await visitor().send(method, path, undefined, {});
    expect([refused.status, refused.headers.get('allow')]).toEqual([status, allow]);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
  });

  test('a long body is refused', async () => {
    const { visitor } = await start();
    const email = 'a'.repeat(20_000);
    expect((await visitor().post('/api/v1/auth/request', { email })).status).toBe(413);
  });

  test('without its database the API says to try again', async () => {
    const { visitor } = await start({ withoutDatabase: true });
    const refused = await visitor().post('/api/v1/auth/request', { email: ADMIN });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(JSON.stringify(refused.body)).not.toMatch(/DB|binding|undefined/);
  });
});

// Who comes in and how, who is thrown out, and how far one address and one deployment reach over several orgs.

import { describe, expect, test } from 'vitest';
import { firstAdminLink } from '../../scripts/deploy/secrets.mjs';
import { anew } from '../support/anew.ts';
import { AUTH_KEY, type Product, type StartOptions } from '../support/product.ts';
import type { Reply, Visitor } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const MIA = 'mia@example.com';
const BOSS = 'boss@acme.example';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0';

const begin = anew({ MAIL: 'console', ADMIN_EMAILS: `${ADMIN}; Acme: ${BOSS}` });

async function start(options: StartOptions = {}) {
  const begun = await begin(options);
  const signedIn = async (email: string) => {
    const person = begun.visitor();
    expect((await person.signIn(email)).status).toBe(200);
    return person;
  };
  return { ...begun, signedIn };
}

const audited = async (product: Product) =>
  (
    await product.rows<{ entry: string }>(
      `SELECT org_id || ' ' || actor || ' ' || action || ' ' || coalesce(subject, '-') || ' ' || coalesce(detail, '-')
       AS entry FROM audit ORDER BY at_ms, org_id, action DESC`,
    )
  ).map(({ entry }) => entry);

describe("the deployment's link", () => {
  const DAY_MS = 24 * 60 * 60 * 1000;

  /** As `npm run deploy` prints it after its `#`, at a time so much before now. */
  const link = (agoMs = 0, key = AUTH_KEY) =>
    firstAdminLink('https://app.example.com', key, Date.now() - agoMs).split('#first-admin=')[1] ?? '';

  test('makes its bearer the first admin, once, without any mail', async () => {
    // No mail is set up at all.
    const { product, visitor } = await start({ vars: { MAIL: '' } });
    const admin = visitor();
    const came = await admin.post('/api/v1/auth/first-admin', { key: link() });
    expect([came.status, came.body]).toMatchObject([
      200,
      { email: ADMIN, role: 'admin', org: { name: 'example.com' } },
    ]);
    expect((await admin.get('/api/v1/members')).status).toBe(200);
    const late = await visitor().post('/api/v1/auth/first-admin', { key: link() });
    expect([late.status, late.body.title]).toEqual([401, 'Link not valid']);
    expect(await audited(product)).toEqual([`1 ${ADMIN} org_founded example.com -`]);
  });

  test('twenty at once make one org and one session', async () => {
    const { product, visitor } = await start();
    const came = await Promise.all(
      Array.from({ length: 20 }, () => visitor().post('/api/v1/auth/first-admin', { key: link() })),
    );
    expect(came.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await product.rows('SELECT count(*) AS n FROM org')).toEqual([{ n: 1 }]);
    expect(await product.rows('SELECT count(*) AS n FROM browser_session')).toEqual([{ n: 1 }]);
  });

  test('is of no use when it expired, was made with another key, or somebody signed in by mail', async () => {
    const { visitor, signedIn } = await start();
    const refused = [
      link(DAY_MS + 1_000),
      link().toUpperCase(),
      link(0, 'ab'.repeat(32)),
      link().replace(/^\d+/, (expires) => String(Number(expires) + 1)),
      link().replace(/\..*/, '.'),
      '',
    ];
    for (const key of refused) {
      expect((await visitor().post('/api/v1/auth/first-admin', { key })).status).toBe(401);
    }
    // Shortly before it expires it would have been.
    const stillGood = link(DAY_MS - 60_000);
    await signedIn(ADMIN);
    expect((await visitor().post('/api/v1/auth/first-admin', { key: stillGood })).status).toBe(401);
  });
});

describe('members', () => {
  test('are added by mail, sign in, change roles, and are out on the request after their removal', async () => {
    const { product, mailbox, visitor, signedIn } = await start();
    const admin = await signedIn(ADMIN);
    const added = await admin.post<{ invitation: string }>('/api/v1/members', { email: MIA, role: 'viewer' });
    expect([added.status, added.body.invitation]).toEqual([201, 'sent']);
    expect(mailbox.invited()).toEqual([MIA]);
    const twice = await admin.post('/api/v1/members', { email: ' MIA@example.com', role: 'admin' });
    expect([twice.status, twice.body.title]).toEqual([409, 'Member already']);

    const [mia, phone] = [await signedIn(MIA), await signedIn(MIA)];
    expect((await mia.get('/api/v1/members')).status).toBe(403);
    const path = `/api/v1/members/${encodeURIComponent(MIA)}`;
    expect((await admin.put(path, { role: 'admin' })).body).toMatchObject({ email: MIA, role: 'admin' });
    // From the next request on.
    expect((await mia.get('/api/v1/members')).status).toBe(200);
    expect((await mia.put(path, { role: 'viewer' })).status).toBe(200);
    expect((await mia.get('/api/v1/members')).status).toBe(403);

    expect((await admin.delete(path)).status).toBe(204);
    for (const browser of [mia, phone]) expect((await browser.get('/api/v1/me')).status).toBe(401);
    expect((await admin.delete(path)).status).toBe(404);
    expect((await admin.put(path, { role: 'viewer' })).status).toBe(404);
    // A code that was on its way opens nothing, and no new one is mailed.
    const again = visitor();
    await again.post('/api/v1/auth/request', { email: MIA });
    await visitor().signIn(ADMIN);
    expect(mailbox.codes(MIA)).toHaveLength(2);
    expect(await audited(product)).toEqual([
      `1 ${ADMIN} org_founded example.com -`,
      `1 ${ADMIN} admin_listed ${ADMIN} -`,
      `1 ${ADMIN} member_added ${MIA} viewer`,
      `1 ${ADMIN} role_changed ${MIA} admin`,
      `1 ${MIA} role_changed ${MIA} viewer`,
      `1 ${ADMIN} member_removed ${MIA} -`,
    ]);
  });

  test('a removed member whose code was on its way is no member', async () => {
    const { mailbox, visitor, signedIn } = await start();
    const admin = await signedIn(ADMIN);
    await admin.post('/api/v1/members', { email: MIA, role: 'viewer' });
    const mia = visitor();
    await mia.post('/api/v1/auth/request', { email: MIA });
    const code = await mailbox.code(MIA);
    await admin.delete(`/api/v1/members/${MIA}`);
    expect((await mia.post('/api/v1/auth/verify', { code })).status).toBe(401);
  });

  test('an org keeps an admin, whoever goes at the same moment', async () => {
    const { product, signedIn } = await start();
    const admin = await signedIn(ADMIN);
    const alone = await admin.delete(`/api/v1/members/${ADMIN}`);
    expect([alone.status, alone.body.title]).toEqual([409, 'Last admin']);
    expect((await admin.put(`/api/v1/members/${ADMIN}`, { role: 'viewer' })).status).toBe(409);

    await admin.post('/api/v1/members', { email: MIA, role: 'admin' });
    const mia = await signedIn(MIA);
    // Each removes the other.
    const gone = await Promise.all([
      admin.delete(`/api/v1/members/${MIA}`),
      mia.delete(`/api/v1/members/${ADMIN}`),
    ]);
    expect(gone.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await product.rows("SELECT count(*) AS n FROM member WHERE role = 'admin'")).toEqual([{ n: 1 }]);
  });

  test.each([
    ['no address', { role: 'viewer' }, undefined],
    ['an address that is none', { email: 'mia', role: 'viewer' }, 'email'],
    [
      'an address with a header in it',
      { email: 'mia@example.com\r\nBcc: x@example.com', role: 'viewer' },
      'email',
    ],
    ['a role that is none', { email: MIA, role: 'owner' }, undefined],
    ['something else besides', { email: MIA, role: 'viewer', org_id: 2 }, undefined],
  ])('%s is 400', async (_, body, parameter) => {
    const { product, signedIn } = await start();
    const admin = await signedIn(ADMIN);
    const refused = await admin.post('/api/v1/members', body);
    expect([refused.status, refused.body.parameter]).toEqual([400, parameter]);
    expect(await product.rows('SELECT count(*) AS n FROM member')).toEqual([{ n: 1 }]);
  });
});

describe('sessions', () => {
  interface Sessions {
    sessions: { id: string; is_current: boolean; browser: string }[];
  }
  const sessions = async (person: Visitor) => (await person.get<Sessions>('/api/v1/sessions')).body.sessions;

  test('are listed and signed out, one and all', async () => {
    const { visitor, signedIn } = await start();
    const [here, phone, tablet] = [visitor(), await signedIn(ADMIN), await signedIn(ADMIN)];
    await here.post('/api/v1/auth/logout');
    expect((await here.signIn(ADMIN, { 'user-agent': FIREFOX })).status).toBe(200);
    const [own, ...others] = await sessions(here);
    expect([own?.is_current, others.map(({ is_current }) => is_current)]).toEqual([true, [false, false]]);
    expect(JSON.stringify(own)).not.toContain(here.jar()['__Host-thinspan_session']);

    const phones = (await sessions(phone))[0]?.id;
    expect((await here.delete(`/api/v1/sessions/${phones}`)).status).toBe(204);
    expect((await phone.get('/api/v1/me')).status).toBe(401);
    expect((await here.delete(`/api/v1/sessions/${phones}`)).status).toBe(404);
    expect((await here.delete('/api/v1/sessions')).status).toBe(204);
    expect((await tablet.get('/api/v1/me')).status).toBe(401);
    expect(await sessions(here)).toHaveLength(1);
  });

  test("are not somebody else's to sign out", async () => {
    const { signedIn } = await start();
    const [admin, boss] = [await signedIn(ADMIN), await signedIn(BOSS)];
    const id = (await sessions(admin))[0]?.id;
    expect((await boss.delete(`/api/v1/sessions/${id}`)).status).toBe(404);
    expect((await boss.delete('/api/v1/sessions')).status).toBe(204);
    expect((await admin.get('/api/v1/me')).status).toBe(200);
    expect(JSON.stringify(await sessions(boss))).not.toContain(id);
  });

  test('a change that is no JSON, or comes from elsewhere, signs nobody out', async () => {
    const { signedIn } = await start();
    const admin = await signedIn(ADMIN);
    expect((await admin.send('DELETE', '/api/v1/sessions', undefined, {})).status).toBe(415);
    expect((await admin.delete('/api/v1/sessions', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('several orgs', () => {
  const orgOf = ({ body }: Reply) => (body.org as { name: string } | undefined)?.name;

  test('one address in two of them sees one at a time, and nothing tells them of each other', async () => {
    const { product, signedIn } = await start();
    const [admin, boss] = [await signedIn(ADMIN), await signedIn(BOSS)];
    const added = await admin.post('/api/v1/members', { email: BOSS, role: 'viewer' });
    // As for an address that is nowhere a member.
    const fresh = await admin.post('/api/v1/members', { email: MIA, role: 'viewer' });
    expect(added.status).toBe(fresh.status);
    expect(Object.keys(added.body)).toEqual(Object.keys(fresh.body));
    expect(
      JSON.stringify(added.body)
        .replaceAll(BOSS, '')
        .replace(/"[\d-]+T[^"]+"/, ''),
    ).toBe(
      JSON.stringify(fresh.body)
        .replaceAll(MIA, '')
        .replace(/"[\d-]+T[^"]+"/, ''),
    );

    const me = await boss.get('/api/v1/me');
    expect([orgOf(me), me.body.role, me.body.orgs]).toEqual(['Acme', 'admin', ['example.com', 'Acme']]);
    const there = await boss.put('/api/v1/me', { org: 'example.com' });
    expect([there.status, orgOf(there), there.body.role]).toEqual([200, 'example.com', 'viewer']);
    expect((await boss.get('/api/v1/members')).status).toBe(403);
    expect((await boss.put('/api/v1/me', { org: 'nowhere' })).status).toBe(404);
    expect((await admin.put('/api/v1/me', { org: 'Acme' })).status).toBe(404);

    expect((await admin.delete(`/api/v1/members/${BOSS}`)).status).toBe(204);
    expect((await boss.get('/api/v1/me')).status).toBe(401);
    expect((await boss.signIn(BOSS)).body.orgs).toEqual(['Acme']);
    expect(await product.rows('SELECT DISTINCT org_id FROM audit ORDER BY org_id')).toHaveLength(2);
  });
});

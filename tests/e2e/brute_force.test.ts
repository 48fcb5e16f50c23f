// Guessing codes, and guessing who is a member.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { cost, Product } from '../support/product.ts';
import { Mailbox, type Reply, Visitor } from '../support/visitor.ts';

const LISTED = 'admin@example.com';
const MEMBER = 'mia@example.com';
const STRANGER = 'eve@example.net';

let product: Product;
const mailbox = new Mailbox();
const visitor = () => new Visitor(product, mailbox);

/** Asks and types from an address of its own, as Cloudflare tells it. */
const from = (ip: string) => ({ 'cf-connecting-ip': ip });

beforeAll(async () => {
  product = await Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: LISTED }, onLog: mailbox.read });
  const admin = visitor();
  await admin.signIn(LISTED);
  await admin.post('/api/v1/members', { email: MEMBER, role: 'viewer' });
});

afterAll(() => product.stop());

/** Codes of six digits that are not this one. */
const wrong = (code: string, count: number) =>
  Array.from({ length: count }, (_, i) => String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0'));

test('fifty wrong codes at once are five tries, and end the code', async () => {
  const guesser = visitor();
  await guesser.post('/api/v1/auth/request', { email: MEMBER }, from('203.0.113.1'));
  const code = await mailbox.code(MEMBER);
  const tried = await Promise.all(
    wrong(code, 50).map((code) => guesser.post('/api/v1/auth/verify', { code })),
  );
  const titles = tried.map(({ body }) => body.title);
  expect(titles.filter((title) => title === 'Wrong code')).toHaveLength(5);
  expect(titles.filter((title) => title === 'No code')).toHaveLength(45);
  expect((await guesser.post('/api/v1/auth/verify', { code })).status).toBe(401);
});

test('the right code fifty times at once is at most five tries and one session', async () => {
  const member = visitor();
  await member.post('/api/v1/auth/request', { email: MEMBER }, from('203.0.113.2'));
  const code = await mailbox.code(MEMBER);
  // Each with the cookie of the challenge, which the first answer would take away.
  const cookie = Object.entries(member.jar())
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const tried = await Promise.all(
    Array.from({ length: 50 }, () => visitor().post('/api/v1/auth/verify', { code }, { cookie })),
  );
  expect(tried.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(
    await product.rows('SELECT count(*) AS sessions FROM browser_session WHERE email = ?1', MEMBER),
  ).toEqual([{ sessions: 1 }]);
});

test('a guesser who asks again and again has twenty-five tries in ten minutes', async () => {
  const codes = [];
  for (let asked = 0; asked < 8; asked += 1) {
    const guesser = visitor();
    const reply = await guesser.post('/api/v1/auth/request', { email: MEMBER }, from('203.0.113.3'));
    codes.push(reply.status);
    if (reply.status === 202) await mailbox.code(MEMBER);
  }
  expect(codes).toEqual([202, 202, 202, 202, 202, 429, 429, 429]);
  // And the member, who is elsewhere, still gets one.
  expect((await visitor().signIn(MEMBER, from('198.51.100.9'))).status).toBe(200);
});

/** What anybody can see of an answer, without what is random in any case. */
function seen({ status, headers, body }: Reply, email: string) {
  const shown = [...headers]
    .filter(([name]) => name !== 'server-timing')
    .map(
      ([name, value]) =>
        `${name}: ${value.replace(/[0-9a-f]{64}/g, '…').replace(/^(5\d\d|600)$/, 'about 600')}`,
    );
  const { calls, written } = cost({ headers });
  return { status, shown, body: JSON.stringify(body).replaceAll(email, 'who@asks'), calls, written };
}

/** Everything that somebody without the mailbox can try with an address. */
async function probe(email: string, ip: string) {
  const results = [];
  for (let asked = 0; asked < 6; asked += 1) {
    const guesser = visitor();
    results.push(seen(await guesser.post('/api/v1/auth/request', { email }, from(ip)), email));
    results.push(seen(await guesser.get('/api/v1/auth/mail'), email));
    for (const code of ['000000', '12', '000001', '000002', '000003', '000004', '000005']) {
      const reply = await guesser.post('/api/v1/auth/verify', { code }, from(ip));
      // One guess in a million is right.
      if (reply.status !== 200) results.push(seen(reply, email));
    }
  }
  return results;
}

test('a member, a listed address and a stranger cannot be told apart', async () => {
  const stranger = await probe(STRANGER, '192.0.2.1');
  expect(await probe(MEMBER, '192.0.2.2')).toEqual(stranger);
  expect(await probe(LISTED, '192.0.2.3')).toEqual(stranger);
  expect(await probe('nobody@localhost', '192.0.2.4')).toEqual(stranger);
  expect(new Set(stranger.map(({ status }) => status))).toEqual(new Set([200, 202, 400, 401, 429]));
});

test('an office behind one address has thirty codes in ten minutes', async () => {
  const statuses = [];
  for (let person = 0; person < 33; person += 1) {
    const email = `person${person}@example.org`;
    statuses.push((await visitor().post('/api/v1/auth/request', { email }, from('192.0.2.50'))).status);
  }
  expect(statuses.filter((status) => status === 202)).toHaveLength(30);
  expect(statuses.slice(30)).toEqual([429, 429, 429]);
  // Of IPv6 a whole network is one address.
  const v6 = (n: number) => from(`2001:db8:7:7::${n}`);
  for (let n = 0; n < 5; n += 1) {
    expect((await visitor().post('/api/v1/auth/request', { email: 'x@example.org' }, v6(n))).status).toBe(
      202,
    );
  }
  expect((await visitor().post('/api/v1/auth/request', { email: 'x@example.org' }, v6(6))).status).toBe(429);
});

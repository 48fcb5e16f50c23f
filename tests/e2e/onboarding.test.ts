// From the first export to a checklist that is done, and who may see it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { done, type Onboarding } from '../onboarding/variant.ts';
import { cost, Product } from '../support/product.ts';
import { bodyOf, type Recorded, recorded } from '../support/recorded.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

const DAY_NS = 86_400_000_000_000n;

let product: Product;
let mailbox: Mailbox;
let admin: Visitor;
let token: string;

const read = () => admin.get<Onboarding>('/api/v1/onboarding');

/** Sends a recorded request as if it had been recorded today: the checklist looks at the last week. */
async function replayToday(request: Recorded) {
  const text = Buffer.from(bodyOf(request)).toString();
  const recordedAt = BigInt(/UnixNano":"(\d+)"/.exec(text)?.[1] ?? 0);
  const days = BigInt(Date.now()) * 1_000_000n - recordedAt;
  const shift = (days / DAY_NS) * DAY_NS;
  const body = text.replace(/UnixNano":"(\d+)"/g, (_, time) => `UnixNano":"${BigInt(time) + shift}"`);
  const answer = await product.send(`/v1/${request.signal}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': request.content_type },
    body,
  });
  expect(answer.status).toBe(200);
}

async function replayAll(scenario: string, signal: string) {
  const requests = recorded.filter((request) => request.scenario === scenario && request.signal === signal);
  expect(requests.length).toBeGreaterThan(0);
  for (const request of requests) await replayToday(request);
}

beforeAll(async () => {
  mailbox = new Mailbox();
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: mailbox.read,
  });
  admin = new Visitor(product, mailbox);
  await admin.signIn('admin@example.com');
});

afterAll(() => product?.stop());

test('it is for admins', async () => {
  const stranger = new Visitor(product, mailbox);
  expect((await stranger.get('/api/v1/onboarding')).status).toBe(401);
});

test('it says where to export to, with a placeholder for the token, in eight ways', async () => {
  const { status, body } = await read();
  expect(status).toBe(200);
  expect([body.endpoint, body.placeholder]).toEqual(['http://thinspan.test', 'YOUR_INGEST_TOKEN']);
  expect(body.variants.map(({ id }) => id)).toEqual([
    ...['managed', 'mdm', 'user', 'identity', 'labels', 'agent_sdk', 'desktop', 'collector'],
  ]);
  const { env } = JSON.parse(body.variants[0]?.files[0]?.text ?? '');
  expect(env.OTEL_EXPORTER_OTLP_ENDPOINT).toBe(body.endpoint);
  expect(env.OTEL_EXPORTER_OTLP_HEADERS).toBe(`Authorization=Bearer ${body.placeholder}`);
  expect(body.rejections).toEqual([]);
});

test('one call to the database after the one for the session', async () => {
  expect(cost(await read()).calls).toBe(2);
});

test('each item turns with the export that it asks for, before the cron', async () => {
  expect(done((await read()).body)).toEqual([]);
  token = (await admin.post<{ token: string }>('/api/v1/ingest-tokens')).body.token;
  expect(done((await read()).body)).toEqual([]);
  const all = ['first_request', 'traces', 'metrics', 'logs', 'users', 'cost', 'labels'];
  for (const [signal, expected] of [
    ['traces', all.filter((id) => !['metrics', 'logs'].includes(id))],
    ['metrics', all.filter((id) => id !== 'logs')],
    ['logs', all],
  ] as const) {
    await replayAll('team-attributes', signal);
    expect(done((await read()).body)).toEqual(expected);
  }
});

test('the cron changes nothing of it', async () => {
  const before = (await read()).body.checklist;
  await product.settle();
  expect((await read()).body.checklist).toEqual(before);
});

test('what was turned away in the last hour is told', async () => {
  const now = Date.now();
  const add = (reason: number, prefix: string, count: number, ago: number) =>
    product.rows(
      'INSERT INTO rejection (org_id, hour, reason, prefix, count, last_ms) VALUES (1, ?1, ?2, ?3, ?4, ?5)',
      ...[Math.floor((now - ago) / 3_600_000), reason, prefix, count, now - ago],
    );
  await add(4, 'thinspan_1a2b', 3, 60_000);
  await add(2, 'sk-ant…', 1, 120_000);
  await add(3, 'thinspan_old', 1, 3_700_000);
  expect((await read()).body.rejections).toEqual([
    {
      prefix: 'thinspan_1a2b',
      reason: 'revoked',
      count: 3,
      last_at: new Date(now - 60_000).toISOString(),
    },
    {
      prefix: 'sk-ant…',
      reason: 'malformed',
      count: 1,
      last_at: new Date(now - 120_000).toISOString(),
    },
  ]);
});

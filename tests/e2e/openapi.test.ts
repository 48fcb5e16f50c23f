// The API's description and the API itself say the same: every call answers as described, and takes the
// parameters that are described and no others.

import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { History, load } from '../../scripts/bench/history.mjs';
import { description, resolved, type Schema, text, validator } from '../support/description.ts';
import { Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

const TODAY = Math.floor(Date.now() / 86_400_000);

/** Calls that read and take no path parameter: [path, call]. */
const READS = Object.entries(description.paths)
  .flatMap(([path, { get }]) => (get && !path.includes('{') ? [[path, get] as const] : []))
  .filter(([, { responses }]) => responses['200']?.content?.['application/json']?.schema);

const MIA = 'mia@example.com';
/** The body of a request, and what stands for `{id}`, where they must be asked for. */
interface Asked {
  user: string;
  org: string;
  otherSession: string;
}
/** For each call that changes something, in this order: the body and `{id}` of a request that does. */
const CHANGES: [
  call: string,
  body?: ((asked: Asked) => object) | undefined,
  id?: (asked: Asked) => string,
][] = [
  ['post /api/v1/auth/request', () => ({ email: 'admin@example.com' })],
  ['put /api/v1/me', ({ org }) => ({ org })],
  ['post /api/v1/ingest-tokens', () => ({ name: 'laptops' })],
  ['delete /api/v1/ingest-tokens'],
  ['post /api/v1/members', () => ({ email: MIA, role: 'viewer' })],
  ['put /api/v1/members/{id}', () => ({ role: 'admin' }), () => MIA],
  ['post /api/v1/invitations', () => ({ email: MIA })],
  ['delete /api/v1/members/{id}', undefined, () => MIA],
  ['post /api/v1/erasures', ({ user }) => ({ user })],
  ['put /api/v1/dimensions', () => ({ attributes: ['squad'] })],
  ['put /api/v1/retention', () => ({ raw_days: 30, daily_days: 400 })],
  ['post /api/v1/prices', () => ({ model: 'claude-opus-5-5', follows_list: true })],
  ['delete /api/v1/sessions/{id}', undefined, ({ otherSession }) => otherSession],
  ['delete /api/v1/sessions'],
  ['post /api/v1/auth/logout', () => ({})],
];
/** Need a secret that was mailed or made: signing in is in auth.test.ts, the link in members.test.ts. */
const WITH_A_SECRET = ['post /api/v1/auth/verify', 'post /api/v1/auth/first-admin'];

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
  await new Visitor(product, mailbox).signIn('admin@example.com');
  await visitor.post('/api/v1/ingest-tokens');
  await load(product.db, 1, new History({ users: 20, days: 10, turnDays: 5, lastDay: TODAY }));
});
afterAll(() => product.stop());

/** A value that the schema allows, as the query writes it. */
function example(schema: Schema): string {
  if (schema.$ref) return example(resolved.schema(schema));
  if (schema.examples?.[0]) return schema.examples[0];
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum) return String(schema.enum.at(-1));
  if (schema.anyOf) return example(schema.anyOf[0] ?? {});
  if (schema.items) return example(schema.items);
  if (schema.format === 'date') return new Date(TODAY * 86_400_000).toISOString().slice(0, 10);
  if (schema.type === 'integer') return String((schema.minimum ?? 0) + 1);
  return 'x';
}

/** What a request may name, by what the API says is there. */
async function asked(): Promise<Asked> {
  const me = await visitor.get<{ org: { name: string } }>('/api/v1/me');
  const there = await visitor.get<{ users: { user: string }[] }>('/api/v1/dimensions');
  const open = await visitor.get<{ sessions: { id: string; is_current: boolean }[] }>('/api/v1/sessions');
  return {
    org: me.body.org.name,
    user: there.body.users.find(({ user }) => user)?.user ?? '',
    otherSession: open.body.sessions.find(({ is_current }) => !is_current)?.id ?? '',
  };
}

test('the description is served to anyone, as it is checked in', async () => {
  const { status, type, body } = await product.send('/api/v1/openapi.json');
  expect([status, type]).toEqual([200, 'application/json']);
  expect(new TextDecoder().decode(body)).toBe(text);
});

describe.each(READS)('GET %s', (path, { parameters = [], security }) => {
  const own = parameters.map(resolved.parameter).filter(({ schema }) => !schema.patternProperties);

  it('answers as described', async () => {
    const schema =
      description.paths[path]?.get?.responses['200']?.content?.['application/json']?.schema ?? {};
    const { status, body } = await visitor.get(path);
    expect(status).toBe(200);
    const { error } = validator(schema).safeParse(body);
    expect(error && z.prettifyError(error)).toBeUndefined();
  });

  it.skipIf(security.length === 0)('is for members', async () => {
    expect((await product.send(path)).status).toBe(401);
  });

  it.skipIf(own.length === 0).each(own)('takes the parameter $name', async ({ name, schema }) => {
    // How many of what: there must be something.
    const rest = name === 'top' ? '&group_by=user' : '';
    const { status, body } = await visitor.get(`${path}?${name}=${example(schema)}${rest}`);
    expect([status, body.detail]).toEqual([200, undefined]);
  });

  it('takes no other parameter', async () => {
    const { status, body } = await visitor.get(`${path}?no_such=1`);
    if (own.length > 0) expect([status, body.parameter]).toEqual([400, 'no_such']);
  });
});

test('every call that changes something is tried below, or needs a secret', () => {
  const calls = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations).flatMap((method) => (method === 'get' ? [] : [`${method} ${path}`])),
  );
  expect([...CHANGES.map(([call]) => call), ...WITH_A_SECRET].sort()).toEqual(calls.sort());
});

// What the answer says is checked as every answer is (described.ts).
test.each(CHANGES)('%s changes what it says, and answers as described', async (call, body, id) => {
  const [method = '', path = ''] = call.split(' ');
  const names = await asked();
  const address = path.replace('{id}', encodeURIComponent(id?.(names) ?? ''));
  const text = body && JSON.stringify(body(names));
  const reply = await visitor.send(method.toUpperCase(), address, text, {
    'content-type': 'application/json',
  });
  const described = Object.keys(description.paths[path]?.[method]?.responses ?? {});
  expect([String(reply.status), reply.body.detail]).toEqual([
    described.find((status) => status < '300'),
    undefined,
  ]);
});

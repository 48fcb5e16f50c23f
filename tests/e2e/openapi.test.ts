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

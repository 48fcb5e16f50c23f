// Answers as they are in production, where nothing asks for costs: most exports get the same one, made once an isolate.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { bodyOf, type Recorded, recorded } from '../support/recorded.ts';

/** The Worker in an environment without SERVER_TIMING; by `x-without-database` in one that has no database either. */
const AROUND = `
import worker from './index.js';

let environment;

export default {
  fetch(request, { SERVER_TIMING, DB, ...without }, context) {
    environment ??= { ...without, DB };
    return worker.fetch(request, request.headers.has('x-without-database') ? without : environment, context);
  },
};
`;

let product: Product;
let token: string;

beforeAll(async () => {
  product = await Product.start({ around: AROUND });
  token = await product.org(1);
});
afterAll(() => product?.stop());

const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';

function recordedAs(type: string): Recorded {
  const found = recorded.find(
    (one) => one.signal === 'traces' && one.content_type === type && one.content_encoding === null,
  );
  if (!found) throw new Error(`no recorded request is ${type}`);
  return found;
}

/** Sends a recorded request, or another body in its place. */
async function send(request: Recorded, more: Record<string, string> = {}, instead?: string) {
  const answer = await fetch(`${product.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': request.content_type, authorization: `Bearer ${token}`, ...more },
    body: instead ?? bodyOf(request),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    timing: answer.headers.get('server-timing'),
    body: await answer.text(),
  };
}

const TAKEN = {
  [JSON_TYPE]: { status: 200, type: JSON_TYPE, timing: null, body: '{}' },
  [PROTOBUF_TYPE]: { status: 200, type: PROTOBUF_TYPE, timing: null, body: '' },
};

test('each in the encoding of its request, one after the other and at once', async () => {
  const types = [JSON_TYPE, PROTOBUF_TYPE, JSON_TYPE, PROTOBUF_TYPE] as const;
  for (const type of types) expect(await send(recordedAs(type))).toEqual(TAKEN[type]);
  const answers = await Promise.all(types.map((type) => send(recordedAs(type))));
  expect(answers).toEqual(types.map((type) => TAKEN[type]));
});

test('what is wrong is said between them', async () => {
  const json = recordedAs(JSON_TYPE);
  expect(await send(json, {}, '{')).toMatchObject({ status: 400, type: JSON_TYPE });
  expect(await send(json)).toEqual(TAKEN[JSON_TYPE]);
  expect(await send(json, { authorization: 'Bearer none' })).toMatchObject({ status: 401, type: JSON_TYPE });
  expect(await send(json)).toEqual(TAKEN[JSON_TYPE]);
});

test('bindings are those of the environment that comes with the request', async () => {
  const json = recordedAs(JSON_TYPE);
  for (let at = 0; at < 2; at++) {
    expect(await send(json, { 'x-without-database': 'yes' })).toMatchObject({ status: 503, type: JSON_TYPE });
    expect(await send(json)).toEqual(TAKEN[JSON_TYPE]);
  }
});

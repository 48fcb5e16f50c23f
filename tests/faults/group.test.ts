// Exports that come while another is being stored wait for it and are stored together (src/store/group.rs): all as if
// each had come alone, whatever becomes of the one that stores them.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Fault, Line } from '../support/line.ts';
import { AROUND } from '../support/panic.ts';
import { cost, Product } from '../support/product.ts';
import { bodyOf, type Recorded, recorded, replay } from '../support/recorded.ts';
import { failureOf, stored, UNAVAILABLE } from '../support/stored.ts';

const [FIRST, ...OTHERS] = recorded.filter(({ signal }) => signal === 'traces').slice(0, 25) as [
  Recorded,
  ...Recorded[],
];
/** Enough for each of a few requests to come to where it waits. */
const A_MOMENT_MS = 300;

/** Each org sends every other of them. */
const ORGS = [1, 2] as const;

let line: Line;
let product: Product;
let tokens: Tokens;
/** The same, one after the other. */
let undisturbed: Product;
let quiet: Tokens;

type Tokens = readonly [string, string];

async function orgs(of: Product): Promise<Tokens> {
  const made: Tokens = [await of.org(ORGS[0]), await of.org(ORGS[1])];
  // What comes once an hour, after the answer.
  await of.rows('UPDATE ingest_token SET used_hour = 999999');
  return made;
}

beforeEach(async () => {
  undisturbed = await Product.start({ onLog: () => {} });
  quiet = await orgs(undisturbed);
  line = await Line.open();
  product = await Product.start({ line, around: AROUND, onLog: () => {} });
  tokens = await orgs(product);
});
afterEach(async () => {
  await Promise.all([product?.stop(), undisturbed?.stop()]);
  line?.close();
});

/** Sends the first, which D1 has and does not answer, and then others, which come to wait for it. */
async function begin<First, Other>(first: () => Promise<First>, others: () => Promise<Other>[]) {
  let proceed = () => {};
  const released = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  line.fault = () => ({ after: released });
  const leading = first();
  await expect.poll(() => line.batches.length).toBe(1);
  line.fault = () => undefined;
  const waiting = Promise.all(others());
  await moment();
  expect(line.batches, 'the others wait').toHaveLength(1);
  return { leading, waiting, proceed };
}

const moment = (ms = A_MOMENT_MS) => new Promise((resolve) => setTimeout(resolve, ms));
const turn = (index: number) => (index % 2 === 0 ? 0 : 1);
const sendFirst = () => replay(product, tokens[0], FIRST);
const sendOthers = (requests = OTHERS) =>
  requests.map((request, index) => replay(product, tokens[turn(index)], request));
const statuses = (answers: { status: number }[]) => [...new Set(answers.map(({ status }) => status))];

/** What is there when all of them were sent one after the other. */
async function expected(others = OTHERS) {
  await replay(undisturbed, quiet[0], FIRST);
  for (const [index, request] of others.entries()) await replay(undisturbed, quiet[turn(index)], request);
  return stored(undisturbed);
}

test('who comes meanwhile is stored together, and pays for itself', async () => {
  const { leading, waiting, proceed } = await begin(sendFirst, () => sendOthers());
  proceed();
  const answers = [await leading, ...(await waiting)];
  expect(statuses(answers)).toEqual([200]);
  expect(await stored(product)).toEqual(await expected());

  expect(line.batches.length).toBeLessThan(answers.length / 3);
  expect(Math.max(...line.batches.map((batch) => batch.length))).toBeLessThanOrEqual(40);
  const costs = answers.map(cost);
  expect(costs.reduce((sum, { calls }) => sum + calls, 0)).toBe(line.batches.length);
  for (const { written } of costs) expect(written).toBeGreaterThan(0);
});

test('who was revoked is refused, and nobody else', async () => {
  const other = await product.org(3);
  await product.rows('UPDATE ingest_token SET used_hour = 999999');
  // From now on the token is not asked about for a minute: its next export fails where it is not in force.
  expect((await replay(product, other, FIRST)).status).toBe(200);
  const before = await product.dump('org_id = 3');
  await product.rows('UPDATE ingest_token SET revoked_ms = 1 WHERE org_id = 3');
  line.batches.length = 0;
  const { leading, waiting, proceed } = await begin(sendFirst, () => [
    ...sendOthers(),
    replay(product, other, FIRST),
  ]);
  proceed();
  const answers = await waiting;
  expect((await leading).status).toBe(200);
  expect(answers.pop()?.status).toBe(401);
  expect(statuses(answers)).toEqual([200]);
  const all = await expected();
  expect((await stored(product)).get('span')).toEqual(
    [...(all.get('span') ?? []), ...(before.get('span') ?? [])].sort(),
  );
});

test('when D1 fails, all are told to send again, and what they send again is there once', async () => {
  const { leading, waiting, proceed } = await begin(sendFirst, () => sendOthers());
  const fault: Fault = { fails: 3, error: 'D1 DB is overloaded. Too many requests queued.' };
  line.fault = () => fault;
  proceed();
  expect((await leading).status).toBe(200);
  for (const [index, answer] of (await waiting).entries()) {
    expect(failureOf(answer)).toEqual({ ...UNAVAILABLE, type: OTHERS[index]?.content_type });
  }
  line.fault = () => undefined;
  expect(statuses(await Promise.all(sendOthers()))).toEqual([200]);
  expect(await stored(product)).toEqual(await expected());
});

test('when the answer is lost, what they send again is there once', async () => {
  const { leading, waiting, proceed } = await begin(sendFirst, () => sendOthers());
  line.fault = () => 'lost';
  proceed();
  expect((await leading).status).toBe(200);
  expect(statuses(await waiting)).toEqual([503]);
  line.fault = () => undefined;
  expect(statuses(await Promise.all(sendOthers()))).toEqual([200]);
  expect(await stored(product)).toEqual(await expected());
});

test('while D1 does not answer one, the others do not wait for ever', async () => {
  const { leading, waiting, proceed } = await begin(sendFirst, () => sendOthers());
  expect(statuses(await waiting)).toEqual([200]);
  proceed();
  expect((await leading).status).toBe(200);
  expect(await stored(product)).toEqual(await expected());
});

/** A request whose client leaves. */
function leaving(request: Recorded) {
  const client = new AbortController();
  const answer = fetch(`${product.url}/v1/${request.signal}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens[0]}`, 'content-type': request.content_type },
    body: bodyOf(request),
    signal: client.signal,
  }).then(
    ({ status }) => status,
    () => 'gone',
  );
  return { answer, leave: () => client.abort() };
}

test('a client that leaves while its export is being stored keeps nobody from it', async () => {
  const client = leaving(FIRST);
  const { waiting, proceed } = await begin(
    () => client.answer,
    () => sendOthers(),
  );
  client.leave();
  expect(await client.answer).toBe('gone');
  proceed();
  expect(statuses(await waiting)).toEqual([200]);
  expect(await stored(product)).toEqual(await expected());
});

test('nor does one that leaves while it waits', async () => {
  const [next, ...rest] = OTHERS as [Recorded, ...Recorded[]];
  let leave = () => {};
  const { leading, waiting, proceed } = await begin(sendFirst, () => {
    const client = leaving(next);
    leave = client.leave;
    return [client.answer];
  });
  const others = rest.map((request, index) => replay(product, tokens[turn(index + 1)], request));
  await moment();
  leave();
  expect(await waiting).toEqual(['gone']);
  proceed();
  expect(statuses([await leading, ...(await Promise.all(others))])).toEqual([200]);
  expect(await stored(product)).toEqual(await expected());
});

test('nor does one whose request panics with the others in its hands', async () => {
  const panic = () =>
    product.send('/v1/traces', {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens[0]}`, 'content-type': 'application/json', 'x-panic': 'yes' },
      body: '{}',
    });
  const few = OTHERS.slice(0, 5);
  let status = 0;
  // Who looks first stores for all. That is mostly who has come last; if another does, there is no panic.
  for (let tries = 0; tries < 10 && status !== 500; tries += 1) {
    line.batches.length = 0;
    const { leading, waiting, proceed } = await begin(sendFirst, () => sendOthers(few));
    const panicking = panic();
    await moment(20);
    proceed();
    expect(statuses([await leading, ...(await waiting)])).toEqual([200]);
    ({ status } = await panicking);
  }
  expect(status).toBe(500);
  expect(await stored(product)).toEqual(await expected(few));
});

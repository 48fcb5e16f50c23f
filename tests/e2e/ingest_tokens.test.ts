// Ingest tokens: made, rotated, revoked, used; and what is kept of exports that were refused for theirs.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cost, Product } from '../support/product.ts';
import { SignedIn } from '../support/signed_in.ts';
import { ingestToken } from '../support/token.ts';

interface Token {
  hint: string;
  name: string;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
  revoked_by: string | null;
}

interface Created {
  token: string;
  hint: string;
  name: string;
  created_at: string;
}

interface Rejected {
  org_id: number;
  reason: number;
  prefix: string;
  count: number;
}

const [MISSING, MALFORMED, MISTYPED, REVOKED, UNKNOWN] = [1, 2, 3, 4, 5];
const TOKENS = '/api/v1/ingest-tokens';
const HOUR_MS = 3_600_000;

let product: Product;
let admin: SignedIn;
let second: SignedIn;
let viewer: SignedIn;
let ofOther: string;

beforeAll(async () => {
  product = await Product.start();
  await product.org(1);
  ofOther = await product.org(2);
  admin = await SignedIn.as(product, 'admin@example.com', 'admin');
  second = await SignedIn.as(product, 'second@example.com', 'admin');
  viewer = await SignedIn.as(product, 'viewer@example.com', 'viewer');
});

beforeEach(async () => {
  for (const table of ['rejection', 'audit']) await product.rows(`DELETE FROM ${table}`);
  await product.rows('DELETE FROM ingest_token WHERE org_id = 1');
});

afterAll(() => product?.stop());

const NOTHING = JSON.stringify({ resourceSpans: [] });

function send(headers: Record<string, string>, to = product) {
  return to.send('/v1/traces', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: NOTHING,
  });
}

const withToken = (token: string, to = product) => send({ authorization: `Bearer ${token}` }, to);
const list = async () => (await admin.get<{ tokens: Token[] }>(TOKENS)).body.tokens;
async function make(name?: string): Promise<Created> {
  const { status, body } = await admin.post<Created & Record<string, unknown>>(
    TOKENS,
    name === undefined ? {} : { name },
  );
  expect(status).toBe(201);
  return body;
}

describe('tokens', () => {
  test('a token has a name, is shown once, and is listed without itself', async () => {
    const made = await make('  CI runners ');
    expect(made).toEqual({
      token: expect.stringMatching(/^thinspan_[0-9a-f]{48}$/),
      hint: made.token.slice(0, 13),
      name: 'CI runners',
      created_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    const { text, body } = await admin.get<{ tokens: Token[] }>(TOKENS);
    expect(text).not.toContain(made.token);
    expect(body.tokens).toEqual([
      {
        hint: made.hint,
        name: 'CI runners',
        created_by: 'admin@example.com',
        created_at: made.created_at,
        last_used_at: null,
        revoked_at: null,
        revoked_by: null,
      },
    ]);
  });

  test.each([
    ['a long name', { name: 'é'.repeat(61) }, 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['a name that is none', { name: 5 }, undefined],
    ['no JSON', '{', undefined],
  ])('%s is 400', async (_, body, parameter) => {
    const refused = await admin.post(TOKENS, body);
    expect([refused.status, refused.body.parameter]).toEqual([400, parameter]);
    expect(await list()).toEqual([]);
  });

  test('a viewer neither sees nor changes them', async () => {
    const answers = [await viewer.get(TOKENS), await viewer.post(TOKENS), await viewer.delete(TOKENS)];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  test('the very next export with a rotated token is 401', async () => {
    const first = await make();
    expect((await withToken(first.token)).status).toBe(200);
    const then = await make('new');
    expect((await withToken(first.token)).status).toBe(401);
    expect((await withToken(then.token)).status).toBe(200);
    expect(await list()).toMatchObject([
      { hint: then.hint, revoked_at: null, revoked_by: null },
      { hint: first.hint, revoked_at: then.created_at, revoked_by: 'admin@example.com' },
    ]);
  });

  test('the very next export with a revoked token is 401, and there is nothing more to revoke', async () => {
    const { token, hint } = await make();
    expect((await withToken(token)).status).toBe(200);
    expect((await second.delete(TOKENS)).status).toBe(204);
    expect((await withToken(token)).status).toBe(401);
    expect(await list()).toMatchObject([{ hint, revoked_by: 'second@example.com' }]);
    const again = await second.delete(TOKENS);
    expect([again.status, again.body]).toEqual([
      404,
      { title: 'Not found', status: 404, detail: 'No ingest token is in force.' },
    ]);
    // Another org's stays.
    expect((await withToken(ofOther)).status).toBe(200);
  });

  test('every change is in the log, and what changed nothing is not', async () => {
    const first = await make('first');
    const then = await make();
    await admin.delete(TOKENS);
    await admin.delete(TOKENS);
    const last = await make();
    const rows = await product.rows<{ action: string; subject: string; detail: string | null }>(
      'SELECT action, subject, detail FROM audit WHERE org_id = 1',
    );
    const inOrder = ['token_generated', 'token_rotated', 'token_revoked'];
    const entry = (action: string, subject: string, detail: string | null) => ({ action, subject, detail });
    expect(rows.sort((a, b) => inOrder.indexOf(a.action) - inOrder.indexOf(b.action))).toEqual(
      expect.arrayContaining([
        entry('token_generated', first.hint, 'first'),
        entry('token_rotated', then.hint, null),
        entry('token_revoked', then.hint, null),
        entry('token_generated', last.hint, null),
      ]),
    );
    expect(rows).toHaveLength(4);
  });

  test('of twenty made at once, one is in force', async () => {
    const admins = [admin, second];
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => admins[index % 2]?.post<Record<string, string>>(TOKENS)),
    );
    expect(made.map((reply) => reply?.status)).toEqual(Array(20).fill(201));
    expect(await product.rows('SELECT count(*) AS n FROM ingest_token WHERE org_id = 1')).toEqual([
      { n: 20 },
    ]);
    const answers = await Promise.all(made.map((reply) => withToken(reply?.body.token ?? '')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await list()).filter(({ revoked_at }) => revoked_at === null)).toHaveLength(1);
    expect(
      await product.rows(
        'SELECT action, count(*) AS n FROM audit WHERE org_id = 1 GROUP BY action ORDER BY 1',
      ),
    ).toEqual([
      { action: 'token_generated', n: 1 },
      { action: 'token_rotated', n: 19 },
    ]);
  });
});

describe('when a token was last used', () => {
  /** What is kept, once it is: it is written after the answer. */
  async function usedHour(than = 0): Promise<number> {
    for (let waited = 0; ; waited += 20) {
      const [row] = await product.rows<{ hour: number }>(
        'SELECT max(used_hour) AS hour FROM ingest_token WHERE org_id = 1',
      );
      if ((row?.hour ?? 0) > than || waited > 10_000) return row?.hour ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  test('is kept to the hour, and costs an export nothing', async () => {
    const { token } = await make();
    await product.rows('UPDATE ingest_token SET used_hour = 0');
    const before = Math.floor(Date.now() / HOUR_MS);
    for (let time = 0; time < 5; time += 1) {
      expect(cost(await withToken(token))).toEqual({ calls: 1, read: 1, written: 0 });
    }
    const hour = await usedHour();
    expect([before, Math.floor(Date.now() / HOUR_MS)]).toContain(hour);
    // Not before it was made, which is later than its hour began.
    const [made] = await list();
    const madeMs = Date.parse(made?.created_at ?? '');
    expect(Date.parse(made?.last_used_at ?? '')).toBe(Math.max(hour * HOUR_MS, madeMs));
    await product.rows('UPDATE ingest_token SET created_ms = 0 WHERE org_id = 1');
    expect((await list())[0]?.last_used_at).toBe(new Date(hour * HOUR_MS).toISOString());

    await product.rows('UPDATE ingest_token SET used_hour = used_hour - 1 WHERE org_id = 1');
    await withToken(token);
    expect(await usedHour(hour - 1)).toBeGreaterThanOrEqual(hour);
  });

  test('a revoked token is used no more', async () => {
    const { token } = await make();
    await admin.delete(TOKENS);
    expect(cost(await withToken(token)).written).toBe(0);
    expect((await list())[0]?.last_used_at).toBeNull();
  });
});

describe('the plain header', () => {
  test('serves where Authorization cannot be sent', async () => {
    const { token } = await make();
    for (const value of [token, `Bearer ${token}`, ` ${token} `]) {
      expect((await send({ 'x-thinspan-token': value })).status).toBe(200);
    }
    expect((await send({ 'X-Thinspan-Token': token })).status).toBe(200);
    // A gateway's own credentials are none of ours.
    expect((await send({ authorization: 'Basic dXNlcjpwYXNz', 'x-thinspan-token': token })).status).toBe(200);
  });

  test('goes after Authorization', async () => {
    const old = await make();
    const { token } = await make();
    const both = (authorization: string, plain: string) =>
      send({ authorization: `Bearer ${authorization}`, 'x-thinspan-token': plain });
    expect((await both(token, old.token)).status).toBe(200);
    expect((await both(old.token, token)).status).toBe(401);
  });

  test('is named where a token is missing or wrong', async () => {
    for (const headers of [{}, { 'x-thinspan-token': 'thinspan_1' }]) {
      const { status, body } = await send(headers);
      expect(status).toBe(401);
      const { message } = JSON.parse(new TextDecoder().decode(body));
      expect(message).toContain('Authorization=Bearer <token>');
      expect(message).toContain('x-thinspan-token=<token>');
    }
  });
});

describe('what is kept of refused tokens', () => {
  // Every isolate counts for itself, and what it has seen it writes down later: each test has its own.
  let own: Product;
  let mine: string;
  let others: string;

  beforeEach(async () => {
    own = await Product.start();
    [mine, others] = [await own.org(1), await own.org(2)];
  });

  afterEach(() => own.stop());

  const refused = (token: string) => withToken(token, own);
  const kept = () =>
    own.rows<Rejected>('SELECT org_id, reason, prefix, count FROM rejection ORDER BY org_id, reason, prefix');

  /** It is written down after the answer. */
  async function keptOnce(wanted: Rejected[]) {
    await expect.poll(kept).toEqual(wanted);
  }

  test('the reason, whose it is, and its first characters', async () => {
    const mistyped = `${mine.slice(0, 20)}!`;
    await own.rows('UPDATE ingest_token SET revoked_ms = 1 WHERE org_id = 2');
    const unknown = ingestToken();
    const answers = [
      await send({}, own),
      await refused('sk-ant-api03-abcdefghijklmnop'),
      await refused(mistyped),
      await refused('thinspan_zzzzzz'),
      await refused(others),
      await refused(unknown),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(401));
    expect(answers.map((answer) => cost(answer).calls)).toEqual([0, 0, 0, 0, 1, 1]);
    const row = (org_id: number, reason: number | undefined, prefix: string) => ({
      org_id,
      reason: reason ?? 0,
      prefix,
      count: 1,
    });
    await keptOnce([
      row(0, MISSING, ''),
      row(0, MALFORMED, 'sk-ant'),
      row(0, MISTYPED, 'thinspan_zzzz'),
      row(0, UNKNOWN, unknown.slice(0, 13)),
      row(1, MISTYPED, mine.slice(0, 13)),
      row(2, REVOKED, others.slice(0, 13)),
    ]);
    // Neither a token nor more of a foreign secret is anywhere.
    const dump = JSON.stringify([...(await own.dump())]);
    for (const secret of [mine, others, unknown, mistyped, 'sk-ant-']) expect(dump).not.toContain(secret);
  });

  test('a hint that two orgs have tells of neither', async () => {
    await own.rows('UPDATE ingest_token SET hint = ?1', 'thinspan_abcd');
    await refused('thinspan_abcd_and_more');
    await keptOnce([{ org_id: 0, reason: MISTYPED ?? 0, prefix: 'thinspan_abcd', count: 1 }]);
  });

  test('a flood of 2,000 costs next to nothing, and the cron forgets it', async () => {
    await own.rows('CREATE TABLE written (org_id INTEGER)');
    for (const what of ['INSERT', 'UPDATE']) {
      await own.rows(
        `CREATE TRIGGER count_${what} AFTER ${what} ON rejection BEGIN INSERT INTO written VALUES (new.org_id); END`,
      );
    }
    const hex = (number: number) => number.toString(16).padStart(4, '0');
    for (let from = 0; from < 2000; from += 100) {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => refused(`thinspan_${hex(from + index)}`)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      expect(answers.every((answer) => cost(answer).calls === 0)).toBe(true);
    }
    await expect.poll(async () => (await kept()).length).toBe(50);
    const [{ n: written = 0 } = {}] = await own.rows<{ n: number }>('SELECT count(*) AS n FROM written');
    console.log(`2,000 refused exports: ${written} rows written`);
    // Fifty kinds an isolate, each every ten seconds at most: this machine may take a while to send them.
    expect(written).toBeGreaterThanOrEqual(50);
    expect(written).toBeLessThan(500);

    await own.rows('UPDATE rejection SET hour = hour - 3');
    await own.cron();
    expect(await kept()).toEqual([]);
  });
});

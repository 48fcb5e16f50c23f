// Erasure of a person, through the wasm in workerd: two people's recorded sessions, of whom one is forgotten.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Product, root } from '../support/product.ts';
import { type Recorded, recorded, replay, scenarios } from '../support/recorded.ts';
import { SignedIn } from '../support/signed_in.ts';
import { wordId } from '../support/word.ts';

interface Erasure {
  id: string;
  asked_by: string;
  asked_at: string;
  done_at: string | null;
}

interface Attribute {
  key: string;
  value: { stringValue: string };
}

type Resources = { resource: { attributes: Attribute[] } }[];

/** As the recorded client reported. */
const DEV = 'dev@example.com';
const DEV_NAME = 'First Last';
/** Somebody else of the same team: other recorded sessions, under a name that an admin has set. */
const MIA = 'mia@example.org';
const ERASURES = '/api/v1/erasures';

const logs: string[] = [];
let product: Product;
let token: string;
let admin: SignedIn;

const ofDev = recorded.filter(({ scenario }) => scenario === 'team-attributes');
const ofMia = recorded.filter(
  ({ scenario, path }) => ['tools-chain', 'multi-turn'].includes(scenario) && path.endsWith('.json'),
);
/** A session of DEV that is reported late. */
const late = recorded.filter(({ scenario, path }) => scenario === 'text-basic' && path.endsWith('.json'));

/** Sends a recorded request as somebody else's. */
function replayAs(email: string, name: string, { path, signal }: Recorded) {
  const body = JSON.parse(readFileSync(join(root, 'tests/fixtures', path), 'utf8')) as Record<
    string,
    Resources
  >;
  for (const { resource } of Object.values(body).flat()) {
    for (const [key, stringValue] of [
      ['user.email', email],
      ['user.name', name],
      ['team.id', 'platform'],
    ] as const) {
      resource.attributes.push({ key, value: { stringValue } });
    }
  }
  return product.send(`/v1/${signal}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

beforeAll(async () => {
  product = await Product.start({ onLog: (line) => logs.push(line) });
  token = await product.org(1);
  await product.org(2);
  admin = await SignedIn.as(product, 'admin@example.com', 'admin');
  for (const request of ofDev) expect((await replay(product, token, request)).status).toBe(200);
  for (const request of ofMia) expect((await replayAs(MIA, 'Mia', request)).status).toBe(200);
  await product.settle();
}, 300_000);

afterAll(() => product?.stop());

async function range(): Promise<string> {
  const [kept] = await product.rows<{ first: string; last: string }>(
    "SELECT date(min(day) * 86400, 'unixepoch') AS first, date(max(day) * 86400, 'unixepoch') AS last FROM daily",
  );
  return `from=${kept?.first}&to=${kept?.last}`;
}

/** What pages show; whoever is erased is called the same before and after, and has no other name. */
async function figures(erased: string): Promise<Record<string, unknown>> {
  const days = await range();
  const paths = [
    '/usage?',
    ...['user', 'model', 'source', 'team', 'department'].map((by) => `/usage?group_by=${by}&`),
    `/usage?team=platform&`,
    '/activity?',
    '/activity?team=platform&',
    '/quality?',
    ...['user', 'team', 'source', 'model'].map((by) => `/quality?group_by=${by}&`),
  ];
  const found: Record<string, unknown> = {};
  for (const path of paths) {
    const { status, text } = await admin.get(`/api/v1${path}${days}`);
    expect([path, status]).toEqual([path, 200]);
    found[path] = JSON.parse(text, (key, value) => {
      if (key === 'name' && (value === DEV_NAME || value === null)) return undefined;
      return value === erased ? 'somebody' : value;
    });
  }
  return found;
}

/** Every row that tells of somebody, as it is stored: by their word, or by a session of theirs. */
async function rowsOf(email: string): Promise<Map<string, string[]>> {
  const sessions = await product.rows<{ id: string }>(
    'SELECT CAST(session_id AS TEXT) AS id FROM session WHERE user = ?1',
    wordId(email),
  );
  const traces = [`${wordId(email)}`, ...sessions.map(({ id }) => id)];
  const found = new Map<string, string[]>();
  for (const [table, rows] of await product.dump()) {
    const own = rows.filter((row) => traces.some((trace) => ` ${row} `.includes(` ${trace} `)));
    if (own.length > 0) found.set(table, own);
  }
  return found;
}

const sessionsOf = (requests: Recorded[]) => [
  ...new Set(requests.flatMap(({ scenario }) => scenarios[scenario]?.session_ids ?? [])),
];
const list = async () => (await admin.get<{ erasures: Erasure[] }>(ERASURES)).body.erasures;
const users = async () =>
  (await admin.get<{ users: { user: string; name: string | null }[] }>('/api/v1/dimensions')).body.users;

test.each([
  ['nobody', { user: '' }, 400, 'user'],
  ['blanks', { user: '  ' }, 400, 'user'],
  ['a text longer than any user', { user: 'x'.repeat(257) }, 400, 'user'],
  ['no user', {}, 400, undefined],
  ['no JSON', '{', 400, undefined],
  ['whom nobody knows', { user: 'stranger@example.org' }, 404, undefined],
  ['a name that is no user', { user: DEV_NAME }, 404, undefined],
])('%s cannot be erased', async (_, body, status, parameter) => {
  const refused = await admin.post(ERASURES, body);
  expect([refused.status, refused.body.parameter]).toEqual([status, parameter]);
  expect(await list()).toEqual([]);
});

test('a viewer neither erases nor sees erasures, nor does another org', async () => {
  const viewer = await SignedIn.as(product, 'viewer@example.com', 'viewer');
  expect((await viewer.post(ERASURES, { user: DEV })).status).toBe(403);
  expect((await viewer.get(ERASURES)).status).toBe(403);
  const other = await SignedIn.as(product, 'admin@example.net', 'admin', 2);
  expect((await other.post(ERASURES, { user: DEV })).status).toBe(404);
});

test('a person goes, and every figure stays as it is', async () => {
  const before = await figures(DEV);
  const mia = await rowsOf(MIA);
  const tables = 'daily event metric person session session_day span tally turn word'.split(' ');
  expect([...mia.keys()].sort()).toEqual(tables);
  expect(await users()).toEqual([
    { user: DEV, name: DEV_NAME },
    { user: MIA, name: 'Mia' },
  ]);

  // In any case, as somebody types it.
  const asked = await admin.post<Erasure & Record<string, unknown>>(ERASURES, { user: ' Dev@Example.com ' });
  const erasure = {
    id: expect.stringMatching(/^[0-9a-f]{8}$/),
    asked_by: 'admin@example.com',
    asked_at: expect.stringMatching(/^20\d\d-/),
    done_at: null,
  };
  expect([asked.status, asked.body]).toEqual([202, erasure]);
  expect((await admin.post(ERASURES, { user: DEV })).body).toEqual(asked.body);
  expect(await list()).toEqual([asked.body]);
  expect(await figures(DEV)).toEqual(before);

  await product.cron();
  expect(await list()).toEqual([{ ...asked.body, done_at: expect.stringMatching(/^20\d\d-/) }]);
  expect(await figures(`erased-${asked.body.id}`)).toEqual(before);
  expect(await rowsOf(MIA)).toEqual(mia);
  expect(await users()).toEqual([{ user: MIA, name: 'Mia' }]);

  // Neither the address, nor the name, nor a session, nor the numbers that stand for them are anywhere.
  const dump = await product.dump();
  const cells = JSON.stringify([...dump]);
  const sessions = sessionsOf(ofDev);
  expect(sessions).toHaveLength(1);
  for (const trace of [DEV, DEV_NAME, ...sessions, `${wordId(DEV)}`, `${wordId(DEV_NAME)}`]) {
    expect(cells).not.toContain(trace);
  }
  expect(dump.get('folded')).toEqual([]);
  expect(await product.rows('SELECT action, subject, detail FROM audit')).toEqual([
    { action: 'person_erased', subject: null, detail: asked.body.id },
  ]);
  // The log tells how many, not who.
  expect(logs.some((line) => /people erased: 1/.test(line))).toBe(true);
  expect(logs.join('\n')).not.toContain('example');
});

test('what comes later under the same address is somebody new', async () => {
  const of = (user: string) =>
    product.rows<Record<string, number>>(
      'SELECT day, source, sum(requests) AS requests, sum(input_tokens) AS tokens FROM daily WHERE user = ?1 GROUP BY 1, 2',
      wordId(user),
    );
  const [erased] = await list();
  const before = await of(`erased-${erased?.id}`);
  expect(before).not.toEqual([]);
  for (const request of late) expect((await replayAs(DEV, DEV_NAME, request)).status).toBe(200);
  await product.settle();
  expect(await of(`erased-${erased?.id}`)).toEqual(before);
  expect(await of(DEV)).toMatchObject([{ requests: expect.any(Number) }]);
  expect(await users()).toEqual([
    { user: DEV, name: DEV_NAME },
    { user: MIA, name: 'Mia' },
  ]);
  expect(await list()).toHaveLength(1);
});

test('an export in the midst of passes is neither lost nor left behind', async () => {
  const sum = 'SELECT sum(requests) AS requests, sum(input_tokens) AS tokens FROM daily WHERE user = -1';
  const [before] = await product.rows<Record<string, number>>(sum);
  const requests = await product.rows<Record<string, number>>(
    'SELECT sum(requests) AS requests, sum(input_tokens) AS tokens FROM daily WHERE user = ?1',
    wordId(DEV),
  );
  expect((await admin.post(ERASURES, { user: DEV })).status).toBe(202);
  // The same session again while it is erased: its records are known, or come to somebody new.
  await Promise.all([
    product.cron(),
    ...late.map((request) => replayAs(DEV, DEV_NAME, request)),
    product.cron(),
  ]);
  await product.settle();
  await product.cron();
  expect((await list()).filter(({ done_at }) => done_at === null)).toEqual([]);
  const [after] = await product.rows<Record<string, number>>(sum);
  const people = await product.rows<Record<string, number>>(
    'SELECT sum(requests) AS requests, sum(input_tokens) AS tokens FROM daily WHERE user >= 0',
  );
  expect(people).toEqual([after]);
  // Once for the erased one; once more at most for what came after.
  const more = (after?.requests ?? 0) - (before?.requests ?? 0);
  expect(more).toBeGreaterThanOrEqual(0);
  expect(more).toBeLessThanOrEqual(requests[0]?.requests ?? 0);
  expect((await product.dump()).get('folded')).toEqual([]);
});

test('an erasure that fails leaves everything as it is, and the next pass makes up for it', async () => {
  expect((await admin.post(ERASURES, { user: MIA })).status).toBe(202);
  await product.rows("CREATE TRIGGER stop BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'stop'); END");
  const before = await product.dump();
  await product.cron();
  expect(await product.dump()).toEqual(before);
  await product.rows('DROP TRIGGER stop');
  await product.cron();
  expect((await list()).filter(({ done_at }) => done_at === null)).toEqual([]);
  expect(JSON.stringify([...(await product.dump())])).not.toContain(MIA);
  expect(await users()).toEqual([]);
});

test('in an org of 1,000 people, no rows of others are read but who they are', async () => {
  const [PEOPLE, DAYS, RAW_DAYS, TODAY] = [1000, 400, 30, Math.floor(Date.now() / 86_400_000)];
  const numbers = (from: number, to: number, name: string) =>
    `${name}(${name}) AS (SELECT ${from} UNION ALL SELECT ${name} + 1 FROM ${name} WHERE ${name} < ${to})`;
  const grid = (people: number) =>
    `WITH RECURSIVE ${numbers(TODAY - DAYS + 1, TODAY, 'd')}, ${numbers(1, people, 'u')}`;
  const raw = `d > ${TODAY - RAW_DAYS}`;
  const own = await Product.start({ onLog: (line) => logs.push(line) });
  try {
    await own.org(1);
    const run = (sql: string) => own.rows(sql);
    const days = 'd, u';
    // Everybody has figures of 400 days; a session, a span, an event and an export on each of 30.
    for (const [table, columns, values, only] of [
      ['daily', 'org_id, day, user, source, cohort, model, rate', '1, d, u, 1, 0, 0, 0', 'true'],
      [
        'tally',
        'org_id, tally, day, user, source, cohort, name, detail, count, total',
        '1, 26, d, u, 1, 0, 0, 0, 1, 0',
        'true',
      ],
      [
        'session',
        'org_id, session_id, name, user, user_rank, user_name, source, source_rank, version, os, last_day, labels, moved',
        `1, d * 10000 + u, 'x', u, 5, 0, 1, 1, 0, 0, d, '{}', 0`,
        raw,
      ],
      [
        'session_day',
        'org_id, day, session, part, user, source, cohort, rows',
        `1, d, d * 10000 + u, 1, u, 1, 0, '[]'`,
        raw,
      ],
      ['event', 'org_id, day, session, time_ms, sequence, kind', '1, d, d * 10000 + u, 1, 1, 1', raw],
      [
        'person',
        'org_id, user, rank, name, logs_ms, traces_ms, metrics_ms',
        '1, u, 5, 0, 1, 1, 1',
        `d = ${TODAY}`,
      ],
    ]) {
      const rest =
        table === 'daily'
          ? await own.rows<{ name: string }>("SELECT name FROM pragma_table_info('daily') WHERE cid > 6")
          : [];
      const more = rest.map(({ name }) => `, ${name}`).join('');
      await run(
        `${grid(PEOPLE)} INSERT INTO ${table} (${columns}${more}) SELECT ${values}${', 0'.repeat(rest.length)} FROM ${days} WHERE ${only}`,
      );
    }
    await run("INSERT INTO erasure VALUES (1, 1, 500, 999999, 'admin@example.com', 1, NULL)");
    logs.length = 0;
    await own.cron();
    await expect.poll(() => logs.find((line) => line.includes('people erased: 1'))).toBeDefined();
    const line = logs.find((one) => one.includes('people erased: 1')) ?? '';
    const [, read, written] = /(\d+) rows read, (\d+) rows written/.exec(line) ?? [];
    console.log(`an erasure: ${read} rows read, ${written} rows written`);
    // Moved: a row of figures and one of tallies for each day. Gone: three rows for each of thirty, and the person.
    expect(await own.rows('SELECT count(*) AS n FROM daily WHERE user = 999999')).toEqual([{ n: DAYS }]);
    // 30,000 sessions and 1,000 people are looked at, once; 860,000 other rows are not.
    expect(Number(read)).toBeLessThan(90_000);
    expect(Number(written)).toBeLessThan(5 * DAYS + 10 * RAW_DAYS);
  } finally {
    await own.stop();
  }
});

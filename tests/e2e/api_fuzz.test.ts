// Requests to every call of the API, made up from its description: values at the edges of what the description allows,
// and of anything else. Whatever comes, the answer is one that the description has for the call, which described.ts checks.
//
// The requests are the same on every run, so that a change is judged by itself; `npm run fuzz -- api` makes up others,
// and a seed that it names makes up the same once more: SEED=1 npx vitest …

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { History, load } from '../../scripts/bench/history.mjs';
import { Random } from '../../scripts/sample/random.mjs';
import {
  description,
  type Operation,
  type Parameter,
  resolved,
  type Schema,
} from '../support/description.ts';
import { Product } from '../support/product.ts';
import { sha256 } from '../support/token.ts';

/** Of what is made up when nothing else is asked for. */
const USUAL = '1';
const SEED = process.env.SEED ?? USUAL;
/** The longest query, in characters. */
const MAX_QUERY = 6_000;
/** Requests for each call. */
const TIMES = 60;
const TODAY = Math.floor(Date.now() / 86_400_000);
const COOKIE = '__Host-thinspan_session';
const ME = 'admin@example.com';
const SECRET = sha256('a session');

const day = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

/** Texts that parsers stumble over. */
const TEXTS = [
  ...['', ' ', '0', '-0', '-1', '1.5', '1e400', '9'.repeat(40), '9007199254740993', '9223372036854775808'],
  ...['NaN', 'Infinity', 'null', 'undefined', 'true', '[]', '{}', '__proto__', 'constructor', 'toString'],
  ...[
    '\u0000',
    'a\u0000b',
    '\r\nX-Injected: 1',
    '\ufeff',
    '\u202e',
    '\u{1f600}',
    'e\u0301',
    'ß',
    'İ',
    '\ufffd',
  ],
  ...["' OR 1=1 --", '"; DROP TABLE org; --', '%', '%00', '%ff', '../../me', '<script>', '=1+1'],
  ...['2026-02-30', '1969-12-31', '0000-00-00', '9999-12-31', '2026-1-1', '2026-11-21T00:00:00Z'],
  ...[
    'a'.repeat(257),
    'é'.repeat(128),
    'x'.repeat(2_000),
    ',',
    'day,day',
    'label.',
    'label.squad',
    'mia@example.com',
  ],
  ...['claude-opus-5-5', 'a@b', `${'a'.repeat(250)}@b.example`, 'admin', '000000', sha256('x')],
];
/** Texts that are there, or could be. */
const LIKELY = [ME, 'mia@example.com', 'claude-opus-5-5', '123456', 'viewer', 'a name'];
/** Values of every other kind. */
const VALUES = [
  ...[null, true, false, 0, -0, -1, 1, 0.0005, 1.5, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, -(2 ** 63)],
  ...[[], [[]], {}, { $ref: '#' }, Array(300).fill(1), Array(60).fill('x'), ['a', 'a'], [null]],
];
/** Bodies that are none. */
const BODIES = [
  ...['', ' ', '{', '}', '[', 'null', '[]', '"x"', '1', '{}{}', '\ufeff{}', '{"a":1,}', '{a:1}', "{'a':1}"],
  ...[
    '{"email":"\\ud800"}',
    '{"email":1e400}',
    `${'['.repeat(8_000)}`,
    `{"a":${'9'.repeat(10_000)}}`,
    '\u0000',
  ],
  `{"a":"${'x'.repeat(17_000)}"}`,
];
const FOREIGN = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'http://thinspan.test.evil.example', 'sec-fetch-site': 'same-site' },
];
const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/jsonp',
  '',
];
const COOKIES = ['', `${COOKIE}=`, `${COOKIE}=${'0'.repeat(64)}`, `${COOKIE}=x; ${COOKIE}=${SECRET}`, ';;;='];

let product: Product;

beforeAll(async () => {
  product = await Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: ME } });
  await product.org(1);
  await product.org(2);
  await load(product.db, 1, new History({ users: 20, days: 10, turnDays: 5, lastDay: TODAY }));
});
afterAll(() => product?.stop());

/** Signed in again, as admin of an org, whatever the calls before have made of that. */
async function signIn(org: number) {
  const now = Date.now();
  await product.db.batch([
    product.db.prepare('DELETE FROM member WHERE org_id = ?1').bind(org),
    product.db
      .prepare("INSERT INTO member (email, org_id, role, added_ms) VALUES (?1, ?2, 'admin', ?3)")
      .bind(ME, org, now),
    product.db
      .prepare(
        "INSERT INTO member (email, org_id, role, added_ms) VALUES ('mia@example.com', ?1, 'viewer', ?2)",
      )
      .bind(org, now),
    product.db.prepare('DELETE FROM browser_session WHERE cookie_hash = unhex(?1)').bind(sha256(SECRET)),
    product.db
      .prepare(
        `INSERT INTO browser_session (cookie_hash, email, org_id, browser, created_ms, used_ms, expires_ms)
          VALUES (unhex(?1), ?2, ?3, 'Firefox on Linux', ?4, ?4, ?5)`,
      )
      .bind(sha256(SECRET), ME, org, now, now + 86_400_000),
  ]);
}

/** A value that the schema allows, or one at its edge. */
function allowed(schema: Schema, random: Random): unknown {
  const { type, format, minimum, maximum, items, properties, ...own } = resolved.schema(schema);
  if (own.const !== undefined) return own.const;
  if (own.enum) return random.pick(own.enum);
  if (own.examples) return random.pick(own.examples);
  const choices = own.anyOf ?? own.oneOf;
  if (choices) return allowed(random.pick(choices), random);
  const kind = Array.isArray(type) ? random.pick(type) : type;
  if (format === 'date') return day(TODAY - random.int(0, 400));
  if (kind === 'integer' || kind === 'number') {
    return random.pick([minimum ?? 0, maximum ?? 100, (minimum ?? 0) - 1, (maximum ?? 100) + 1, 5]);
  }
  if (kind === 'boolean') return random.chance(0.5);
  if (kind === 'null') return null;
  if (kind === 'array') return Array.from({ length: random.int(0, 3) }, () => allowed(items ?? {}, random));
  if (properties) {
    const members = Object.entries(properties).map(([name, inner]) => [name, allowed(inner, random)]);
    return Object.fromEntries(members);
  }
  return random.pick(random.chance(0.5) ? LIKELY : TEXTS);
}

/** A value of another kind, or of the right one and absurd. */
const absurd = (random: Random): unknown => random.pick<unknown>(random.chance(0.5) ? TEXTS : VALUES);

/** Percent-encoded, or as it is. */
const written = (value: unknown, random: Random) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return random.chance(0.8) ? encodeURIComponent(text) : text.replace(/[^\x21-\x7e]|#/g, '%C3');
};

function query(parameters: Parameter[], random: Random): string {
  const pairs: string[] = [];
  for (let left = random.int(0, 3); left > 0 && parameters.length > 0; left -= 1) {
    const { name, schema } = random.pick(parameters);
    const called = schema.patternProperties ? random.pick(['label.squad', 'label.', 'label.x']) : name;
    const value = random.chance(0.5) ? allowed(schema.items ?? schema, random) : absurd(random);
    const times = random.chance(0.1) ? 60 : random.chance(0.1) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const each = times > 2 ? `${written(value, random)}${time}` : written(value, random);
      pairs.push(`${random.chance(0.05) ? `${called}[]` : called}=${each}`);
    }
  }
  if (random.chance(0.1))
    pairs.push(`${written(random.pick(TEXTS), random)}=${written(absurd(random), random)}`);
  if (random.chance(0.05)) pairs.push(random.pick(['&&', '=', '?', '%', 'from', 'from=&to=', '=x']));
  // What is longer the runtime answers itself.
  return pairs.length > 0 ? `?${pairs.join('&').slice(0, MAX_QUERY)}` : '';
}

function body(schema: Schema, random: Random): string {
  if (random.chance(0.2)) return random.pick(BODIES);
  const value = allowed(schema, random);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value as Record<string, unknown>;
  const names = Object.keys(members);
  for (let left = random.int(0, 2); left > 0 && names.length > 0; left -= 1) {
    const name = random.pick(names);
    if (random.chance(0.2)) delete members[name];
    else members[name] = absurd(random);
  }
  if (random.chance(0.1)) members[random.pick(TEXTS)] = absurd(random);
  const json = JSON.stringify(members);
  // JavaScript has no object with one name twice.
  return random.chance(0.05) ? json.replace('{', `{"${random.pick(names)}":1,`).replace(',}', '}') : json;
}

interface Made {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

function made(method: string, path: string, operation: Operation, random: Random): Made {
  const parameters = (operation.parameters ?? []).map(resolved.parameter);
  const ids = [`${day(TODAY)}-0123456789ab`, 'mia@example.com', ME, sha256(SECRET).slice(0, 16), '1'];
  const id = random.chance(0.4) ? random.pick(ids) : String(absurd(random)) || 'x';
  const at = path.replace('{id}', encodeURIComponent(id));
  const request: Made = {
    method: method.toUpperCase(),
    path:
      at +
      query(
        parameters.filter((parameter) => parameter.in === 'query'),
        random,
      ),
    headers: { cookie: random.chance(0.05) ? random.pick(COOKIES) : `${COOKIE}=${SECRET}` },
  };
  if (random.chance(0.05)) Object.assign(request.headers, random.pick(FOREIGN));
  if (random.chance(0.05))
    request.headers['if-none-match'] = random.pick(['*', '"x"', 'W/"', ',,,', 'x'.repeat(2_000)]);
  if (method !== 'get') {
    request.headers['content-type'] = random.chance(0.05) ? random.pick(TYPES) : 'application/json';
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (schema) request.body = body(schema, random);
    else if (random.chance(0.2)) request.body = random.pick(BODIES);
  }
  return request;
}

const CALLS = Object.entries(description.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
);

describe(`requests of the seed ${SEED}`, () => {
  /** How many of them got which status. */
  const answered = new Map<number, number>();

  test.each(CALLS)('$method $path', async ({ method, path, operation }) => {
    const random = new Random(SEED, method, path);
    let isSignedIn = false;
    for (let time = 0; time < TIMES; time += 1) {
      // What is only read is read where there is something. A change may cost the session, or the membership.
      if (!isSignedIn) await signIn(method === 'get' ? 1 : 2);
      const request = made(method, path, operation, random);
      const { path: address, ...init } = request;
      const response = await product.fetch(address, init);
      const text = await response.text();
      const told = `${JSON.stringify(request).slice(0, 2_000)} → ${response.status} ${text.slice(0, 500)}`;
      isSignedIn = method === 'get' || (response.status > 204 && response.status !== 401);
      answered.set(response.status, (answered.get(response.status) ?? 0) + 1);

      expect(response.status, told).toBeLessThan(500);
      if (response.status >= 400) {
        const value = JSON.parse(text);
        expect([value.status, value.detail.length > 0, text.length < 2_000], told).toEqual([
          response.status,
          true,
          true,
        ]);
      }
    }
  });

  test('they were of every kind, and the org that was not asked for is as it was', async () => {
    const statuses = [...answered.keys()].sort();
    // Another seed may lack one of the rarer ones by chance.
    const rare = SEED === USUAL ? [201, 202] : [];
    expect(statuses).toEqual(
      expect.arrayContaining([200, ...rare, 204, 304, 400, 401, 403, 404, 409, 413, 415]),
    );
    const [{ orgs } = { orgs: 0 }] = await product.rows<{ orgs: number }>('SELECT count(*) AS orgs FROM org');
    expect(orgs).toBe(2);
  });
});

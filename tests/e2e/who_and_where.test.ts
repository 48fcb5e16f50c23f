// From an export to an answer: who, which team, which repository; what was refused; and that every resource takes
// every filter.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';

type Pairs = Record<string, string | number>;

interface Grouped {
  groups: { key: string; name?: string; requests: number }[];
}

const DAY_MS = 86_400_000;
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const SECRET = 'a value that nobody listed';

let product: Product;
let admin: Visitor;
let token: string;

const attributes = (pairs: Pairs) =>
  Object.entries(pairs).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  }));

/** One api_request of a session, a number of days ago. */
const request = (days: number, sequence: number, who: Pairs) => ({
  timeUnixNano: `${today - days * DAY_MS + 1000 + sequence}000000`,
  attributes: attributes({
    'event.name': 'api_request',
    'event.sequence': sequence,
    model: 'claude-opus-5-5',
    input_tokens: 100,
    ...who,
  }),
});

async function send(resource: Pairs, logRecords: unknown[]) {
  const answer = await product.send('/v1/logs', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: attributes({ 'service.name': 'claude-code', ...resource }) },
          scopeLogs: [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords }],
        },
      ],
    }),
  });
  expect(answer.status).toBe(200);
  return JSON.parse(Buffer.from(answer.body).toString());
}

async function keys(group_by: string, filter = '') {
  const { status, body } = await admin.get<Grouped>(`/api/v1/usage?group_by=${group_by}${filter}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return Object.fromEntries(body.groups.map(({ key, requests }) => [key, requests]));
}

const put = (path: string, body: unknown) =>
  admin.send('PUT', path, JSON.stringify(body), { 'content-type': 'application/json' });

beforeAll(async () => {
  const mailbox = new Mailbox();
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: mailbox.read,
  });
  admin = new Visitor(product, mailbox);
  await admin.signIn('admin@example.com');
  token = (await admin.post<{ token: string }>('/api/v1/ingest-tokens')).body.token;
  expect((await put('/api/v1/dimensions', { attributes: ['squad'] })).status).toBe(200);

  const install = { 'user.id': 'a8e8c472', 'session.id': 's-1' };
  // Three days ago nobody knew who this was.
  await send({}, [request(3, 0, install), request(3, 1, install)]);
  await product.settle();
  await send(
    {
      'user.name': 'Mia Berg',
      'team.id': 'ml',
      department: 'research',
      cost_center: 'res-900',
      'deployment.environment': 'prod',
      squad: 'rockets',
      'not.listed': SECRET,
    },
    [
      request(1, 2, {
        ...install,
        'user.email': 'Mia@example.org',
        'vcs.owner.name': 'acme',
        'vcs.repository.name': 'webshop',
      }),
    ],
  );
  await send({ 'user.email': 'tom@example.org', 'team.id': 'billing' }, [
    request(1, 0, { 'session.id': 's-2' }),
  ]);
  await product.settle();
}, 60_000);

afterAll(() => product?.stop());

describe('who and where', () => {
  test('a session’s days move to the person behind it, also those that were folded before', async () => {
    expect(await keys('user')).toEqual({ 'mia@example.org': 3, 'tom@example.org': 1 });
    const { body } = await admin.get<Grouped>('/api/v1/usage?group_by=user&user=mia@example.org');
    expect(body.groups[0]?.name).toBe('Mia Berg');
  });

  test.each([
    ['team', { ml: 3, billing: 1 }],
    ['department', { research: 3, '': 1 }],
    ['cost_center', { 'res-900': 3, '': 1 }],
    ['environment', { prod: 3, '': 1 }],
    ['repository', { 'acme/webshop': 3, '': 1 }],
    ['label.squad', { rockets: 3, '': 1 }],
    ['source', { cli: 4 }],
  ])('usage by %s', async (group_by, expected) => {
    expect(await keys(group_by)).toEqual(expected);
  });

  test('filters meet', async () => {
    expect(await keys('user', '&team=ml&label.squad=rockets&repository=acme/webshop')).toEqual({
      'mia@example.org': 3,
    });
    expect(await keys('user', '&team=billing&department=research')).toEqual({});
    expect(await keys('user', '&team=ml&team=billing')).toEqual({
      'mia@example.org': 3,
      'tom@example.org': 1,
    });
  });

  test('what is not listed is in no table', async () => {
    for (const [table, rows] of await product.dump()) {
      expect(
        rows.filter((row) => row.includes(SECRET)),
        table,
      ).toEqual([]);
    }
  });
});

describe('what is refused', () => {
  test('is counted by reason, once, and the rest of its request is stored', async () => {
    const bad = { timeUnixNano: '5000000000', attributes: attributes({ 'event.name': 'api_request' }) };
    const good = request(0, 7, { 'session.id': 's-3', 'user.email': 'tom@example.org' });
    for (let times = 0; times < 2; times++) {
      expect(await send({}, [bad, good, bad])).toMatchObject({ partialSuccess: { rejectedLogRecords: '2' } });
    }
    await product.settle();
    const { body } = await admin.get<{ refused: { reason: string; records: number; mend: string }[] }>(
      '/api/v1/health',
    );
    expect(body.refused).toMatchObject([{ reason: 'time_unbelievable', records: 2 }]);
    expect(body.refused[0]?.mend).toMatch(/clock/);
    expect(await keys('user', '&user=tom@example.org')).toEqual({ 'tom@example.org': 2 });
  });
});

describe('every resource takes every filter', () => {
  const filters = {
    from: new Date(today - 5 * DAY_MS).toISOString().slice(0, 10),
    to: new Date(today).toISOString().slice(0, 10),
    user: 'mia@example.org',
    team: 'ml',
    department: 'research',
    cost_center: 'res-900',
    environment: 'prod',
    repository: 'acme/webshop',
    model: 'claude-opus-5-5',
    source: 'cli',
    'label.squad': 'rockets',
    compare: 'previous',
  };

  test.each(['usage', 'quality', 'activity', 'turns', 'health', 'prices', 'dimensions', 'export.csv'])(
    '%s',
    async (resource) => {
      const answer = async (query: Record<string, string>) => {
        const { status } = await product.send(`/api/v1/${resource}?${new URLSearchParams(query)}`, {
          headers: {
            cookie: Object.entries(admin.jar())
              .map(([name, value]) => `${name}=${value}`)
              .join('; '),
          },
        });
        return status;
      };
      expect(await answer(filters)).toBe(200);
      for (const [name, value] of Object.entries(filters)) {
        expect([name, await answer({ [name]: value })]).toEqual([name, 200]);
      }
      expect(await answer({ org_id: '2' })).toBe(400);
      expect(await answer({ source: 'nonsense' })).toBe(400);
    },
  );
});

// Two clients that work on one prompt, the second from within a tool call of the first, on machines whose clocks are
// hours apart. Each record is on the day of its own clock; what is added up is what the two did.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moved } from '../support/moved.ts';
import { Product } from '../support/product.ts';
import { bodyOf, recorded, type Signal } from '../support/recorded.ts';
import { SignedIn } from '../support/signed_in.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Two days ago: nothing of it is from the future, whatever the clock. */
const DAY = Math.floor(Date.now() / DAY_MS) - 2;

/** The first client, as if the second had been started by its tool call; the second was recorded under that trace. */
const CLIENTS = [
  {
    scenario: 'traceparent-none',
    name: (text: string) =>
      text
        .replaceAll('a8d078b8b8f2f75264ff0dd6da3ea74a', '4bf92f3577b34da6a3ce929d0e0e4736')
        .replaceAll('bc8e123903ff8f0e', '00f067aa0ba902b7'),
  },
  { scenario: 'traceparent', name: (text: string) => text },
].map(({ scenario, name }) => {
  const requests = recorded
    .filter((request) => request.scenario === scenario)
    .map((request) => ({ signal: request.signal, text: name(Buffer.from(bodyOf(request)).toString()) }));
  const times = requests.flatMap(({ text }) => text.match(/(?<=UnixNano":\s*")[1-9]\d*(?=")/g) ?? []);
  return { requests, beganMs: Math.min(...times.map((time) => Number(BigInt(time) / 1_000_000n))) };
});

const ALL: Signal[] = ['logs', 'traces', 'metrics'];

/** What each of the two sends. */
const SIGNALS: [string, [Signal[], Signal[]]][] = [
  ['everything', [ALL, ALL]],
  ['log records by the first, spans by the second', [['logs'], ['traces']]],
  ['spans by the first, log records by the second', [['traces'], ['logs']]],
];

/** The hour (UTC) at which both work, and by how many hours the clock of each is wrong. */
const CLOCKS: [string, number, [number, number]][] = [
  ['on one day', 12, [-3, 5]],
  ['the second beyond midnight', 21, [-3, 5]],
  ['the first before midnight', 1, [-3, 5]],
  ['the first beyond midnight, the second before', 1, [5, -3]],
  ['a day apart', 12, [-13, 11]],
];

let product: Product;
let orgs = 0;

/** An org that has what the two sent, and what a member sees of it. */
async function org(signals: [Signal[], Signal[]], hour: number, wrong: [number, number]) {
  orgs += 1;
  const token = await product.org(orgs);
  for (const [number, { requests, beganMs }] of CLIENTS.entries()) {
    const byMs = DAY * DAY_MS + (hour + (wrong[number] ?? 0)) * HOUR_MS - beganMs;
    for (const { signal, text } of requests) {
      if (!signals[number]?.includes(signal)) continue;
      const { status, body } = await product.send(`/v1/${signal}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(moved(JSON.parse(text), byMs)),
      });
      expect([status, Buffer.from(body).toString()]).toEqual([200, '{}']);
    }
  }
  await product.settle();
  return { id: orgs, member: await SignedIn.as(product, `viewer-${orgs}@example.com`, 'viewer', orgs) };
}

type Org = Awaited<ReturnType<typeof org>>;

/** Everybody's figures and tallies of all days, without the hours of the day. */
async function sums({ id }: Org) {
  const columns = await product.rows<{ name: string }>(
    `SELECT name FROM pragma_table_info('daily')
     WHERE name NOT IN ('org_id', 'day', 'user', 'source', 'cohort', 'model', 'rate')`,
  );
  const figures = columns.map(({ name }) => `sum(${name}) AS ${name}`).join(', ');
  return {
    figures: await product.rows(
      `SELECT model, rate, ${figures} FROM daily WHERE org_id = ?1 AND user = -1 GROUP BY 1, 2 ORDER BY 1, 2`,
      id,
    ),
    tallies: await product.rows(
      `SELECT tally, name, iif(tally = 13, 0, detail) AS detail, sum(count) AS count, sum(total) AS total
       FROM tally WHERE org_id = ?1 AND user = -1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      id,
    ),
  };
}

/** As the API says it. */
interface Node {
  span_id: string | null;
  kind: string;
  name: string | null;
  duration_ms: number;
  offset_ms: number;
  orphan: boolean;
  events: { kind: string }[];
  children: Node[];
}

/** The tree without its times: what is below what, how long it took, and what happened in it. */
function shape({ span_id, kind, name, duration_ms, offset_ms, orphan, events, children }: Node): unknown {
  expect(duration_ms).toBeGreaterThanOrEqual(0);
  expect(offset_ms).toBeGreaterThanOrEqual(0);
  const below = inAnyOrder(children.map(shape));
  return { span_id, kind, name, duration_ms, orphan, events: events.map((event) => event.kind), below };
}

const inAnyOrder = (values: unknown[]) =>
  values.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The one turn, without when and whose it is: it belongs to who began it, which the clocks say. */
async function turn({ member }: Org) {
  const date = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
  const range = `from=${date(DAY - 1)}&to=${date(DAY + 1)}`;
  const list = await member.get<{ found: number; turns: { id: string }[] }>(`/api/v1/turns?${range}`);
  expect([list.status, list.body.found]).toEqual([200, 1]);
  const one = await member.get<{ roots: Node[]; truncated: boolean }>(
    `/api/v1/turns/${list.body.turns[0]?.id}`,
  );
  expect([one.status, one.body.truncated]).toEqual([200, false]);
  const { id, begun_at, duration_ms, user, ...figures } = { ...list.body.turns[0] } as Record<
    string,
    unknown
  >;
  expect(duration_ms).toBeGreaterThanOrEqual(0);
  return { figures, roots: inAnyOrder(one.body.roots.map(shape)) };
}

beforeAll(async () => {
  product = await Product.start();
});
afterAll(() => product?.stop());

describe.each(SIGNALS)('%s', (_, signals) => {
  let right: Org;

  beforeAll(async () => {
    right = await org(signals, 12, [0, 0]);
  });

  test.each(CLOCKS)('%s', async (_, hour, wrong) => {
    const skewed = await org(signals, hour, wrong);
    const days = [...new Set(wrong.map((hours) => DAY + Math.floor((hour + hours) / 24)))].sort();
    for (const table of ['daily', 'session_day', 'turn']) {
      const found = await product.rows(
        `SELECT DISTINCT day FROM ${table} WHERE org_id = ?1 ORDER BY day`,
        skewed.id,
      );
      expect(found, table).toEqual(days.map((day) => ({ day })));
    }
    expect(await sums(skewed)).toEqual(await sums(right));
    expect(await turn(skewed)).toEqual(await turn(right));
  });
});

// The table of requirements, held against Thinspan in workerd, over a real connection.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cost, Product, root } from '../support/product.ts';
import { type Answer, exchange, type Reply, type Sending, shown, wrong } from './exchange.ts';
import { type Row, rows, type Step } from './rows.ts';

const TABLES = ['span', 'event', 'metric', 'dirty', 'session', 'word', 'refusal'] as const;

const lines: string[] = [];
const onLog = (line: string) => lines.push(line);
const tokens: string[] = [];
let shared: Product;

beforeAll(async () => {
  shared = await Product.start({ onLog });
  tokens.push(await shared.org(1));
});
afterAll(() => shared?.stop());
beforeEach(async () => {
  for (const table of TABLES) await shared.db.exec(`DELETE FROM ${table}`);
});

/** What is wrong with an answer of which several may be right; nothing: ''. */
function fault(reply: Reply, answers: Answer | Answer[], send: Sending): string {
  const faults = [answers].flat().map((answer) => wrong(reply, answer, send));
  return faults.includes('') ? '' : `${faults.join('; or ')}: ${shown(reply)}`;
}

/** Takes a step; returns whether any conforming receiver would have answered so. */
async function take(
  { send, answer, ours, sql, stored, found, cost: expected }: Step,
  product: Product,
  token: string,
  what: string,
): Promise<boolean> {
  if (sql) await product.db.exec(sql);
  const receiver = { url: product.url, headers: { authorization: `Bearer ${token}` } };
  const reply = await exchange(receiver, send);
  expect(fault(reply, ours ?? answer, send), what).toBe('');
  for (const [table, count] of Object.entries(stored ?? {})) {
    expect(await product.rows(`SELECT count(*) AS count FROM ${table}`), `${what}: ${table}`).toEqual([
      { count },
    ]);
  }
  if (found) expect(await product.rows(found[0]), what).toEqual(found[1]);
  if (expected) expect(cost(reply), what).toMatchObject(expected);
  return fault(reply, answer, send) === '';
}

async function hold({ steps, deviates }: Row, product: Product, token: string) {
  let conforms = true;
  for (const [index, step] of steps.entries()) {
    conforms = (await take(step, product, token, `request ${index + 1} of ${steps.length}`)) && conforms;
  }
  // A deviation that shows in no answer shows in what is stored.
  const isSeen = !conforms || steps.some(({ stored }) => stored);
  expect(deviates ? isSeen : conforms, 'it deviates where it is said to, and nowhere else').toBe(true);
}

async function holdApart(row: Row) {
  const product = await Product.start({ onLog, withoutDatabase: row.on === 'no database' });
  try {
    const token = await product.org(1);
    tokens.push(token);
    await hold(row, product, token);
  } finally {
    await product.stop();
  }
}

describe.each(['must', 'should', 'practice', 'own'] as const)('%s', (level) => {
  test.each(
    rows.filter((row) => row.level === level).map((row) => [row.id, row.what, row.source, row] as const),
  )('%s %s [%s]', async (_id, _what, _source, row) => {
    if (row.on) await holdApart(row);
    else await hold(row, shared, tokens[0] ?? '');
  });
});

test('each requirement has an id of its own', () => {
  const ids = rows.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test('docs/LIMITS.md states each deviation, and no other', () => {
  const limits = readFileSync(join(root, 'docs/LIMITS.md'), 'utf8');
  const section = limits.slice(limits.indexOf('## Conformance'));
  const stated = [...section.slice(0, section.indexOf('\n## ')).matchAll(/^\| (?!requirement)(\w.*) \|$/gm)];
  const wanted = rows.flatMap(({ what, deviates }) =>
    deviates ? [`${what} | ${deviates.ours} | ${deviates.why}`] : [],
  );
  expect(stated.map(([, line]) => line)).toEqual(wanted);
});

test('no token is in the log', () => {
  expect(lines.length).toBeGreaterThan(0);
  for (const token of tokens) expect(lines.join('\n')).not.toContain(token.slice('thinspan_'.length));
});

// Every name that Claude clients are known to send, and what becomes of it: tests/vocabulary/ says it, and here
// each record is sent and looked for in the database. What is dropped carries a mark, and no table holds it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIGURES } from '../reference/figures.ts';
import { TALLIES } from '../reference/tally.ts';
import { logMessage, metricMessage, SPAN_MS, spanMessage, type Values } from '../support/messages.ts';
import { Product } from '../support/product.ts';
import { EVENTS, EVERY_EVENT } from './events.ts';
import type { Entry, Fate, Fates, Kept } from './fate.ts';
import { METRICS, MODEL } from './metrics.ts';
import { COMMON, OWN_LABELS, RESOURCE, SURFACES } from './origin.ts';
import { EVERY_SPAN, SPAN_EVENTS, SPANS } from './spans.ts';

type Row = Record<string, string | number | null>;

/** Tallies that every record raises. */
const OF_EVERY_RECORD = new Set(['Record', 'Version', 'Gap', 'Authority']);

/** Columns that hold a word. */
const WORDS = {
  event: ['name', 'detail', 'error', 'model'],
  span: ['name', 'error', 'model'],
  session: ['user', 'user_name', 'version', 'os'],
};

/** Columns that every row has, whatever its attributes. */
const OF_EVERY_ROW = {
  event: ['org_id', 'day', 'session', 'time_ms', 'kind'],
  span: [
    'org_id',
    'day',
    'session',
    'end_ms',
    'span_id',
    'trace',
    'trace_rest',
    'parent_id',
    'kind',
    'duration_ms',
  ],
};

let product: Product;
let orgs = 0;
/** What was dropped, by its mark. */
const marked: string[] = [];

/** A value that is a name, so that nothing but the vocabulary keeps it out. */
function mark(what: string): string {
  marked.push(what);
  return `Dropped${marked.length - 1}x`;
}

const isKept = (fate: Fate): fate is Kept => 'sent' in fate;

/** Values for these attributes: what is kept as the table says, a mark in what is dropped. */
function values(record: string, fates: Fates, without: string[] = []): Values {
  const present = Object.entries(fates).filter(([key]) => !without.includes(key));
  return Object.fromEntries(
    present.map(([key, fate]) => [key, isKept(fate) ? fate.sent : mark(`${record}: ${key}`)]),
  );
}

async function send({ signal, body }: ReturnType<typeof logMessage>): Promise<number> {
  orgs += 1;
  const token = await product.org(orgs);
  for (const attribute of OWN_LABELS) {
    await product.rows('INSERT INTO dimension (org_id, attribute) VALUES (?1, ?2)', orgs, attribute);
  }
  const answer = await product.send(`/v1/${signal}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([200, '{}']);
  return orgs;
}

/** An org's only row of a table, with words for their ids. */
async function rowOf(table: 'event' | 'span' | 'session', org: number): Promise<Row> {
  const words = await product.rows<{ word_id: number; text: string }>(
    'SELECT word_id, text FROM word WHERE org_id = ?1',
    org,
  );
  const columns = await product.rows<{ name: string }>('SELECT name FROM pragma_table_info(?1)', table);
  const cells = columns.map(
    ({ name }) =>
      `CASE typeof("${name}") WHEN 'blob' THEN hex("${name}") WHEN 'integer' THEN CAST("${name}" AS REAL) ELSE "${name}" END AS "${name}"`,
  );
  const rows = await product.rows<Row>(`SELECT ${cells.join(', ')} FROM "${table}" WHERE org_id = ?1`, org);
  expect(rows, table).toHaveLength(1);
  const row = rows[0] as Row;
  for (const column of WORDS[table]) {
    if (row[column]) row[column] = words.find(({ word_id }) => word_id === row[column])?.text ?? 'no word';
  }
  return row;
}

/** Which figures (but sessions, which everything starts) and tallies an org has. */
async function raised(org: number): Promise<{ figures: string[]; tallies: string[] }> {
  const totals = FIGURES.map((figure) => `total(${figure}) AS ${figure}`).join(', ');
  const [daily] = await product.rows<Row>(`SELECT ${totals} FROM daily WHERE org_id = ?1 AND user >= 0`, org);
  const found = await product.rows<{ tally: number }>(
    'SELECT DISTINCT tally FROM tally WHERE org_id = ?1 AND user >= 0 AND count > 0',
    org,
  );
  const numbers = new Set(found.map(({ tally }) => tally));
  return {
    figures: FIGURES.filter((figure) => figure !== 'sessions' && Number(daily?.[figure]) > 0),
    tallies: Object.entries(TALLIES)
      .filter(([name, code]) => numbers.has(code) && !OF_EVERY_RECORD.has(name))
      .map(([name]) => name),
  };
}

interface Sent {
  title: string;
  table: 'event' | 'span';
  org: number;
  kind: number;
  /** By column. */
  columns: Row;
  /** Columns that hold something, whatever it is. */
  present: string[];
  figures: string[] | undefined;
  tallies: string[] | undefined;
}

const sent: Sent[] = [];

/** Sends a record in every form that the table knows of. */
async function sendEntry(table: 'event' | 'span', name: string, entry: Entry, everywhere: Fates) {
  const fates: Fates = { ...everywhere, ...entry.attributes };
  const message = (record: Values) => {
    const all = { 'session.id': 'vocabulary', ...record };
    if (table === 'event') return logMessage({ ...all, 'event.name': name });
    const events = Object.entries(SPAN_EVENTS)
      .filter(([key]) => key.startsWith(`${name} / `))
      .map(([key, fates]) => ({ name: key.slice(name.length + 3), values: values(key, fates) }));
    return spanMessage(name, all, events);
  };
  const note = async (title: string, read: Fates, claims: Pick<Entry, 'figures' | 'tallies'> | undefined) => {
    const kept = Object.values(read).filter(isKept);
    const first = kept.filter(({ insteadOf }) => !insteadOf?.some((other) => other in read));
    const columns: Row = { ...entry.columns };
    for (const { column, is } of first) if (is !== undefined) columns[column] = is;
    for (const { beside } of first) if (beside) columns[beside[0]] = beside[1];
    // Its own name is all that a record of no known kind leaves.
    if (entry.kind === 0 && name !== 'file.upload') columns.name = name;
    sent.push({
      title,
      table,
      kind: entry.kind,
      columns,
      present: first.filter(({ is }) => is === undefined).map(({ column }) => column),
      org: await send(message(values(title, read))),
      figures: claims && (claims.figures ?? []),
      tallies: claims && (claims.tallies ?? []),
    });
  };

  await note(name, fates, entry);
  for (const [key, fate] of Object.entries(fates)) {
    if (!isKept(fate) || !fate.insteadOf) continue;
    const read = Object.fromEntries(
      Object.entries(fates).filter(([other]) => !fate.insteadOf?.includes(other)),
    );
    await note(`${name}, told by ${key}`, read, undefined);
  }
  for (const { when, attributes, ...claims } of entry.also ?? []) {
    const changed = { ...fates, ...attributes };
    const read = Object.fromEntries(Object.entries(changed).filter(([, fate]) => fate)) as Fates;
    await note(`${name}, when ${when}`, read, claims);
  }
}

const ofOrigin: { title: string; org: number; column: string; is: Kept['is'] }[] = [];

/** Sends a record with one attribute that says where it comes from, and one with what wins over it. */
async function sendOrigin(on: 'resource' | 'record', key: string, fate: Fate) {
  const message = (values: Values) => {
    const event = { 'event.name': 'user_prompt', 'event.sequence': 41, 'session.id': 'vocabulary' };
    return on === 'resource' ? logMessage(event, values) : logMessage({ ...event, ...values });
  };
  const title = `${key} of the ${on}`;
  if (!isKept(fate)) {
    await send(message({ [key]: mark(title) }));
    return;
  }
  const { column, is } = fate;
  ofOrigin.push({ title, org: await send(message({ [key]: fate.sent })), column, is });
  for (const other of fate.insteadOf ?? []) {
    const stronger = (on === 'record' ? COMMON[other] : undefined) ?? RESOURCE[other];
    if (!stronger || !isKept(stronger)) throw new Error(`${other} is not kept`);
    const both =
      on === 'record' && !(other in COMMON)
        ? logMessage({ 'event.name': 'user_prompt', [key]: fate.sent }, { [other]: stronger.sent })
        : message({ [key]: fate.sent, [other]: stronger.sent });
    ofOrigin.push({
      title: `${title}, beside ${other}`,
      org: await send(both),
      column,
      is: stronger.is,
    });
  }
}

const ofMetrics: { title: string; org: number; name: string; part: number }[] = [];

beforeAll(async () => {
  product = await Product.start();
  for (const [name, entry] of Object.entries(EVENTS)) await sendEntry('event', name, entry, EVERY_EVENT);
  for (const [name, entry] of Object.entries(SPANS)) await sendEntry('span', name, entry, EVERY_SPAN);
  for (const [key, fate] of Object.entries(RESOURCE)) await sendOrigin('resource', key, fate);
  for (const [key, fate] of Object.entries(COMMON)) await sendOrigin('record', key, fate);
  for (const [key, value, source] of SURFACES) {
    const org = await send(logMessage({ 'event.name': 'user_prompt' }, { [key]: value }));
    ofOrigin.push({ title: `${key}=${value}`, org, column: 'source', is: source });
  }
  for (const [name, metric] of Object.entries(METRICS)) {
    for (const [part, { attributes }] of metric.parts.entries()) {
      const point: Values = {
        'session.id': 'vocabulary',
        ...attributes,
        ...('model' in metric.read && { model: MODEL }),
        ...('tool_name' in metric.read && { tool_name: 'Edit' }),
        ...('language' in metric.read && { language: 'Python' }),
        ...values(name, metric.dropped),
      };
      const title = `${name} ${Object.values(attributes).join(' ')}`;
      ofMetrics.push({ title, name, part, org: await send(metricMessage(name, 7, point)) });
    }
  }
  await product.settle();
}, 300_000);

afterAll(() => product?.stop());

test('each row has what the table says, and nothing else', async () => {
  for (const { title, table, org, kind, columns, present } of sent) {
    const row = await rowOf(table, org);
    expect.soft(row.kind, title).toBe(kind);
    if (table === 'span') expect.soft(row.duration_ms, title).toBe(SPAN_MS);
    for (const [column, value] of Object.entries(row)) {
      if (OF_EVERY_ROW[table].includes(column)) continue;
      const where = `${title}: ${column}`;
      if (present.includes(column)) expect.soft(value, where).not.toBeNull();
      else if (column in columns) expect.soft(value, where).toBe(columns[column]);
      // Not told: no value, no word, the normal rate.
      else expect.soft(value ?? 0, where).toBe(0);
    }
    // Whatever the table names is a column.
    for (const column of [...Object.keys(columns), ...present])
      expect.soft(row, title).toHaveProperty(column);
  }
});

test('each record raises the figures and tallies that the table says, and no others', async () => {
  const sorted = (names: string[]) => [...names].sort();
  for (const { title, org, figures, tallies } of sent) {
    if (!figures || !tallies) continue;
    const found = await raised(org);
    expect.soft({ title, figures: sorted(found.figures), tallies: sorted(found.tallies) }).toEqual({
      title,
      figures: sorted(figures),
      tallies: sorted(tallies),
    });
  }
});

test('each record is counted by its kind, or by its name', async () => {
  for (const { title, table, org, kind, columns } of sent) {
    const rows = await product.rows<{ text: string; detail: number; count: number }>(
      `SELECT coalesce(w.text, '') AS text, t.detail, t.count FROM tally AS t
        LEFT JOIN word AS w ON w.org_id = t.org_id AND w.word_id = t.name
        WHERE t.org_id = ?1 AND t.tally = ?2 AND t.user >= 0`,
      org,
      TALLIES.Record,
    );
    const detail = (table === 'event' ? 100 : 200) + kind;
    expect.soft(rows, title).toEqual([{ text: kind === 0 ? (columns.name ?? '') : '', detail, count: 1 }]);
  }
});

test('each attribute of the origin is known of its session', async () => {
  for (const { title, org, column, is } of ofOrigin) {
    expect.soft((await rowOf('session', org))[column], title).toBe(is);
  }
});

test('each part of a metric raises its figure', async () => {
  for (const { title, org, name, part } of ofMetrics) {
    const metric = METRICS[name];
    const claim = metric?.parts[part];
    if (!metric || !claim) throw new Error(name);
    const rows = await product.rows<Row>(
      `SELECT d.*, w.text FROM daily AS d LEFT JOIN word AS w ON w.org_id = d.org_id AND w.word_id = d.model
        WHERE d.org_id = ?1 AND d.user >= 0`,
      org,
    );
    const found = rows.flatMap((row) =>
      FIGURES.filter((figure) => row[figure] !== 0).map((figure) => [
        figure,
        row[figure],
        row.text,
        row.rate,
      ]),
    );
    const model = 'model' in metric.read ? MODEL : null;
    const rate = claim.attributes.speed === 'fast' ? 1 : 0;
    expect.soft(found, title).toEqual(claim.figure ? [[claim.figure, claim.is ?? 7, model, rate]] : []);
    expect.soft((await raised(org)).tallies, title).toEqual(metric.tallies ?? []);
    if (!metric.tallies) continue;
    const names = await product.rows(
      `SELECT t.tally, w.text, t.count FROM tally AS t JOIN word AS w ON w.org_id = t.org_id AND w.word_id = t.name
        WHERE t.org_id = ?1 AND t.user >= 0 AND t.tally IN (?2, ?3) ORDER BY t.tally`,
      org,
      TALLIES.Decision,
      TALLIES.Edit,
    );
    expect.soft(names, title).toEqual([
      { tally: TALLIES.Decision, text: 'Edit', count: 7 },
      { tally: TALLIES.Edit, text: 'Python', count: 7 },
    ]);
  }
});

test('what is dropped is nowhere', async () => {
  expect(marked.length).toBeGreaterThan(200);
  const dump = [...(await product.dump())].map(([table, rows]) => `${table}\n${rows.join('\n')}`).join('\n');
  const inText = [...dump.matchAll(/Dropped(\d+)x/gi)].map(([, index]) => marked[Number(index)]);
  expect(inText).toEqual([]);
  expect(dump.toUpperCase()).not.toContain(Buffer.from('Dropped').toString('hex').toUpperCase());
});

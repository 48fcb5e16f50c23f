// Bytes that nobody means well with. Whatever a record has in it, the answer says what is wrong, the record beside it is
// stored, and the next export is served. What OTLP itself says of bad requests is in otlp.test.ts; made-up bytes by the
// million are in fuzz/.

import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Product } from '../support/product.ts';

const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/x-protobuf';
const NOW = '1795225933456000000';
const DAY_NS = 86_400e9;
const TRACE = '5b8efff798038103d269b633813fc60c';
const GOOD = 'EEE19B7EC3C1B174';
const HOSTILE = 'BAD0BAD0BAD0BAD0';

let product: Product;
let token: string;
let exports = 0;

beforeAll(async () => {
  product = await Product.start();
  token = await product.org(1);
});
afterAll(() => product?.stop());

/** The isolate is there, and what it stores is whole. */
afterEach(async () => {
  for (const table of ['span', 'event', 'metric', 'session', 'word', 'refusal']) {
    await product.db.exec(`DELETE FROM ${table}`);
  }
  exports += 1;
  const id = exports.toString(16).padStart(16, '0').toUpperCase();
  const { status, text } = await send(request(record({ spanId: id })));
  expect([status, text, await spans()]).toEqual([200, '{}', [id]]);
  await product.db.exec('DELETE FROM span');
  await product.db.exec('DELETE FROM session');
  await product.db.exec('DELETE FROM word');
});

type Body = string | Uint8Array;

async function send(body: Body, { signal = 'traces', type = JSON_TYPE, zipped = false } = {}) {
  const bytes = Buffer.from(zipped ? gzipSync(body) : body);
  const headers = new Headers({ authorization: `Bearer ${token}`, 'content-type': type });
  if (zipped) headers.set('content-encoding', 'gzip');
  const answer = await product.send(`/v1/${signal}`, { method: 'POST', headers, body: bytes });
  const text = Buffer.from(answer.body).toString();
  expect(text.length).toBeLessThan(1_200);
  return { ...answer, text };
}

/** As many days from now, in JSON. */
const later = (days: number) => `"${(Date.now() + days * 86_400_000) * 1_000_000}"`;

/** The ids of the spans that are stored. */
const spans = async () =>
  (await product.rows('SELECT hex(span_id) AS id FROM span ORDER BY id')).map(({ id }) => id);

/** What is counted as refused. */
const refused = () => product.rows('SELECT reason, records FROM refusal');

const words = async () => (await product.rows('SELECT text FROM word ORDER BY text')).map(({ text }) => text);

/** A span as JSON; the values are JSON that is written as it is, so that it may be any. */
function record(members: Record<string, string> = {}): string {
  const all: Record<string, string> = {
    traceId: TRACE,
    spanId: GOOD,
    endTimeUnixNano: NOW,
    ...members,
  };
  const quoted = ['traceId', 'spanId', 'endTimeUnixNano'];
  const text = (key: string, value: string) =>
    quoted.includes(key) && /^[0-9a-fA-F]+$/.test(value) ? `"${value}"` : value;
  return `{${Object.entries(all)
    .map(([key, value]) => `"${key}":${text(key, value)}`)
    .join(',')}}`;
}

const request = (...records: string[]) =>
  `{"resourceSpans":[{"scopeSpans":[{"spans":[${records.join(',')}]}]}]}`;

/** A hostile span, and a good one behind it. */
const beside = (members: Record<string, string>) =>
  request(record({ spanId: HOSTILE, ...members }), record());

const attribute = (key: string, value: string) => `{"key":"${key}","value":${value}}`;
const text = (key: string, json: string) => attribute(key, `{"stringValue":${json}}`);

/** A protobuf field of bytes: number, length, bytes. */
function field(number: number, ...parts: Uint8Array[]): Buffer {
  const bytes = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes = [];
  let left = value;
  for (; left > 0x7f; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return Buffer.from([...bytes, left]);
}

/** The same in protobuf: a hostile span with these fields, and a good one behind it. */
function besideInProtobuf(...fields: Uint8Array[]): Buffer {
  const time = Buffer.alloc(9);
  time[0] = (8 << 3) | 1;
  time.writeBigUInt64LE(BigInt(NOW), 1);
  const span = (id: string, ...more: Uint8Array[]) =>
    field(2, field(1, Buffer.from(TRACE, 'hex')), field(2, Buffer.from(id, 'hex')), time, ...more);
  return field(1, field(2, span(HOSTILE, ...fields), span(GOOD)));
}

const pair = (key: string, value: Uint8Array) => field(9, field(1, Buffer.from(key)), field(2, value));

describe('requests that unfold', () => {
  const megabytes = (count: number) => Buffer.alloc(count * 1_000_000);

  test.each([JSON_TYPE, PROTOBUF])('300 MB of zeros, zipped: 413 (%s)', async (type) => {
    const { status, text } = await send(megabytes(300), { type, zipped: true });
    expect([status, text]).toEqual([413, expect.stringContaining('16 MiB')]);
    expect(await refused()).toEqual([]);
  });

  test('what is no gzip, sent twice: 400, and counted once as what could not be read', async () => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': JSON_TYPE,
      'content-encoding': 'gzip',
    };
    const whole = gzipSync(request(record()));
    const bodies = [whole.subarray(0, 40), whole.subarray(0, 40), Buffer.from(request(record()))];
    for (const body of bodies) {
      const answer = await product.send('/v1/traces', { method: 'POST', headers, body });
      expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([
        400,
        expect.stringContaining('gzip'),
      ]);
    }
    expect(await refused()).toEqual(Array(2).fill({ reason: 10, records: 1 }));
    expect(await spans()).toEqual([]);
  });

  test.each([
    ['traces', `{"resourceSpans":[${'{},'.repeat(40_000)}{}]}`],
    ['logs', `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${'{},'.repeat(40_000)}{}]}]}]}`],
    ['metrics', `{"resourceMetrics":[{"scopeMetrics":[{"metrics":[${'{},'.repeat(40_000)}{}]}]}]}`],
  ])('more %s than a request may have: 413, which says how to send fewer', async (signal, body) => {
    const { status, text } = await send(body, { signal });
    expect([status, text]).toEqual([413, expect.stringMatching(/30000 records.*BATCH_SIZE/)]);
    expect(await refused()).toEqual([]);
  });

  test('16 MiB of empty messages in protobuf: 413', async () => {
    const empty = Buffer.from([0x0a, 0]);
    const body = Buffer.alloc(16 * 1024 * 1024, empty);
    const { status } = await send(body, { type: PROTOBUF, zipped: true });
    expect([status, await refused()]).toEqual([413, []]);
  });

  test('messages of no use in a record are read over, as many as they are', async () => {
    const events = Buffer.alloc(4_000_000, Buffer.from([(11 << 3) | 2, 0]));
    const { status } = await send(besideInProtobuf(events), { type: PROTOBUF, zipped: true });
    expect([status, await spans()]).toEqual([200, [HOSTILE, GOOD]]);
  });

  test.each([5_000, 100_000])(
    '%d lists in one another, where nothing is read: as if it were not there',
    async (depth) => {
      const value = `${'{"arrayValue":{"values":['.repeat(depth)}${']}}'.repeat(depth)}`;
      const body = beside({
        attributes: `[${attribute('session.id', value)}]`,
        future: '['.repeat(depth) + ']'.repeat(depth),
      });
      const { status, text } = await send(body, { zipped: true });
      expect([status, text, await spans()]).toEqual([200, '{}', [HOSTILE, GOOD]]);
    },
  );

  test.each([5_000, 100_000])('%d lists in one another, where records are read: 400', async (depth) => {
    const { status, text } = await send(`{"resourceSpans":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect([status, text]).toEqual([400, expect.stringMatching(/OTLP\/JSON: .*line 1/)]);
  });

  test.each([5_000, 100_000])(
    '%d messages in one another in protobuf: as if they were not there',
    async (depth) => {
      const heads: Buffer[] = [];
      let length = 0;
      for (let level = 0; level < depth; level += 1) {
        // An AnyValue with an array, or the array with an AnyValue.
        const head = Buffer.concat([Buffer.from([level % 2 === 0 ? 0x0a : 0x2a]), varint(length)]);
        heads.push(head);
        length += head.length;
      }
      const nested = Buffer.concat(heads.reverse());
      const { status } = await send(besideInProtobuf(pair('session.id', nested)), { type: PROTOBUF });
      expect([status, await spans()]).toEqual([200, [HOSTILE, GOOD]]);
    },
  );

  test('10,000 attributes of one record, in both encodings', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, number) => number);
    const attributes = numbers.map((number) => text(`attribute.${number}`, '"x"'));
    const json = beside({ attributes: `[${attributes},${text('user.id', '"mia"')}]` });
    expect((await send(json)).text).toBe('{}');
    expect([await spans(), await words()]).toEqual([[HOSTILE, GOOD], ['mia']]);
    const pairs = numbers.map((number) => pair(`attribute.${number}`, field(1, Buffer.from('x'))));
    const user = pair('user.id', field(1, Buffer.from('mia')));
    const { body } = await send(besideInProtobuf(...pairs, user), { type: PROTOBUF });
    // It is the same request.
    expect([body.length, await spans()]).toEqual([0, [HOSTILE, GOOD]]);
  });

  test('a text of 4 MiB is cut where it is read', async () => {
    const long = JSON.stringify('é'.repeat(2 * 1024 * 1024));
    const { text: answer } = await send(
      beside({ name: long, attributes: `[${text('user.name', long)},${text('error_class', long)}]` }),
      { zipped: true },
    );
    expect([answer, await spans(), await words()]).toEqual(['{}', [HOSTILE, GOOD], ['é'.repeat(128)]]);
  });
});

describe('texts', () => {
  test('what is not UTF-8 in JSON: 400, which says where', async () => {
    const [head, tail] = beside({ name: '"?"' }).split('?') as [string, string];
    const body = Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xfe]), Buffer.from(tail)]);
    const { status, text } = await send(body);
    expect([status, text]).toEqual([400, expect.stringMatching(/UTF-8.*index \d+/)]);
    expect(await refused()).toEqual([{ reason: 10, records: 1 }]);
  });

  test('what is not UTF-8 in protobuf spoils its text alone', async () => {
    const bad = Buffer.from([0x61, 0xff, 0x62]);
    const body = besideInProtobuf(field(5, bad), pair('user.name', field(1, bad)), field(9, field(1, bad)));
    const { status, body: answer } = await send(body, { type: PROTOBUF });
    expect([status, answer.length, await spans()]).toEqual([200, 0, [HOSTILE, GOOD]]);
    expect(await words()).toEqual(['a\u{fffd}b']);
  });

  test.each([
    ['U+0000', '"a\\u0000b"', 'a b'],
    ['half a pair at the end', '"a\\ud83d"', 'a\u{fffd}'],
    ['the wrong half first', '"\\uDE00\\ud83d"', '\u{fffd}\u{fffd}'],
    ['half a pair before a whole one', '"\\ud83d\\ud83d\\ude00"', '\u{fffd}\u{1f600}'],
    ['what only looks like it', '"\\\\ud83d"', '\\ud83d'],
    ['control characters', '"a\\n\\u001b[31mb"', 'a  [31mb'],
    ['a character that turns the line round', '"\u202ea"', '\u202ea'],
  ])('%s in what is read', async (_, json, stored) => {
    const { text: answer } = await send(
      beside({
        name: json,
        future: json,
        attributes: `[${text('user.name', json)},${text('session.id', json)}]`,
      }),
    );
    expect([answer, await spans(), await words()]).toEqual(['{}', [HOSTILE, GOOD], [stored]]);
    expect(await product.rows("SELECT name FROM session WHERE name <> ''")).toEqual([{ name: stored }]);
  });

  test('a body that begins with a byte order mark is read without it', async () => {
    expect((await send(`\u{feff}${request(record())}`)).text).toBe('{}');
    expect(await spans()).toEqual([GOOD]);
  });
});

describe('times and numbers', () => {
  test.each([
    ['missing', 'null', /is missing/],
    ['zero', '"0"', /is missing/],
    ['negative', '"-1"', /not a number of nanoseconds/],
    ['negative, a number', '-1795225933456000000', /not a number of nanoseconds/],
    ['no number', '"yesterday"', /not a number of nanoseconds/],
    ['not finite', '"NaN"', /not a number of nanoseconds/],
    ['a number of 10,000 digits in quotes', `"${'9'.repeat(10_000)}"`, /not a number of nanoseconds/],
    [
      'the largest',
      '18446744073709551615',
      /between the year 2020 and 2 days from now: check the client's clock/,
    ],
    ['2^63', '"9223372036854775808"', /between the year 2020 and 2 days/],
    ['seconds', '"1795225933"', /between the year 2020 and 2 days/],
    ['ten years back', '"1479606733456000000"', /between the year 2020 and 2 days from now: check/],
    ['an object', '{"seconds":1}', /is missing/],
  ])('a time that is %s is refused with its record alone', async (_, endTimeUnixNano, says) => {
    const { status, text } = await send(beside({ endTimeUnixNano }));
    const { partialSuccess } = JSON.parse(text);
    expect([status, partialSuccess.rejectedSpans, await spans()]).toEqual([200, '1', [GOOD]]);
    expect(partialSuccess.errorMessage).toMatch(says);
    expect(partialSuccess.errorMessage).toMatch(/^span refused: endTimeUnixNano /);
  });

  test.each([
    ['four days', 4],
    ['ten years', 3652],
  ])('a clock that is %s ahead is not believed, and makes no day', async (_, ahead) => {
    const { status, text } = await send(beside({ endTimeUnixNano: later(ahead) }));
    const { rejectedSpans, errorMessage } = JSON.parse(text).partialSuccess;
    expect([status, rejectedSpans, await spans()]).toEqual([200, '1', [GOOD]]);
    expect(errorMessage).toBe(
      "span refused: endTimeUnixNano is not between the year 2020 and 2 days from now: check the client's clock",
    );
    const days = await product.rows('SELECT day FROM span UNION SELECT day FROM dirty');
    expect(days).toEqual([{ day: 20_778 }]);
  });

  test('a clock two days ahead is believed: its record is on its own day, and the others on theirs', async () => {
    const ahead = later(2);
    const { text } = await send(beside({ endTimeUnixNano: ahead }));
    expect([text, await spans()]).toEqual(['{}', [HOSTILE, GOOD]]);
    const days = await product.rows('SELECT day FROM span ORDER BY day');
    expect(days).toEqual([{ day: 20_778 }, { day: Math.floor(JSON.parse(ahead) / DAY_NS) }]);
    await product.settle();
    expect(await product.rows('SELECT count(*) AS marks FROM dirty')).toEqual([{ marks: 0 }]);
  });

  test.each(['"1"', '"1000000000000000"', '"-1"', 'null', '"2110758733456000000"'])(
    'a start at %s makes no length',
    async (startTimeUnixNano) => {
      expect((await send(beside({ startTimeUnixNano }))).text).toBe('{}');
      const lengths = await product.rows('SELECT DISTINCT duration_ms FROM span');
      expect(lengths).toEqual([{ duration_ms: 0 }]);
    },
  );

  test.each([
    ['-0', 0],
    ['-1', null],
    ['"-0"', 0],
    ['"NaN"', null],
    ['"Infinity"', null],
    ['"9223372036854775808"', null],
    ['9223372036854775807', null],
    ['18446744073709551616', null],
    ['1e30', null],
    ['"1e400"', null],
    [`"${'9'.repeat(10_000)}"`, null],
    ['{"n":1}', null],
    ['1000000000000', 1e12],
    ['1000000000001', null],
  ])('a count of %.30s', async (intValue, stored) => {
    const value = attribute('input_tokens', `{"intValue":${intValue}}`);
    const { text } = await send(beside({ name: '"claude_code.llm_request"', attributes: `[${value}]` }));
    expect([text, await spans()]).toEqual(['{}', [HOSTILE, GOOD]]);
    const [row] = await product.rows('SELECT input_tokens FROM span WHERE kind = 2');
    expect(row).toEqual({ input_tokens: stored });
  });

  test.each([
    ['NaN', 'NaN'],
    ['1e400', '1e400'],
    ['10,000 digits', '9'.repeat(10_000)],
  ])('%s, which is no number of JSON: 400, which says where', async (_, number) => {
    const value = attribute('input_tokens', `{"intValue":${number}}`);
    const { status, text } = await send(beside({ attributes: `[${value}]` }));
    expect([status, text]).toEqual([400, expect.stringMatching(/OTLP\/JSON: .* at line 1 column \d+/)]);
  });

  test.each([
    ['"NaN"', 'value is not a number'],
    ['-1', 'value is not a number'],
    ['1e30', 'value is not a number'],
    ['null', 'value is not a number'],
  ])('a data point of %s is refused alone', async (asDouble, says) => {
    const point = (value: string) => `{"timeUnixNano":"${NOW}","asDouble":${value}}`;
    const metric = `{"name":"claude_code.commit.count","sum":{"aggregationTemporality":1,"dataPoints":[${point(asDouble)},${point('1')}]}}`;
    const body = `{"resourceMetrics":[{"scopeMetrics":[{"metrics":[${metric}]}]}]}`;
    const { partialSuccess } = JSON.parse((await send(body, { signal: 'metrics' })).text);
    expect([partialSuccess.rejectedDataPoints, partialSuccess.errorMessage]).toEqual([
      '1',
      expect.stringContaining(says),
    ]);
    expect(await product.rows('SELECT json_array_length(points) AS points FROM metric')).toEqual([
      { points: 1 },
    ]);
  });
});

describe('what is there twice', () => {
  test('a field of a message: 400, which names it', async () => {
    const twice = record().replace('{', '{"spanId":"0000000000000001",');
    const { status, text } = await send(request(twice));
    expect([status, text]).toEqual([400, expect.stringContaining('duplicate field `spanId`')]);
  });

  test('an attribute: the first counts', async () => {
    const attributes = `[${text('user.name', '"mia"')},${text('user.name', '"ben"')}]`;
    expect((await send(beside({ attributes }))).text).toBe('{}');
    expect(await words()).toEqual(['mia']);
  });

  test('an id with another content: the first that came stays, in one request and in two', async () => {
    const one = record({ name: '"claude_code.tool"', attributes: `[${text('tool_name', '"Bash"')}]` });
    const other = record({ name: '"claude_code.hook"', parentSpanId: `"${HOSTILE}"` });
    expect((await send(request(one, other))).text).toBe('{}');
    expect((await send(request(other, record({ spanId: HOSTILE })))).text).toBe('{}');
    const rows = await product.rows('SELECT hex(span_id) AS id, kind, parent_id FROM span ORDER BY id');
    expect(rows).toEqual([
      { id: HOSTILE, kind: 0, parent_id: null },
      { id: GOOD, kind: 3, parent_id: null },
    ]);
  });

  test('an event of one number and time: likewise', async () => {
    const event = (name: string) =>
      `{"timeUnixNano":"${NOW}","attributes":[${text('session.id', '"s"')},${text('event.name', `"${name}"`)},${attribute('event.sequence', '{"intValue":7}')}]}`;
    const body = (...records: string[]) =>
      `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${records.join(',')}]}]}]}`;
    expect((await send(body(event('user_prompt'), event('api_error')), { signal: 'logs' })).text).toBe('{}');
    expect((await send(body(event('tool_result')), { signal: 'logs' })).text).toBe('{}');
    expect(await product.rows('SELECT kind FROM event')).toEqual([{ kind: 1 }]);
  });
});

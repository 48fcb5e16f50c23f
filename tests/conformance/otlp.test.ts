// OTLP/HTTP as the specification has it (opentelemetry-proto, docs/specification.md). The names in brackets
// are its section, or "practice" where receivers agree without one. Payloads are those of a program that
// Thinspan does not know: conformance does not depend on Claude's vocabulary.

import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cost, ingestToken, Product } from '../support/product.ts';

const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/x-protobuf';
const SIGNALS = ['traces', 'metrics', 'logs'] as const;
type Signal = (typeof SIGNALS)[number];

const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'my.service' } }] };
const scope = { name: 'my.library', version: '1.0.0' };
const NOW = '1795225933456000000';

const span = {
  traceId: '5B8EFFF798038103D269B633813FC60C',
  spanId: 'EEE19B7EC3C1B174',
  parentSpanId: 'EEE19B7EC3C1B173',
  name: "I'm a server span",
  startTimeUnixNano: '1795225933000000000',
  endTimeUnixNano: NOW,
  kind: 2,
  attributes: [{ key: 'my.span.attr', value: { stringValue: 'some value' } }],
};

const examples = {
  traces: { resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [span] }] }] },
  metrics: {
    resourceMetrics: [
      {
        resource,
        scopeMetrics: [
          {
            scope,
            metrics: [
              {
                name: 'my.counter',
                sum: {
                  aggregationTemporality: 1,
                  isMonotonic: true,
                  dataPoints: [{ asDouble: 5, startTimeUnixNano: NOW, timeUnixNano: NOW }],
                },
              },
              { name: 'my.gauge', gauge: { dataPoints: [{ asDouble: 10, timeUnixNano: NOW }] } },
              {
                name: 'my.histogram',
                histogram: {
                  aggregationTemporality: 1,
                  dataPoints: [{ count: 2, sum: 2, bucketCounts: [1, 1], explicitBounds: [1] }],
                },
              },
            ],
          },
        ],
      },
    ],
  },
  logs: {
    resourceLogs: [
      {
        resource,
        scopeLogs: [
          {
            scope,
            logRecords: [
              {
                timeUnixNano: NOW,
                observedTimeUnixNano: NOW,
                severityNumber: 10,
                severityText: 'Information',
                traceId: span.traceId,
                spanId: span.spanId,
                body: { stringValue: 'Example log record' },
                attributes: [{ key: 'a.list', value: { arrayValue: { values: [{ stringValue: 'many' }] } } }],
              },
            ],
          },
        ],
      },
    ],
  },
};

/** The same span as protobuf, written out by hand: field number and wire type, length, bytes. */
function spanAsProtobuf({ traceId = span.traceId } = {}): Buffer {
  const field = (number: number, bytes: Buffer) =>
    Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
  const fixed64 = (number: number, value: string) => {
    const bytes = Buffer.alloc(9);
    bytes[0] = (number << 3) | 1;
    bytes.writeBigUInt64LE(BigInt(value), 1);
    return bytes;
  };
  const body = Buffer.concat([
    field(1, Buffer.from(traceId, 'hex')),
    field(2, Buffer.from(span.spanId, 'hex')),
    field(5, Buffer.from('a span')),
    fixed64(7, span.startTimeUnixNano),
    fixed64(8, span.endTimeUnixNano),
  ]);
  return field(1, field(2, field(2, body)));
}

let product: Product;
let token: string;

beforeAll(async () => {
  product = await Product.start();
  token = await product.org(1);
});
afterAll(() => product?.stop());
beforeEach(async () => {
  await product.db.exec('DELETE FROM span');
});

interface Sent {
  signal?: Signal | string;
  method?: string;
  type?: string | null;
  encoding?: string;
  authorization?: string | null;
  body?: string | Uint8Array<ArrayBuffer> | null;
  to?: Product;
}

async function send({
  signal = 'traces',
  method = 'POST',
  type = JSON_TYPE,
  encoding,
  authorization = `Bearer ${token}`,
  body = '{}',
  to = product,
}: Sent) {
  const headers = new Headers();
  if (type) headers.set('content-type', type);
  if (encoding) headers.set('content-encoding', encoding);
  if (authorization) headers.set('authorization', authorization);
  const init: RequestInit = { method, headers };
  // Bytes, so that fetch does not add a content type of its own.
  if (method !== 'GET' && body !== null) init.body = Buffer.from(body);
  const answer = await to.send(`/v1/${signal}`, init);
  return { ...answer, text: Buffer.from(answer.body).toString() };
}

type Reply = Awaited<ReturnType<typeof send>>;

const spans = async () => (await product.rows('SELECT hex(span_id) AS id FROM span')).map(({ id }) => id);

/** Reads a `google.rpc.Status` in either encoding. */
function statusOf({ type, body, text }: Reply): { code: number; message: string } {
  if (type === JSON_TYPE) return JSON.parse(text);
  expect(type).toBe(PROTOBUF);
  // Field 1, a varint: the code. Field 2, a text: the message, whose length takes one or two bytes here.
  expect([body[0], body[2]]).toEqual([0x08, 0x12]);
  const message = Buffer.from(body.subarray((body[3] ?? 0) < 0x80 ? 4 : 5)).toString();
  return { code: body[1] ?? 0, message };
}

function expectStatus(reply: Reply, status: number, type: string, message: RegExp = /./) {
  expect([reply.status, reply.type]).toEqual([status, type]);
  expect(statusOf(reply).message).toMatch(message);
}

describe('requests that are taken', () => {
  test.each(SIGNALS)(
    'A1 A2 C1 C2 %s as JSON: 200, JSON, partial success unset [OTLP/HTTP Response]',
    async (signal) => {
      const reply = await send({ signal, body: JSON.stringify(examples[signal]) });
      expect([reply.status, reply.type, reply.text]).toEqual([200, JSON_TYPE, '{}']);
    },
  );

  test('A3 protobuf: 200, protobuf, an empty message [OTLP/HTTP Response]', async () => {
    const reply = await send({ type: PROTOBUF, body: new Uint8Array(spanAsProtobuf()) });
    expect([reply.status, reply.type, reply.body.length]).toEqual([200, PROTOBUF, 0]);
    expect(await spans()).toEqual([span.spanId]);
  });

  test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;odd'])(
    'A4 %s is JSON [practice]',
    async (type) => {
      const reply = await send({ type, body: JSON.stringify(examples.traces) });
      expect([reply.status, reply.type]).toEqual([200, JSON_TYPE]);
      expect(await spans()).toEqual([span.spanId]);
    },
  );

  test.each(SIGNALS)('A5 %s zipped, in both encodings [Protocol Details]', async (signal) => {
    const json = await send({
      signal,
      encoding: 'gzip',
      body: new Uint8Array(gzipSync(JSON.stringify(examples[signal]))),
    });
    expect([json.status, json.text]).toEqual([200, '{}']);
    const body = signal === 'traces' ? spanAsProtobuf() : Buffer.alloc(0);
    const protobuf = await send({
      signal,
      encoding: 'gzip',
      type: PROTOBUF,
      body: new Uint8Array(gzipSync(body)),
    });
    expect([protobuf.status, protobuf.type, protobuf.body.length]).toEqual([200, PROTOBUF, 0]);
  });

  test('A6 Content-Encoding: identity is none [RFC 9110]', async () => {
    const reply = await send({ encoding: 'identity', body: JSON.stringify(examples.traces) });
    expect(reply.status).toBe(200);
  });

  test('A14 a chunked body without Content-Length [practice]', async () => {
    const bytes = Buffer.from(JSON.stringify(examples.traces));
    const body = new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 100) controller.enqueue(bytes.subarray(at, at + 100));
        controller.close();
      },
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': JSON_TYPE };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    expect((await product.send('/v1/traces', init)).status).toBe(200);
    expect(await spans()).toEqual([span.spanId]);
  });

  test('C3 nothing is a request, too [Full Success]', async () => {
    for (const signal of SIGNALS) {
      for (const body of ['{}', `{"resource${signal[0]?.toUpperCase()}${signal.slice(1)}":[]}`]) {
        const reply = await send({ signal, body });
        expect([reply.status, reply.text]).toEqual([200, '{}']);
      }
      const reply = await send({ signal, type: PROTOBUF, body: '' });
      expect([reply.status, reply.body.length]).toEqual([200, 0]);
    }
  });

  test('C11 the same data twice is stored once [Duplicate Data]', async () => {
    const lower = { ...span, traceId: span.traceId.toLowerCase(), spanId: span.spanId.toLowerCase() };
    await send({ body: JSON.stringify(examples.traces) });
    await send({
      body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [lower] }] }] }),
    });
    expect(await spans()).toEqual([span.spanId]);
  });
});

describe('partial success', () => {
  const bad = { ...span, traceId: 'abc123' };
  const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [bad, span] }] }] });

  test('C4 a bad record is refused alone, counted, and named [Partial Success]', async () => {
    const reply = await send({ body });
    expect([reply.status, reply.type]).toEqual([200, JSON_TYPE]);
    const { partialSuccess } = JSON.parse(reply.text);
    expect(partialSuccess.rejectedSpans).toBe('1');
    expect(partialSuccess.errorMessage).toMatch(/traceId/);
    expect(await spans()).toEqual([span.spanId]);
  });

  test('C4 likewise in protobuf', async () => {
    const reply = await send({ type: PROTOBUF, body: new Uint8Array(spanAsProtobuf({ traceId: 'abc123' })) });
    expect([reply.status, reply.type]).toEqual([200, PROTOBUF]);
    // Field 1: partial success. In it field 1, a varint: one rejected; field 2: the message.
    expect([reply.body[0], reply.body[2], reply.body[3], reply.body[4]]).toEqual([0x0a, 0x08, 1, 0x12]);
    expect(reply.text).toMatch(/traceId/);
  });

  test.each([
    ['metrics', 'rejectedDataPoints', 'claude_code.commit.count'],
    ['logs', 'rejectedLogRecords', ''],
  ] as const)('C4 %s say %s', async (signal, field, name) => {
    const point = { asDouble: 1, timeUnixNano: 'yesterday' };
    const metrics = [{ name, sum: { aggregationTemporality: 1, dataPoints: [point] } }];
    const logRecords = [{ timeUnixNano: 'yesterday' }];
    const request =
      signal === 'metrics'
        ? { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }
        : { resourceLogs: [{ scopeLogs: [{ logRecords }] }] };
    const reply = await send({ signal, body: JSON.stringify(request) });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text).partialSuccess[field]).toBe('1');
    expect(JSON.parse(reply.text).partialSuccess.errorMessage).toMatch(/timeUnixNano/);
  });
});

describe('requests that are refused, with a Status in the request’s encoding (C7) [Failures]', () => {
  test.each([JSON_TYPE, PROTOBUF])('A7 bad gzip: 400 (%s)', async (type) => {
    expectStatus(await send({ type, encoding: 'gzip', body: '{}' }), 400, type, /gzip/);
  });

  test('A8 half a gzip stream: 400, and nothing is stored', async () => {
    const whole = gzipSync(JSON.stringify(examples.traces));
    expectStatus(
      await send({ encoding: 'gzip', body: new Uint8Array(whole.subarray(0, 200)) }),
      400,
      JSON_TYPE,
    );
    expect(await spans()).toEqual([]);
  });

  test.each(['br', 'zstd', 'deflate'])('A9 Content-Encoding: %s: 415', async (encoding) => {
    expectStatus(await send({ encoding, body: 'x' }), 415, JSON_TYPE, /gzip/);
  });

  test.each([null, 'text/plain', 'application/octet-stream'])(
    'A10 Content-Type %s: 415, as JSON',
    async (type) => {
      expectStatus(await send({ type, body: 'x' }), 415, JSON_TYPE, /application\/json/);
    },
  );

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('A11 %s: 405 and Allow', async (method) => {
    const reply = await send({ method });
    expectStatus(reply, 405, JSON_TYPE);
    expect(reply.headers.get('allow')).toBe('POST');
  });

  test.each(['nope', 'traces/', 'development/profiles'])('A12 /v1/%s: 404', async (signal) => {
    expectStatus(await send({ signal }), 404, JSON_TYPE, /v1\/traces/);
  });

  test('A13 no page may send telemetry: OPTIONS is answered without CORS headers', async () => {
    const answer = await product.send('/v1/traces', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('B1 more than 4 MiB on the wire: 413', async () => {
    const body = ' '.repeat(4 * 1024 * 1024 + 1);
    expectStatus(await send({ body }), 413, JSON_TYPE, /4 MiB/);
  });

  test('B2 more than 16 MiB when unzipped: 413', async () => {
    const bomb = gzipSync(Buffer.alloc(17 * 1024 * 1024));
    expectStatus(await send({ encoding: 'gzip', body: new Uint8Array(bomb) }), 413, JSON_TYPE, /16 MiB/);
    expectStatus(await send({ type: PROTOBUF, encoding: 'gzip', body: new Uint8Array(bomb) }), 413, PROTOBUF);
  });

  test.each([
    [JSON_TYPE, '1234'],
    [JSON_TYPE, '[]'],
    [JSON_TYPE, '{'],
    [JSON_TYPE, '{"resourceSpans":{}}'],
    [JSON_TYPE, '{"resourceSpans":[{"scopeSpans":[{"spans":[{"kind":"SPAN_KIND_SERVER"}]}]}]}'],
    [PROTOBUF, '\xff\xff\xff'],
  ])('C6 what cannot be decoded: 400 (%s %s) [Bad Data]', async (type, body) => {
    expectStatus(await send({ type, body: new Uint8Array(Buffer.from(body, 'latin1')) }), 400, type);
  });

  test('B5 deep nesting: 400, and the next request is served', async () => {
    const deep = `{"resourceSpans":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    expectStatus(await send({ body: deep }), 400, JSON_TYPE);
    expect((await send({})).status).toBe(200);
  });

  test.each([
    ['no header', null],
    ['an empty one', ' '],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no token', 'Bearer'],
    ['junk', 'Bearer junk'],
    ['a well-formed token that nobody made', `Bearer ${ingestToken()}`],
  ])('D1 D2 %s: 401 and WWW-Authenticate', async (_, authorization) => {
    const reply = await send({ authorization, body: JSON.stringify(examples.traces) });
    expectStatus(reply, 401, JSON_TYPE);
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    expect(await spans()).toEqual([]);
  });

  test('D2 one wrong character is told without asking the database', async () => {
    const wrong = token.slice(0, 20) + (token[20] === 'a' ? 'b' : 'a') + token.slice(21);
    const reply = await send({ authorization: `Bearer ${wrong}` });
    expect(reply.status).toBe(401);
    expect(cost(reply).calls).toBe(0);
  });

  test('a body that cannot be decoded is still 401 when the token is not in force', async () => {
    expectStatus(await send({ authorization: `Bearer ${ingestToken()}`, body: '{' }), 401, JSON_TYPE);
  });

  test.each(['bearer', 'BEARER', 'Bearer  '])(
    'D3 the scheme "%s" is Bearer [RFC 9110 §11.1]',
    async (scheme) => {
      expect((await send({ authorization: `${scheme} ${token}` })).status).toBe(200);
    },
  );

  test('a header that was percent-encoded, as the OpenTelemetry specification asks, is understood', async () => {
    expect((await send({ authorization: `Bearer%20${token}` })).status).toBe(200);
  });

  test('a revoked token is refused on the very next request', async () => {
    const other = await product.org(2);
    expect((await send({ authorization: `Bearer ${other}` })).status).toBe(200);
    await product.db.exec('UPDATE ingest_token SET revoked_ms = 1 WHERE org_id = 2');
    const reply = await send({ authorization: `Bearer ${other}`, body: JSON.stringify(examples.traces) });
    expectStatus(reply, 401, JSON_TYPE, /revoked/);
    expect(cost(reply).written).toBe(0);
  });
});

describe('a database that fails', () => {
  test('C8 D4 no database: 503 with a short Retry-After, never 401 or 500 [Failures]', async () => {
    const broken = await Product.start({ withoutDatabase: true });
    try {
      for (const [type, body] of [
        [JSON_TYPE, JSON.stringify(examples.traces)],
        [PROTOBUF, new Uint8Array(spanAsProtobuf())],
        [JSON_TYPE, '{'],
      ] as const) {
        const reply = await send({ to: broken, type, body });
        expectStatus(reply, 503, type);
        expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
        expect(Number(reply.headers.get('retry-after'))).toBeLessThanOrEqual(3);
      }
    } finally {
      await broken.stop();
    }
  });

  test('C12 when the last statement fails, no row of the request stays', async () => {
    const failing = await Product.start();
    try {
      const itsToken = await failing.org(1);
      await failing.db.exec('DROP TABLE dirty');
      const body = JSON.stringify(examples.traces);
      const reply = await send({ to: failing, authorization: `Bearer ${itsToken}`, body });
      expectStatus(reply, 503, JSON_TYPE);
      for (const table of ['span', 'session', 'word']) {
        expect(await failing.rows(`SELECT * FROM ${table}`), table).toEqual([]);
      }
    } finally {
      await failing.stop();
    }
  });
});

// What a receiver of OTLP/HTTP does: the OTLP specification (opentelemetry-proto, docs/specification.md), what receivers
// agree on without it, and what Thinspan promises beyond. Data only: otlp.test.ts holds it against Thinspan, by_hand.ts
// against any receiver.

import { gzipSync } from 'node:zlib';
import { encode } from '../../scripts/sample/protobuf.mjs';
import { ingestToken } from '../support/token.ts';
import { type Answer, type Message, type Sending, SIGNALS } from './exchange.ts';
import {
  examples,
  logRecord,
  logs,
  metrics,
  NOW,
  otherKinds,
  point,
  samples,
  span,
  sum,
  text,
  today,
  traces,
} from './messages.ts';

type Table = 'span' | 'event' | 'metric' | 'session' | 'word';

/** One request and its answer. */
export interface Step {
  send: Sending;
  /** What a conforming receiver answers: one of these. */
  answer: Answer | Answer[];
  /** What Thinspan answers; without: as any. In a row that deviates it is something else. */
  ours?: Answer;
  /** Thinspan: run in its database before. */
  sql?: string;
  /** Thinspan: how many rows the tables have after it. */
  stored?: Partial<Record<Table, number>>;
  /** Thinspan: what a query finds after it. */
  found?: [sql: string, rows: unknown[]];
  /** Thinspan: what it cost in D1. */
  cost?: { calls?: number; written?: number };
}

/** One requirement. */
export interface Row {
  /** Stays the same, whatever is added. */
  id: string;
  /** `must` and `should` as the specification says; `practice`: receivers agree; `own`: Thinspan promises. */
  level: 'must' | 'should' | 'practice' | 'own';
  what: string;
  /** The section of the specification, or where else it comes from. */
  source: string;
  steps: Step[];
  /** A receiver that something is done to: Thinspan with a database of its own, or without any. */
  on?: 'own database' | 'no database';
  /** Thinspan does otherwise on purpose: stated in docs/LIMITS.md in these words. */
  deviates?: { ours: string; why: string };
}

const taken: Answer = { status: 200, body: 'success' };
const fully: Answer = { status: 200, body: 'unset' };
const partly = (rejected: number, message?: RegExp): Answer => ({
  status: 200,
  body: 'partial',
  rejected,
  ...(message && { message }),
});
const refused = (status: number, message?: RegExp, headers?: Answer['headers']): Answer => ({
  status,
  body: 'status',
  ...(message && { message }),
  ...(headers && { headers }),
});
/** A status whose body the row does not ask for: some rows are about nothing but that. */
const status = (status: number): Answer => ({ status, body: 'any' });
/** A record that makes no sense: refused alone, or with its request. */
const notTaken = [partly(1), refused(400)];
const unavailable = refused(503, undefined, { 'retry-after': /^[123]$/ });

/** In both encodings. */
const both = (send: Sending): Sending[] => [send, { ...send, as: 'protobuf' }];

/** The same answer to each. */
const each = (sendings: Sending[], answer: Answer | Answer[], more: Omit<Step, 'send' | 'answer'> = {}) =>
  sendings.map((send): Step => ({ send, answer, ...more }));

/** JSON that no object of JavaScript is written as. */
const raw = (message: Message, from: string, to: string) => JSON.stringify(message).replaceAll(from, to);

const message = samples.traces;

/** Valid JSON of so many bytes. */
const padded = (bytes: number) => () => {
  const text = JSON.stringify(message);
  return Buffer.alloc(bytes, ' ').fill(text, 0, text.length);
};

const MIB = 1024 * 1024;
const trace: Sending = { to: 'traces', message };
const zipped = (body: () => Uint8Array): Sending => ({ to: 'traces', encoding: 'gzip', body });
const spanIds: [string, unknown[]] = ['SELECT hex(span_id) AS id FROM span', [{ id: span.spanId }]];
const badSpan = { ...span, traceId: 'abc123' };
const claude = (points: Message[], temporality?: unknown) =>
  metrics(sum('claude_code.commit.count', points, temporality));
const values = "SELECT json_extract(points, '$[0][3]') AS value FROM metric ORDER BY time_ms";

/** A list in a list in a list, so many deep: as a message, and as JSON, which may be deeper than JavaScript can write. */
function nested(depth: number): Message {
  let value: Message = {};
  for (let level = 0; level < depth; level++) value = { arrayValue: { values: [value] } };
  return traces({ ...span, attributes: [{ key: 'deep', value }] });
}
const nestedJson = (depth: number) =>
  raw(
    nested(0),
    '"value":{}',
    `"value":${'{"arrayValue":{"values":['.repeat(depth)}{}${']}}'.repeat(depth)}`,
  );

export const rows: Row[] = [
  // How it is carried.
  {
    id: 'A1-examples',
    level: 'practice',
    what: "OTLP's own examples are taken as they are",
    source: 'OTLP/HTTP Request',
    steps: examples
      .flatMap(([to, message]) => both({ to, message }))
      .map((send) => ({
        send,
        answer: taken,
        ...(send.to !== 'metrics' && { ours: partly(1, /2020/) }),
        stored: { span: 0, event: 0, metric: 0 },
      })),
    deviates: {
      ours: 'a record from before 2020, or of more than two days later, is refused, and counted as refused; the examples are of 2018',
      why: 'its clock was never set, and it would be counted on a day that nobody looks at',
    },
  },
  {
    id: 'A1',
    level: 'must',
    what: 'traces, metrics and logs are posted to paths of their own',
    source: 'OTLP/HTTP Request',
    steps: [
      ...each(
        examples.flatMap(([to, message]) => both({ to, message: today(message) })),
        taken,
      ),
      {
        send: { to: 'logs', message: { resourceLogs: [] } },
        answer: taken,
        stored: { span: 1, event: 2, metric: 0 },
      },
    ],
  },
  {
    id: 'A2',
    level: 'must',
    what: 'JSON is answered as JSON',
    source: 'OTLP/HTTP Response',
    steps: each(
      SIGNALS.map((to) => ({ to, message: samples[to] })),
      taken,
    ),
  },
  {
    id: 'A3',
    level: 'must',
    what: 'protobuf is answered as protobuf',
    source: 'OTLP/HTTP Response',
    steps: [
      ...each(
        SIGNALS.map((to) => ({ to, as: 'protobuf', message: samples[to] })),
        taken,
      ),
      { send: { ...trace, as: 'protobuf' }, answer: taken, found: spanIds },
    ],
  },
  {
    id: 'A4',
    level: 'practice',
    what: 'letter case and parameters of the media type do not matter',
    source: 'RFC 9110 §8.3.1',
    steps: [
      ...['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;odd'].map((type) => ({
        send: { ...trace, type },
        answer: taken,
        found: spanIds,
      })),
      { send: { ...trace, as: 'protobuf', type: 'Application/X-Protobuf;odd' }, answer: taken },
    ],
  },
  {
    id: 'A5',
    level: 'must',
    what: 'gzip is taken, for every signal and encoding',
    source: 'Protocol Details',
    steps: [
      ...each(
        SIGNALS.flatMap((to) => both({ to, message: samples[to], gzip: true })),
        fully,
      ),
      { send: { ...trace, gzip: true }, answer: taken, stored: { span: 1, event: 1 } },
    ],
  },
  {
    id: 'A6',
    level: 'practice',
    what: 'Content-Encoding: identity is none',
    source: 'RFC 9110 §8.4',
    steps: each(both({ ...trace, encoding: 'identity' }), taken),
  },
  {
    id: 'A7',
    level: 'practice',
    what: 'what says that it is gzip and is not is bad data',
    source: 'Bad Data',
    steps: each(both({ to: 'traces', encoding: 'gzip', body: '{}' }), refused(400), {
      ours: refused(400, /gzip/),
    }),
  },
  {
    id: 'A8',
    level: 'own',
    what: 'half of a gzip stream is never taken for a whole one',
    source: 'RFC 1952',
    steps: [
      {
        send: zipped(() => gzipSync(JSON.stringify(message)).subarray(0, 200)),
        answer: refused(400),
        stored: { span: 0 },
      },
      {
        send: zipped(() => Buffer.concat([gzipSync(JSON.stringify(message)), Buffer.from('trailing')])),
        answer: [taken, refused(400)],
        ours: refused(400),
        stored: { span: 0 },
      },
      {
        // Two members.
        send: zipped(() => {
          const whole = JSON.stringify(message);
          return Buffer.concat([gzipSync(whole.slice(0, 100)), gzipSync(whole.slice(100))]);
        }),
        answer: [taken, refused(400)],
        ours: taken,
        stored: { span: 1 },
      },
    ],
  },
  {
    id: 'A9',
    level: 'practice',
    what: 'another compression that is not spoken is told so',
    source: 'RFC 9110 §15.5.16',
    steps: each(
      ['br', 'zstd', 'deflate'].map((encoding) => ({ to: 'traces', encoding, body: 'x' })),
      [status(415), status(400)],
      { ours: refused(415, /gzip/) },
    ),
  },
  {
    id: 'A10',
    level: 'practice',
    what: 'a media type that is missing or not known is told so',
    source: 'RFC 9110 §15.5.16',
    steps: each(
      [null, 'text/plain', 'application/octet-stream'].map((type) => ({ to: 'traces', type, body: 'x' })),
      status(415),
      { ours: refused(415, /application\/json/) },
    ),
  },
  {
    id: 'A11',
    level: 'practice',
    what: 'telemetry is posted, not put',
    source: 'OTLP/HTTP Request',
    steps: each(
      ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ to: 'traces', method, body: '{}' })),
      status(405),
      { ours: refused(405, undefined, { allow: /^POST$/ }) },
    ),
  },
  {
    id: 'A12',
    level: 'practice',
    what: 'another path is not found',
    source: 'RFC 9110 §15.5.5',
    steps: [
      ...['nope', 'traces/', 'development/profiles'],
      // The path of profiles, which are in development.
      '../v1development/profiles',
    ].map((to) => ({
      send: { to, body: '{}' },
      answer: status(404),
      ...(!to.startsWith('..') && { ours: refused(404, /v1\/traces/) }),
    })),
  },
  {
    id: 'A13',
    level: 'practice',
    what: 'no page may send telemetry: there are no CORS headers unless origins are listed',
    source: 'Fetch standard',
    steps: [
      {
        send: {
          to: 'traces',
          method: 'OPTIONS',
          headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
        },
        answer: { body: 'any', headers: { 'access-control-allow-origin': null } },
      },
    ],
  },
  {
    id: 'A14',
    level: 'own',
    what: 'a body in chunks, without its length, is taken',
    source: 'Claude Code 2.1.191 to 2.1.211 sent such',
    steps: [
      { send: { ...trace, chunked: true }, answer: taken, found: spanIds },
      { send: { ...trace, as: 'protobuf', gzip: true, chunked: true }, answer: taken },
    ],
  },
  {
    id: 'A15',
    level: 'should',
    what: 'an answer has at most 4 MiB, however much is wrong',
    source: 'OTLP/HTTP Response',
    steps: each(
      both({ to: 'traces', message: traces(...Array<Message>(10_000).fill(badSpan)) }),
      [partly(10_000), refused(400)].map((answer) => ({ ...answer, bytes: 4 * MIB })),
      { ours: { ...partly(10_000), bytes: 2048 } },
    ),
  },

  // How large it may be.
  {
    id: 'B1',
    level: 'must',
    what: 'the size is limited also of what is unzipped',
    source: 'OTLP/HTTP Request',
    steps: each(both({ to: 'traces', gzip: true, body: padded(70_000_000) }), refused(413), {
      ours: refused(413, /16 MiB/),
    }),
  },
  {
    id: 'B1-wire',
    level: 'own',
    what: 'the size is limited of what comes over the wire',
    source: 'OTLP/HTTP Request',
    steps: each(both({ to: 'traces', body: padded(4 * MIB + 1) }), [taken, refused(400), refused(413)], {
      ours: refused(413, /4 MiB/),
    }),
  },
  {
    id: 'B2',
    level: 'must',
    what: 'a gzip bomb is refused, and the next request is served',
    source: 'OTLP/HTTP Request',
    steps: [
      ...each(
        both({
          to: 'traces',
          encoding: 'gzip',
          body: () => Buffer.concat(Array<Buffer>(6).fill(gzipSync(Buffer.alloc(50_000_000), { level: 9 }))),
        }),
        refused(413),
      ),
      { send: trace, answer: taken },
    ],
  },
  {
    id: 'B3',
    level: 'should',
    what: 'a request has up to 64 MiB, unzipped, unless an operator says otherwise',
    source: 'OTLP/HTTP Request',
    steps: [
      { send: { to: 'traces', gzip: true, body: padded(15 * MIB) }, answer: taken },
      {
        send: { to: 'traces', gzip: true, body: padded(60 * MIB) },
        answer: taken,
        ours: refused(413, /16 MiB/),
      },
    ],
    deviates: {
      ours: 'up to 4 MiB on the wire and 16 MiB unzipped',
      why: 'a Worker has 128 MB of memory for all that it does at once; the largest recorded request has 0.12 MB',
    },
  },
  {
    id: 'B4',
    level: 'own',
    what: 'the limit holds for a body that does not tell its length',
    source: 'OTLP/HTTP Request',
    steps: each(
      [{ to: 'traces', chunked: true, body: padded(5 * MIB) }],
      [taken, refused(400), refused(413)],
      {
        ours: refused(413, /4 MiB/),
      },
    ),
  },
  {
    id: 'B5',
    level: 'own',
    what: 'deep nesting and many attributes break nothing',
    source: 'OWASP ASVS 5.0, 15.3',
    steps: [
      {
        send: { to: 'traces', body: `{"resourceSpans":${'['.repeat(5000)}${']'.repeat(5000)}}` },
        answer: refused(400),
      },
      { send: { to: 'traces', body: nestedJson(5000) }, answer: [taken, ...notTaken], ours: taken },
      {
        send: { to: 'traces', as: 'protobuf', message: nested(500) },
        answer: [taken, ...notTaken],
        ours: taken,
      },
      {
        send: {
          to: 'traces',
          message: traces({
            ...span,
            attributes: Array.from({ length: 10_000 }, (_, index) => text(`attribute.${index}`, 'x')),
          }),
        },
        answer: [taken, ...notTaken],
        ours: taken,
      },
      { send: trace, answer: taken },
    ],
  },

  // What is answered.
  {
    id: 'C1',
    level: 'must',
    what: "200 carries the signal's own response",
    source: 'Full Success',
    steps: each(
      SIGNALS.flatMap((to) => both({ to, message: samples[to] })),
      taken,
    ),
  },
  {
    id: 'C2',
    level: 'must',
    what: 'where nothing was refused partial_success is not set',
    source: 'Full Success',
    steps: each(
      SIGNALS.flatMap((to) => both({ to, message: samples[to] })),
      fully,
    ),
  },
  {
    id: 'C3',
    level: 'should',
    what: 'nothing is a request, too',
    source: 'Full Success',
    steps: SIGNALS.flatMap((to) =>
      each(
        [
          { to, body: '{}' },
          { to, body: `{"resource${{ traces: 'Spans', metrics: 'Metrics', logs: 'Logs' }[to]}":[]}` },
          { to, as: 'protobuf', body: '' },
        ],
        fully,
      ),
    ),
  },
  {
    id: 'C4',
    level: 'must',
    what: 'a bad record is refused alone, counted and named, or with its request',
    source: 'Partial Success',
    steps: [
      ...each(both({ to: 'traces', message: traces(badSpan, span) }), notTaken, {
        ours: partly(1, /traceId/),
        found: spanIds,
      }),
      {
        send: { to: 'metrics', message: claude([{ asDouble: 1, timeUnixNano: 'yesterday' }]) },
        answer: notTaken,
        ours: partly(1, /timeUnixNano/),
      },
      {
        send: { to: 'metrics', as: 'protobuf', message: claude([{ asDouble: 1 }]) },
        answer: [taken, ...notTaken],
        ours: partly(1, /timeUnixNano/),
      },
      {
        send: { to: 'logs', message: logs({ timeUnixNano: 'yesterday' }) },
        answer: notTaken,
        ours: partly(1, /timeUnixNano/),
      },
      {
        send: { to: 'logs', as: 'protobuf', message: logs({ severityNumber: 9 }) },
        answer: [taken, ...notTaken],
        ours: partly(1, /timeUnixNano/),
      },
    ],
  },
  {
    id: 'C5',
    level: 'must',
    what: 'a warning about records that were taken refuses none',
    source: 'Partial Success',
    steps: each(
      both({
        to: 'logs',
        message: logs({ ...logRecord, attributes: [text('user.email', 'x'.repeat(10_000))] }),
      }),
      { status: 200, body: 'warning' },
      { ours: fully, stored: { event: 1 } },
    ),
  },
  {
    id: 'C6',
    level: 'must',
    what: 'what cannot be decoded is 400',
    source: 'Bad Data',
    steps: [
      ...each(
        ['1234', '[]', '{', '"x"', '', '{"resourceSpans":{}}', '{"resourceSpans":[1]}'].map((body) => ({
          to: 'traces',
          body,
        })),
        refused(400),
      ),
      {
        send: { to: 'traces', as: 'protobuf', body: () => Buffer.from([0xff, 0xff, 0xff]) },
        answer: refused(400),
      },
      {
        send: { to: 'traces', as: 'protobuf', body: () => encode('traces', message).subarray(0, -1) },
        answer: refused(400),
        stored: { span: 0 },
      },
    ],
  },
  {
    id: 'C7',
    level: 'must',
    what: 'whatever is refused is answered with a Status',
    source: 'Failures',
    steps: [
      ...each(both({ to: 'traces', method: 'PUT', body: '{}' }), refused(405)),
      ...each(both({ to: 'nope', body: '{}' }), refused(404)),
      { send: { to: 'traces', type: 'text/plain', body: 'x' }, answer: refused(415) },
      ...each(both({ to: 'traces', encoding: 'unheard-of', body: 'x' }), [refused(415), refused(400)]),
    ],
  },
  {
    id: 'C8',
    level: 'must',
    what: 'what may be sent again is 503, never 400 or 500: clients drop those',
    source: 'Failures',
    on: 'no database',
    steps: [
      ...each(both(trace), unavailable),
      // Whose request it is cannot be looked up, so neither can it be said to be bad.
      { send: { to: 'traces', body: '{' }, answer: unavailable },
    ],
  },
  {
    id: 'C9',
    level: 'should',
    what: 'an overload is 503 or 429; Retry-After is shorter than an export may take (10 s)',
    source: 'OTLP/HTTP Throttling',
    on: 'own database',
    steps: each(
      [
        ...both(trace),
        ...both({ to: 'metrics', message: claude([point]) }),
        ...both({ to: 'logs', message: samples.logs }),
      ],
      unavailable,
      { sql: 'DROP TABLE IF EXISTS session' },
    ),
  },
  {
    id: 'C10',
    level: 'own',
    what: 'only what is stored is answered with 200, and what is sent again after a failure is stored once',
    source: 'OTLP/HTTP Response',
    on: 'own database',
    steps: [
      { send: trace, sql: 'ALTER TABLE span RENAME TO elsewhere', answer: unavailable },
      { send: trace, sql: 'ALTER TABLE elsewhere RENAME TO span', answer: taken, found: spanIds },
    ],
  },
  {
    id: 'C11',
    level: 'should',
    what: 'the same data twice is stored once',
    source: 'Duplicate Data',
    steps: [
      ...each(both(trace), taken, { stored: { span: 1 } }),
      ...each(both({ to: 'metrics', message: claude([point]) }), taken, {
        found: ['SELECT json_array_length(points) AS points FROM metric', [{ points: 1 }]],
      }),
      ...each(both({ to: 'logs', message: samples.logs }), taken, { stored: { event: 1 } }),
    ],
  },
  {
    id: 'C12',
    level: 'own',
    what: 'all records of a request are stored, or none',
    source: 'D1 runs a batch as one transaction',
    on: 'own database',
    steps: [
      {
        // The table of the last statement that writes.
        sql: 'DROP TABLE dirty',
        send: trace,
        answer: unavailable,
        stored: { span: 0, session: 0, word: 0 },
      },
    ],
  },

  // Who may send.
  {
    id: 'D1',
    level: 'practice',
    what: 'without a token that is one: 401',
    source: 'RFC 6750 §3',
    steps: [null, '', ' ', 'Basic dXNlcjpwYXNz', 'Bearer', 'Bearer junk'].map((value) => ({
      send: { ...trace, authorization: value === null ? null : () => value },
      answer: refused(401, undefined, { 'www-authenticate': /Bearer/ }),
      ours: refused(401, undefined, { 'www-authenticate': /^Bearer$/ }),
      stored: { span: 0 },
    })),
  },
  {
    id: 'D2',
    level: 'practice',
    what: 'with a token that nobody made: 401',
    source: 'RFC 6750 §3',
    steps: [
      ...each(
        both({ ...trace, authorization: () => `Bearer ${ingestToken()}` }),
        refused(401, undefined, { 'www-authenticate': /Bearer/ }),
        { stored: { span: 0 }, cost: { written: 0 } },
      ),
      {
        send: { to: 'traces', body: '{', authorization: () => `Bearer ${ingestToken()}` },
        answer: refused(401),
      },
      {
        send: { ...trace, authorization: (own) => own.slice(0, -1) + (own.endsWith('a') ? 'b' : 'a') },
        answer: refused(401),
        // The checksum tells.
        cost: { calls: 0 },
      },
    ],
  },
  {
    id: 'D2-revoked',
    level: 'own',
    what: 'a revoked token is refused on the very next request',
    source: 'RFC 6750 §3',
    on: 'own database',
    steps: [
      { send: { to: 'traces', body: '{}' }, answer: taken },
      {
        sql: 'UPDATE ingest_token SET revoked_ms = 1',
        send: trace,
        answer: refused(401, /revoked/),
        stored: { span: 0 },
        cost: { written: 0 },
      },
    ],
  },
  {
    id: 'D3',
    level: 'own',
    what: 'letter case and spaces of the scheme do not matter',
    source: 'RFC 9110 §11.1',
    steps: each(
      ['bearer ', 'BEARER ', 'Bearer  '].map((scheme) => ({
        ...trace,
        authorization: (own) => own.replace(/^\S+ /, scheme),
      })),
      taken,
    ),
  },
  {
    id: 'D3-encoded',
    level: 'own',
    what: 'a header that was percent-encoded, as OTEL_EXPORTER_OTLP_HEADERS asks, is understood',
    source: 'OpenTelemetry: OTLP Exporter Configuration',
    steps: [
      {
        send: { ...trace, authorization: (own) => own.replace(' ', '%20') },
        answer: [taken, refused(401), refused(400)],
        ours: taken,
      },
    ],
  },
  {
    id: 'D4',
    level: 'own',
    what: 'where tokens cannot be looked up: 503, never 401, which makes clients drop',
    source: 'Failures',
    on: 'own database',
    steps: [
      ...each(both(trace), unavailable, { sql: 'DROP TABLE IF EXISTS ingest_token' }),
      { send: { ...trace, authorization: () => `Bearer ${ingestToken()}` }, answer: unavailable },
    ],
  },
  {
    id: 'D5',
    level: 'own',
    what: 'a wrong token is refused before the body is looked at',
    source: 'OWASP ASVS 5.0, 16.2',
    steps: [
      {
        send: {
          to: 'traces',
          // Larger, it would not be sent to its end: who is answered in the middle sees a broken connection.
          body: padded(32 * 1024),
          authorization: () => 'Bearer junk',
        },
        answer: refused(401),
        cost: { calls: 0 },
      },
      {
        send: { to: 'traces', encoding: 'gzip', body: 'x', authorization: () => 'Bearer junk' },
        answer: refused(401),
      },
    ],
  },

  // How JSON is read.
  {
    id: 'E1',
    level: 'must',
    what: 'ids are hexadecimal of either case, not base64',
    source: 'JSON Protobuf Encoding',
    steps: [
      {
        send: {
          to: 'traces',
          message: traces({
            ...span,
            links: [{ traceId: span.traceId.toLowerCase(), spanId: span.spanId.toLowerCase() }],
          }),
        },
        answer: taken,
      },
      {
        send: {
          to: 'traces',
          message: traces({
            ...span,
            traceId: span.traceId.toLowerCase(),
            spanId: span.spanId.toLowerCase(),
            parentSpanId: span.parentSpanId.toLowerCase(),
          }),
        },
        answer: taken,
        found: spanIds,
      },
      {
        send: { to: 'logs', message: logs({ ...logRecord, traceId: span.traceId.toLowerCase() }) },
        answer: taken,
      },
      {
        send: {
          to: 'metrics',
          message: metrics(
            sum('my.counter', [
              {
                ...point,
                exemplars: [{ timeUnixNano: NOW, asInt: '1', spanId: span.spanId, traceId: span.traceId }],
              },
            ]),
          ),
        },
        answer: taken,
      },
      {
        send: {
          to: 'traces',
          message: traces({ ...span, traceId: Buffer.from(span.traceId, 'hex').toString('base64') }),
        },
        answer: notTaken,
        ours: partly(1, /traceId/),
        stored: { span: 1 },
      },
    ],
  },
  {
    id: 'E2',
    level: 'must',
    what: 'enums are numbers, and their names are none',
    source: 'JSON Protobuf Encoding',
    steps: (
      [
        ['traces', traces({ ...span, kind: 'SPAN_KIND_SERVER' })],
        ['traces', traces({ ...span, status: { code: 'STATUS_CODE_OK' } })],
        ['logs', logs({ ...logRecord, severityNumber: 'SEVERITY_NUMBER_INFO' })],
        ['metrics', metrics(sum('my.counter', [point], 'AGGREGATION_TEMPORALITY_DELTA'))],
      ] as const
    ).map(([to, message]) => ({
      send: { to, message },
      answer: notTaken,
      ours: refused(400, /expected a 32-bit integer/),
    })),
  },
  {
    id: 'E3',
    level: 'must',
    what: 'fields that are not known are read over, wherever they stand',
    source: 'JSON Protobuf Encoding; Future Versions and Interoperability',
    steps: [
      {
        send: { to: 'traces', message: withFuture(traces({ ...span, events: [{ timeUnixNano: NOW }] })) },
        answer: taken,
        found: spanIds,
      },
      {
        send: { to: 'logs', message: withFuture(logs(logRecord)) },
        answer: taken,
        stored: { event: 1 },
      },
      {
        send: { to: 'metrics', message: withFuture(claude([point])) },
        answer: taken,
        stored: { metric: 1 },
      },
      {
        send: {
          to: 'traces',
          as: 'protobuf',
          // Field 1000, one byte long.
          body: () => Buffer.concat([encode('traces', message), Buffer.from([0xc2, 0x3e, 1, 0])]),
        },
        answer: taken,
        stored: { span: 1 },
      },
    ],
  },
  {
    id: 'E4',
    level: 'must',
    what: 'names of fields are in lowerCamelCase, and no others are known',
    source: 'JSON Protobuf Encoding',
    steps: [
      {
        send: { to: 'traces', body: raw(message, 'resourceSpans', 'resource_spans') },
        answer: taken,
        stored: { span: 0 },
      },
    ],
  },
  {
    id: 'E5',
    level: 'must',
    what: 'integers of 64 bits are texts or numbers',
    source: 'ProtoJSON',
    steps: [
      { send: trace, answer: taken },
      {
        send: {
          to: 'traces',
          message: traces({
            ...span,
            startTimeUnixNano: Number(span.startTimeUnixNano),
            endTimeUnixNano: Number(NOW),
            attributes: [
              { key: 'number', value: { intValue: 7 } },
              { key: 'text', value: { intValue: '7' } },
            ],
          }),
        },
        answer: taken,
        found: ['SELECT end_ms, duration_ms FROM span', [{ end_ms: 6_733_456, duration_ms: 456 }]],
      },
      {
        send: {
          to: 'metrics',
          message: claude([
            { timeUnixNano: NOW, asInt: '7' },
            { timeUnixNano: '1795225934456000000', asInt: 7 },
            { timeUnixNano: '1795225935456000000', asDouble: 7 },
            { timeUnixNano: '1795225936456000000', asDouble: '7' },
          ]),
        },
        answer: taken,
        found: [values, [{ value: 7 }, { value: 7 }, { value: 7 }, { value: 7 }]],
      },
      {
        send: {
          to: 'metrics',
          message: metrics({
            name: 'my.histogram',
            histogram: {
              aggregationTemporality: 1,
              dataPoints: [
                { timeUnixNano: NOW, count: 2, bucketCounts: [1, 1], explicitBounds: [1] },
                { timeUnixNano: NOW, count: '2', bucketCounts: ['1', '1'], explicitBounds: [1] },
              ],
            },
          }),
        },
        answer: taken,
      },
    ],
  },
  {
    id: 'E6',
    level: 'must',
    what: 'nanoseconds are exact',
    source: 'ProtoJSON',
    // As doubles they would be of the next millisecond.
    steps: [
      { to: 'traces', message: traces({ ...span, endTimeUnixNano: '1795225933456999999' }) },
      { to: 'traces', body: raw(message, `"${NOW}"`, '1795225933456999999') },
      {
        to: 'traces',
        as: 'protobuf' as const,
        message: traces({ ...span, endTimeUnixNano: '1795225933456999999' }),
      },
    ].map((send) => ({
      send,
      answer: taken,
      found: ['SELECT end_ms FROM span', [{ end_ms: 6_733_456 }]],
    })),
  },
  {
    id: 'E7',
    level: 'must',
    what: 'null is absent, and absent is the default',
    source: 'ProtoJSON',
    steps: [
      ...each(
        SIGNALS.map((to) => ({ to, body: raw(samples[to], '"attributes":[', '"attributes":null,"was":[') })),
        taken,
        {},
      ),
      ...each(
        [
          { resourceSpans: null },
          { resourceSpans: [{ resource: null, scopeSpans: null }] },
          { resourceSpans: [{ scopeSpans: [{ scope: null, spans: null }] }] },
          traces({ ...span, attributes: [{ key: 'a', value: { intValue: null } }] }),
          traces({ ...span, attributes: [{ key: 'a', value: null }] }),
          traces({
            ...span,
            name: null,
            kind: null,
            status: null,
            events: null,
            links: null,
            traceState: null,
          }),
        ].map((message) => ({ to: 'traces', message })),
        taken,
      ),
      { send: { to: 'metrics', message: metrics({ name: 'my.counter', sum: null }) }, answer: taken },
      {
        send: { to: 'metrics', message: { resourceMetrics: [{ scopeMetrics: [{}] }, {}] } },
        answer: taken,
      },
    ],
  },
  {
    id: 'E8',
    level: 'must',
    what: 'a value may be empty',
    source: 'common.proto',
    steps: [
      ...each(
        [{}, { arrayValue: {} }, { kvlistValue: {} }, { arrayValue: { values: [{}] } }].flatMap((value) =>
          both({ to: 'traces', message: traces({ ...span, attributes: [{ key: 'a', value }] }) }),
        ),
        taken,
        { stored: { span: 1 } },
      ),
      ...each(
        [{}, { arrayValue: {} }, undefined].flatMap((body) =>
          both({ to: 'logs', message: logs({ ...logRecord, body }) }),
        ),
        taken,
      ),
    ],
  },
  {
    id: 'E9',
    level: 'must',
    what: 'doubles may be NaN, Infinity and -Infinity',
    source: 'ProtoJSON',
    steps: [
      ...each(
        ['NaN', 'Infinity', '-Infinity'].flatMap((doubleValue) =>
          both({
            to: 'logs',
            message: logs({ ...logRecord, attributes: [{ key: 'cost_usd', value: { doubleValue } }] }),
          }),
        ),
        taken,
        { stored: { event: 1 } },
      ),
      // What counts nothing is not counted.
      ...each(both({ to: 'metrics', message: claude([{ ...point, asDouble: 'NaN' }]) }), [taken, partly(1)], {
        ours: partly(1, /number/),
        stored: { metric: 0 },
      }),
    ],
  },
  {
    id: 'E10',
    level: 'must',
    what: 'bytes are base64, standard or for URLs, padded or not',
    source: 'ProtoJSON',
    steps: each(
      ['AQI=', 'AQI', '-_8', '+/8='].map((bytesValue) => ({
        to: 'traces',
        message: traces({ ...span, attributes: [{ key: 'a', value: { bytesValue } }] }),
      })),
      taken,
    ),
  },
  {
    id: 'E11',
    level: 'should',
    what: 'no parent is a root; a parent of another length is none',
    source: 'trace.proto',
    steps: [
      ...['', null, undefined].map((parentSpanId) => ({
        send: { to: 'traces', message: traces({ ...span, parentSpanId }) },
        answer: taken,
        found: ['SELECT parent_id FROM span', [{ parent_id: null }]] as [string, unknown[]],
      })),
      ...each(both({ to: 'traces', message: traces({ ...span, parentSpanId: 'eee19b7e' }) }), notTaken, {
        ours: partly(1, /parentSpanId/),
      }),
      ...each(
        both({ to: 'traces', message: traces({ ...span, spanId: '0000000000000000' }) }),
        [taken, ...notTaken],
        {
          ours: partly(1, /spanId/),
        },
      ),
    ],
  },
  {
    id: 'E12',
    level: 'must',
    what: 'metrics of every kind are taken',
    source: 'Future Versions and Interoperability',
    steps: each(
      both({ to: 'metrics', message: metrics(...otherKinds, sum('claude_code.commit.count', [point])) }),
      fully,
      { stored: { metric: 1 } },
    ),
  },
  {
    id: 'E12-kept',
    level: 'practice',
    what: 'metrics of every kind are kept',
    source: 'OTLP/HTTP Response',
    steps: each(both({ to: 'metrics', message: metrics(...otherKinds, sum('my.counter', [point])) }), fully, {
      stored: { metric: 0 },
    }),
    deviates: {
      ours: "every kind is taken; only the counters of Claude's clients are kept",
      why: 'nothing else is shown, and what is not shown is not stored',
    },
  },
  {
    id: 'E13',
    level: 'own',
    what: 'deltas and totals are both taken',
    source: 'metrics.proto',
    steps: [1, 2].flatMap((temporality) =>
      each(both({ to: 'metrics', message: claude([point], temporality) }), taken, {
        found: [
          `SELECT cumulative FROM metric WHERE cumulative = ${temporality - 1}`,
          [{ cumulative: temporality - 1 }],
        ],
      }),
    ),
  },
  {
    id: 'E13-neither',
    level: 'own',
    what: 'a sum that is neither delta nor total is refused, with the variable that mends it',
    source: 'metrics.proto',
    steps: each(both({ to: 'metrics', message: claude([point], 0) }), [taken, ...notTaken], {
      ours: partly(1, /aggregationTemporality/),
      stored: { metric: 0 },
    }),
  },
  {
    id: 'E14',
    level: 'own',
    what: 'what is not UTF-8 is bad data; what is odd in it breaks nothing',
    source: 'RFC 8259 §8.1',
    steps: [
      {
        send: {
          to: 'traces',
          body: () => Buffer.from(raw(message, "I'm", '\xff\xfe'), 'latin1'),
        },
        answer: refused(400),
      },
      {
        send: { to: 'traces', message: traces({ ...span, name: 'a\u0000b' }) },
        answer: taken,
        stored: { span: 1 },
      },
      {
        send: { to: 'traces', body: raw(message, "I'm", '\\ud800') },
        answer: [taken, ...notTaken],
        ours: taken,
      },
      {
        send: { to: 'traces', body: raw(message, 'some value', '\\udfff') },
        answer: [taken, ...notTaken],
        ours: taken,
      },
      { send: trace, answer: taken },
    ],
  },
];

/** Adds a field of tomorrow to every object. */
function withFuture(message: Message): Message {
  const further = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(further);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([name, inner]) => [name, further(inner)]);
    return { ...Object.fromEntries(fields), future: { x: [1, { y: null }] } };
  };
  return further(message) as Message;
}

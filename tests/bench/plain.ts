// What Thinspan is compared with: a Worker for traces as one would write it on a first day. JSON.parse, a look at the
// token, an INSERT for each span; a table with AUTOINCREMENT and the usual three indexes. It keeps the same facts of a span as
// Thinspan does, and no attribute besides. INSERTs are run one after the other, or with BATCH all of them in one batch, as
// one would on the second day.

import { answer, type Env } from './d1.ts';

interface PlainEnv extends Env {
  BATCH?: 'on';
}

export const SCHEMA = [
  'CREATE TABLE token (hash TEXT PRIMARY KEY, org_id INTEGER NOT NULL)',
  `CREATE TABLE span (
    id INTEGER PRIMARY KEY AUTOINCREMENT, org_id INTEGER NOT NULL, trace_id TEXT NOT NULL, span_id TEXT NOT NULL,
    parent_id TEXT, session_id TEXT, user TEXT, name TEXT NOT NULL, start_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL, model TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER,
    cache_creation_tokens INTEGER, tool_name TEXT, success TEXT, error TEXT
  )`,
  'CREATE INDEX span_by_trace ON span (trace_id)',
  'CREATE INDEX span_by_session ON span (session_id)',
  'CREATE INDEX span_by_time ON span (org_id, start_ms)',
];

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string | number; doubleValue?: number; boolValue?: boolean };
}

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes?: Attribute[];
}

interface Export {
  resourceSpans: { resource?: { attributes?: Attribute[] }; scopeSpans: { spans: Span[] }[] }[];
}

const INSERT = `INSERT INTO span (
  org_id, trace_id, span_id, parent_id, session_id, user, name, start_ms, duration_ms, model, input_tokens,
  output_tokens, cache_read_tokens, cache_creation_tokens, tool_name, success, error
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)`;

const COLUMNS = [
  'model',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'tool_name',
  'success',
  'error',
];

function valuesOf(attributes: readonly Attribute[] = []): Map<string, string | number> {
  return new Map(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.intValue ?? value.doubleValue ?? String(value.boolValue),
    ]),
  );
}

const milliseconds = (nanos: string) => Math.floor(Number(nanos) / 1e6);

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export default {
  async fetch(request: Request, env: PlainEnv): Promise<Response> {
    const token = request.headers.get('authorization')?.slice('Bearer '.length) ?? '';
    const found = await env.DB.prepare('SELECT org_id FROM token WHERE hash = ?1')
      .bind(await sha256(token))
      .all<{ org_id: number }>();
    const [org] = found.results;
    if (!org) return new Response('{}', { status: 401 });

    const { resourceSpans }: Export = await request.json();
    const insert = env.DB.prepare(INSERT);
    const inserts = resourceSpans.flatMap(({ resource, scopeSpans }) => {
      const told = valuesOf(resource?.attributes);
      return scopeSpans.flatMap(({ spans }) =>
        spans.map((span) => {
          const values = valuesOf(span.attributes);
          const of = (name: string) => values.get(name) ?? told.get(name) ?? null;
          const start = milliseconds(span.startTimeUnixNano);
          return insert.bind(
            org.org_id,
            span.traceId,
            span.spanId,
            span.parentSpanId ?? null,
            of('session.id'),
            of('user.email'),
            span.name,
            start,
            milliseconds(span.endTimeUnixNano) - start,
            ...COLUMNS.map(of),
          );
        }),
      );
    });
    if (inserts.length === 0) return answer(1, [found]);
    if (env.BATCH) return answer(2, [found, ...(await env.DB.batch(inserts))]);
    const results = [];
    for (const one of inserts) results.push(await one.run());
    return answer(1 + inserts.length, [found, ...results]);
  },
};

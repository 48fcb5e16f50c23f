// What a recorded request says, record by record, in plain values.

import { gunzipSync } from 'node:zlib';
import { bodyOf, type Recorded } from '../support/recorded.ts';
import { decodeProtobuf } from './protobuf.ts';

interface AnyValue {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: number | string;
  doubleValue?: number;
  arrayValue?: { values?: AnyValue[] };
}

interface KeyValue {
  key: string;
  value?: AnyValue;
}

interface Wire {
  name?: string;
  attributes?: KeyValue[];
  [field: string]: unknown;
}

/** The attributes of one record, and of the resource that sent it. */
export class Attributes {
  private readonly values = new Map<string, AnyValue>();

  constructor(list: KeyValue[] = []) {
    // Of two with one key the first counts.
    for (const { key, value } of list) if (value && !this.values.has(key)) this.values.set(key, value);
  }

  get keys(): string[] {
    return [...this.values.keys()];
  }

  /** Numbers come as strings and strings as numbers; Cowork says "undefined" for what it does not know. */
  text(key: string): string | undefined {
    const value = this.values.get(key);
    const plain = value?.stringValue ?? value?.intValue ?? value?.doubleValue ?? value?.boolValue;
    const text = plain === undefined ? '' : String(plain).trim();
    return text === '' || text === 'undefined' ? undefined : text;
  }

  number(key: string): number | undefined {
    const number = Number(this.text(key) ?? Number.NaN);
    return Number.isFinite(number) ? number : undefined;
  }

  truth(key: string): boolean | undefined {
    const text = this.text(key)?.toLowerCase();
    if (text === 'true' || text === '1') return true;
    return text === 'false' || text === '0' ? false : undefined;
  }

  /** The same for the same attributes, in any order. */
  get identity(): string {
    return JSON.stringify([...this.values].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

interface Origin {
  resource: Attributes;
  scope: string;
  attributes: Attributes;
}

export interface Span extends Origin {
  signal: 'traces';
  name: string;
  traceId: string;
  spanId: string;
  parentId: string | undefined;
  startMs: number;
  endMs: number;
  failed: boolean;
  events: { name: string; attributes: Attributes }[];
}

export interface LogRecord extends Origin {
  signal: 'logs';
  /** The event's bare name. */
  name: string;
  timeMs: number;
}

export interface Point extends Origin {
  signal: 'metrics';
  name: string;
  timeMs: number;
  startMs: number;
  cumulative: boolean;
  value: number;
}

export type Entry = Span | LogRecord | Point;

/** The millisecond in which a moment lies. */
const ms = (nanoseconds: unknown): number => Number(BigInt(String(nanoseconds ?? 0)) / 1_000_000n);
const list = (parent: Record<string, unknown>, field: string) => (parent[field] ?? []) as Wire[];

function span(wire: Wire, origin: Origin): Span {
  return {
    ...origin,
    signal: 'traces',
    name: String(wire.name),
    traceId: String(wire.traceId),
    spanId: String(wire.spanId),
    parentId: (wire.parentSpanId as string | undefined) || undefined,
    startMs: ms(wire.startTimeUnixNano),
    endMs: ms(wire.endTimeUnixNano),
    failed: (wire.status as { code?: number } | undefined)?.code === 2,
    events: list(wire, 'events').map((event) => ({
      name: String(event.name),
      attributes: new Attributes(event.attributes),
    })),
  };
}

function logRecord(wire: Wire, origin: Origin): LogRecord {
  return {
    ...origin,
    signal: 'logs',
    name: (origin.attributes.text('event.name') ?? '').replace(/^claude_code\./, ''),
    timeMs: ms(wire.timeUnixNano ?? wire.observedTimeUnixNano),
  };
}

function* points(wire: Wire, resource: Attributes, scope: string): Generator<Point> {
  const sum = wire.sum as { aggregationTemporality?: number } & Record<string, unknown>;
  for (const point of list(sum, 'dataPoints')) {
    yield {
      signal: 'metrics',
      resource,
      scope,
      attributes: new Attributes(point.attributes),
      name: String(wire.name),
      timeMs: ms(point.timeUnixNano),
      startMs: ms(point.startTimeUnixNano),
      cumulative: sum.aggregationTemporality === 2,
      value: Number(point.asDouble ?? point.asInt),
    };
  }
}

/** A request as OTLP/JSON has it, however it was sent. */
export function decoded(request: Recorded): Record<string, unknown> {
  const sent = bodyOf(request);
  const body = request.content_encoding === 'gzip' ? gunzipSync(sent) : sent;
  return request.content_type === 'application/json'
    ? JSON.parse(Buffer.from(body).toString())
    : decodeProtobuf(request.signal, body);
}

/** Every record of a request. */
export function* entries(request: Recorded): Generator<Entry> {
  const body = decoded(request);
  const fields = {
    traces: ['resourceSpans', 'scopeSpans', 'spans'],
    logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
    metrics: ['resourceMetrics', 'scopeMetrics', 'metrics'],
  } as const;
  const [resources, scopes, records] = fields[request.signal];
  for (const one of list(body, resources)) {
    const resource = new Attributes((one.resource as Wire | undefined)?.attributes);
    for (const scoped of list(one, scopes)) {
      const scope = (scoped.scope as Wire | undefined)?.name ?? '';
      for (const wire of list(scoped, records)) {
        const origin = { resource, scope, attributes: new Attributes(wire.attributes) };
        if (request.signal === 'traces') yield span(wire, origin);
        else if (request.signal === 'logs') yield logRecord(wire, origin);
        else yield* points(wire, resource, scope);
      }
    }
  }
}

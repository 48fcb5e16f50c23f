// OTLP/JSON requests of one record each, as a client would send them.

import type { Value } from '../vocabulary/fate.ts';
import type { Signal } from './recorded.ts';

export type Values = Record<string, Value>;

/** When every record happened: 2026-11-21T12:00:00Z. */
const AT_MS = 1_795_262_400_000;

/** How long every span took. */
export const SPAN_MS = 330;

function anyValue(value: Value): unknown {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'string') return { stringValue: value };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}

function attributes(values: Values): unknown[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

const nanos = (ms: number) => `${ms}000000`;

interface Message {
  signal: Signal;
  body: unknown;
}

export function logMessage(record: Values, resource: Values = {}): Message {
  const logRecords = [{ timeUnixNano: nanos(AT_MS), attributes: attributes(record) }];
  const scopeLogs = [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords }];
  return {
    signal: 'logs',
    body: { resourceLogs: [{ resource: { attributes: attributes(resource) }, scopeLogs }] },
  };
}

export interface SpanEvent {
  name: string;
  values: Values;
}

export function spanMessage(
  name: string,
  values: Values,
  events: SpanEvent[] = [],
  resource: Values = {},
): Message {
  const spans = [
    {
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      parentSpanId: 'a3ce929d0e0e4736',
      name,
      startTimeUnixNano: nanos(AT_MS - SPAN_MS),
      endTimeUnixNano: nanos(AT_MS),
      attributes: attributes(values),
      events: events.map(({ name, values }) => ({
        name,
        timeUnixNano: nanos(AT_MS),
        attributes: attributes(values),
      })),
      status: { code: 0 },
    },
  ];
  const scopeSpans = [{ scope: { name: 'com.anthropic.claude_code.tracing' }, spans }];
  return {
    signal: 'traces',
    body: { resourceSpans: [{ resource: { attributes: attributes(resource) }, scopeSpans }] },
  };
}

export function metricMessage(name: string, value: number, point: Values): Message {
  const dataPoints = [
    {
      startTimeUnixNano: nanos(AT_MS - 60_000),
      timeUnixNano: nanos(AT_MS),
      asDouble: value,
      attributes: attributes(point),
    },
  ];
  const sum = { aggregationTemporality: 1, isMonotonic: true, dataPoints };
  const scopeMetrics = [{ scope: { name: 'com.anthropic.claude_code' }, metrics: [{ name, sum }] }];
  return { signal: 'metrics', body: { resourceMetrics: [{ resource: {}, scopeMetrics }] } };
}

// Export requests as OTLP/JSON has them: the OTLP repository's own examples, and others of a program that Thinspan
// does not know. Conformance does not depend on Claude's vocabulary.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message, Signal } from './exchange.ts';

/** When everything here happened, in nanoseconds: 2026-11-21T01:52:13.456Z. */
export const NOW = '1795225933456000000';

export const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const resource = { attributes: [text('service.name', 'my.service')] };
const scope = { name: 'my.library', version: '1.0.0' };

export const span = {
  traceId: '5B8EFFF798038103D269B633813FC60C',
  spanId: 'EEE19B7EC3C1B174',
  parentSpanId: 'EEE19B7EC3C1B173',
  name: "I'm a server span",
  startTimeUnixNano: '1795225933000000000',
  endTimeUnixNano: NOW,
  kind: 2,
  attributes: [text('my.span.attr', 'some value')],
};

export const logRecord = {
  timeUnixNano: NOW,
  observedTimeUnixNano: NOW,
  severityNumber: 10,
  severityText: 'Information',
  traceId: span.traceId,
  spanId: span.spanId,
  body: { stringValue: 'Example log record' },
  attributes: [{ key: 'a.list', value: { arrayValue: { values: [{ stringValue: 'many' }] } } }],
};

/** A data point's time. */
const times = { startTimeUnixNano: NOW, timeUnixNano: NOW };

export const point = { ...times, asDouble: 5 };

/** A counter of the points. */
export const sum = (name: string, dataPoints: Message[], aggregationTemporality: unknown = 1) => ({
  name,
  unit: '1',
  sum: { aggregationTemporality, isMonotonic: true, dataPoints },
});

/** One metric of each other kind. */
export const otherKinds = [
  { name: 'my.gauge', gauge: { dataPoints: [{ asDouble: 10, timeUnixNano: NOW }] } },
  {
    name: 'my.histogram',
    histogram: {
      aggregationTemporality: 1,
      dataPoints: [
        { ...times, count: '2', sum: 2, bucketCounts: ['1', '1'], explicitBounds: [1], min: 0, max: 2 },
      ],
    },
  },
  {
    name: 'my.exponential.histogram',
    exponentialHistogram: {
      aggregationTemporality: 1,
      dataPoints: [
        {
          ...times,
          count: '3',
          sum: 10,
          scale: -1,
          zeroCount: '1',
          positive: { offset: 1, bucketCounts: ['0', '2'] },
        },
      ],
    },
  },
  {
    name: 'my.summary',
    summary: {
      dataPoints: [{ ...times, count: '2', sum: 2, quantileValues: [{ quantile: 0.5, value: 1 }] }],
    },
  },
];

export const traces = (...spans: Message[]): Message => ({
  resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }],
});

export const metrics = (...metrics: Message[]): Message => ({
  resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }],
});

export const logs = (...logRecords: Message[]): Message => ({
  resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords }] }],
});

/** A request of each signal. */
export const samples: Record<Signal, Message> = {
  traces: traces(span),
  metrics: metrics(sum('my.counter', [point]), ...otherKinds),
  logs: logs(logRecord),
};

/** The OTLP repository's examples. They are of 2018-12-13. */
export const examples: [Signal, Message][] = (
  [
    ['traces', 'trace'],
    ['metrics', 'metrics'],
    ['logs', 'logs'],
    ['logs', 'events'],
  ] as const
).map(([signal, name]) => [
  signal,
  JSON.parse(readFileSync(join(import.meta.dirname, 'examples', `${name}.json`), 'utf8')),
]);

/** The same as of now. */
export const today = (message: Message): Message =>
  JSON.parse(JSON.stringify(message).replaceAll('"1544712', '"1795225'));

// OTLP/JSON → OTLP/protobuf, for the fields that clients send (opentelemetry-proto 1.x).

/** @typedef {'text' | 'hex' | 'base64' | 'fixed64' | 'sfixed64' | 'fixed32' | 'varint' | 'zigzag' | 'bool' | 'double' | Schema} Type */
/** @typedef {{ [key: string]: [number: number, type: Type, repeated?: 'repeated'] }} Schema */

/** @type {Schema} */
const ANY_VALUE = {
  stringValue: [1, 'text'],
  boolValue: [2, 'bool'],
  intValue: [3, 'varint'],
  doubleValue: [4, 'double'],
  bytesValue: [7, 'base64'],
};
/** @type {Schema} */
const KEY_VALUE = { key: [1, 'text'], value: [2, ANY_VALUE] };
ANY_VALUE.arrayValue = [5, { values: [1, ANY_VALUE, 'repeated'] }];
ANY_VALUE.kvlistValue = [6, { values: [1, KEY_VALUE, 'repeated'] }];
/** @type {Schema} */
const RESOURCE = { attributes: [1, KEY_VALUE, 'repeated'] };
/** @type {Schema} */
const SCOPE = { name: [1, 'text'], version: [2, 'text'], attributes: [3, KEY_VALUE, 'repeated'] };

/** @type {Schema} */
const SPAN_EVENT = {
  timeUnixNano: [1, 'fixed64'],
  name: [2, 'text'],
  attributes: [3, KEY_VALUE, 'repeated'],
};
/** @type {Schema} */
const LINK = { traceId: [1, 'hex'], spanId: [2, 'hex'], attributes: [4, KEY_VALUE, 'repeated'] };
/** @type {Schema} */
const SPAN = {
  traceId: [1, 'hex'],
  spanId: [2, 'hex'],
  traceState: [3, 'text'],
  parentSpanId: [4, 'hex'],
  name: [5, 'text'],
  kind: [6, 'varint'],
  startTimeUnixNano: [7, 'fixed64'],
  endTimeUnixNano: [8, 'fixed64'],
  attributes: [9, KEY_VALUE, 'repeated'],
  events: [11, SPAN_EVENT, 'repeated'],
  links: [13, LINK, 'repeated'],
  status: [15, { message: [2, 'text'], code: [3, 'varint'] }],
  flags: [16, 'fixed32'],
};
/** @type {Schema} */
const LOG_RECORD = {
  timeUnixNano: [1, 'fixed64'],
  severityNumber: [2, 'varint'],
  severityText: [3, 'text'],
  body: [5, ANY_VALUE],
  attributes: [6, KEY_VALUE, 'repeated'],
  flags: [8, 'fixed32'],
  traceId: [9, 'hex'],
  spanId: [10, 'hex'],
  observedTimeUnixNano: [11, 'fixed64'],
  eventName: [12, 'text'],
};
/** @type {Schema} */
const EXEMPLAR = {
  timeUnixNano: [2, 'fixed64'],
  asDouble: [3, 'double'],
  spanId: [4, 'hex'],
  traceId: [5, 'hex'],
  asInt: [6, 'sfixed64'],
};
/** @type {Schema} */
const DATA_POINT = {
  startTimeUnixNano: [2, 'fixed64'],
  timeUnixNano: [3, 'fixed64'],
  asDouble: [4, 'double'],
  exemplars: [5, EXEMPLAR, 'repeated'],
  asInt: [6, 'sfixed64'],
  attributes: [7, KEY_VALUE, 'repeated'],
};
/** @type {Schema} */
const HISTOGRAM_POINT = {
  startTimeUnixNano: [2, 'fixed64'],
  timeUnixNano: [3, 'fixed64'],
  count: [4, 'fixed64'],
  sum: [5, 'double'],
  bucketCounts: [6, 'fixed64', 'repeated'],
  explicitBounds: [7, 'double', 'repeated'],
  exemplars: [8, EXEMPLAR, 'repeated'],
  attributes: [9, KEY_VALUE, 'repeated'],
  min: [11, 'double'],
  max: [12, 'double'],
};
/** @type {Schema} */
const BUCKETS = { offset: [1, 'zigzag'], bucketCounts: [2, 'varint', 'repeated'] };
/** @type {Schema} */
const EXPONENTIAL_POINT = {
  attributes: [1, KEY_VALUE, 'repeated'],
  startTimeUnixNano: [2, 'fixed64'],
  timeUnixNano: [3, 'fixed64'],
  count: [4, 'fixed64'],
  sum: [5, 'double'],
  scale: [6, 'zigzag'],
  zeroCount: [7, 'fixed64'],
  positive: [8, BUCKETS],
  negative: [9, BUCKETS],
  min: [12, 'double'],
  max: [13, 'double'],
  zeroThreshold: [14, 'double'],
};
/** @type {Schema} */
const SUMMARY_POINT = {
  startTimeUnixNano: [2, 'fixed64'],
  timeUnixNano: [3, 'fixed64'],
  count: [4, 'fixed64'],
  sum: [5, 'double'],
  quantileValues: [6, { quantile: [1, 'double'], value: [2, 'double'] }, 'repeated'],
  attributes: [7, KEY_VALUE, 'repeated'],
};
/** @type {Schema} */
const METRIC = {
  name: [1, 'text'],
  description: [2, 'text'],
  unit: [3, 'text'],
  gauge: [5, { dataPoints: [1, DATA_POINT, 'repeated'] }],
  sum: [
    7,
    {
      dataPoints: [1, DATA_POINT, 'repeated'],
      aggregationTemporality: [2, 'varint'],
      isMonotonic: [3, 'bool'],
    },
  ],
  histogram: [9, { dataPoints: [1, HISTOGRAM_POINT, 'repeated'], aggregationTemporality: [2, 'varint'] }],
  exponentialHistogram: [
    10,
    { dataPoints: [1, EXPONENTIAL_POINT, 'repeated'], aggregationTemporality: [2, 'varint'] },
  ],
  summary: [11, { dataPoints: [1, SUMMARY_POINT, 'repeated'] }],
};

/** @param {string} resources @param {string} scopes @param {string} records @param {Schema} record @returns {Schema} */
const request = (resources, scopes, records, record) => ({
  [resources]: [
    1,
    {
      resource: [1, RESOURCE],
      [scopes]: [2, { scope: [1, SCOPE], [records]: [2, record, 'repeated'] }, 'repeated'],
    },
    'repeated',
  ],
});

const REQUESTS = {
  traces: request('resourceSpans', 'scopeSpans', 'spans', SPAN),
  logs: request('resourceLogs', 'scopeLogs', 'logRecords', LOG_RECORD),
  metrics: request('resourceMetrics', 'scopeMetrics', 'metrics', METRIC),
};

const VARINT = 0;
const BITS_64 = 1;
const LENGTH = 2;
const BITS_32 = 5;

/** Writes from the end to the beginning: a message's length is known when it has to be written. */
class Writer {
  buffer = Buffer.allocUnsafe(1 << 16);
  at = this.buffer.length;

  /** Makes room and steps back. @param {number} bytes */
  back(bytes) {
    while (this.at < bytes) {
      const larger = Buffer.allocUnsafe(this.buffer.length * 2);
      this.at += larger.length - this.buffer.length;
      this.buffer.copy(larger, larger.length - this.buffer.length);
      this.buffer = larger;
    }
    this.at -= bytes;
  }

  /** @param {number | bigint} value */
  varint(value) {
    let left = BigInt.asUintN(64, BigInt(value));
    const bytes = [];
    do {
      bytes.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0));
      left >>= 7n;
    } while (left > 0n);
    this.back(bytes.length);
    this.buffer.set(bytes, this.at);
  }

  /** @param {number} end where the message ends */
  length(end) {
    this.varint(end - this.at);
  }

  /** @param {Schema} schema @param {Record<string, any>} message */
  message(schema, message) {
    for (const [key, [number, type, repeated]] of Object.entries(schema).reverse()) {
      const value = message[key];
      if (value === undefined) continue;
      // Reversed, for what is written last stands first.
      for (const one of repeated ? value.toReversed() : [value]) {
        const fromEnd = this.buffer.length - this.at;
        const wire = this.value(type, one);
        if (wire === LENGTH) this.length(this.buffer.length - fromEnd);
        this.varint((number << 3) | wire);
      }
    }
  }

  /** @param {Type} type @param {any} value @returns {number} the wire type */
  value(type, value) {
    switch (type) {
      case 'text':
        this.back(Buffer.byteLength(value));
        this.buffer.write(value, this.at);
        return LENGTH;
      case 'hex':
      case 'base64': {
        const bytes = Buffer.from(value, type);
        this.back(bytes.length);
        this.buffer.set(bytes, this.at);
        return LENGTH;
      }
      case 'fixed64':
      case 'sfixed64':
        this.back(8);
        this.buffer.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), this.at);
        return BITS_64;
      case 'double':
        this.back(8);
        // OTLP/JSON writes what JSON has no number for as a text: "NaN".
        this.buffer.writeDoubleLE(Number(value), this.at);
        return BITS_64;
      case 'fixed32':
        this.back(4);
        this.buffer.writeUInt32LE(value, this.at);
        return BITS_32;
      case 'varint':
      case 'bool':
        this.varint(BigInt(value));
        return VARINT;
      case 'zigzag':
        this.varint((value << 1) ^ (value >> 31));
        return VARINT;
      default:
        this.message(type, value);
        return LENGTH;
    }
  }
}

/**
 * @param {import('./otlp.mjs').Signal} signal
 * @param {Record<string, unknown>} json the request as OTLP/JSON has it
 * @returns {Buffer}
 */
export function encode(signal, json) {
  const writer = new Writer();
  writer.message(REQUESTS[signal], json);
  return writer.buffer.subarray(writer.at);
}

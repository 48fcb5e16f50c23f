// OTLP/protobuf → the same request as OTLP/JSON has it: a reader of its own, so that the reference count
// shares nothing with the product. Field numbers: opentelemetry-proto 1.x.

type Scalar = 'text' | 'hex' | 'fixed64' | 'sfixed64' | 'fixed32' | 'varint' | 'bool' | 'double';
interface Field {
  name: string;
  type: Scalar | (() => Message);
  repeated?: true;
}
type Message = Record<number, Field>;

const one = (name: string, type: Field['type']): Field => ({ name, type });
const many = (name: string, type: Field['type']): Field => ({ name, type, repeated: true });

const anyValue: Message = {
  1: one('stringValue', 'text'),
  2: one('boolValue', 'bool'),
  3: one('intValue', 'varint'),
  4: one('doubleValue', 'double'),
  5: one('arrayValue', () => ({ 1: many('values', () => anyValue) })),
};
const keyValue: Message = { 1: one('key', 'text'), 2: one('value', () => anyValue) };
const attributes = many('attributes', () => keyValue);
const resource: Message = { 1: attributes };
const scope: Message = { 1: one('name', 'text'), 2: one('version', 'text') };

const span: Message = {
  1: one('traceId', 'hex'),
  2: one('spanId', 'hex'),
  4: one('parentSpanId', 'hex'),
  5: one('name', 'text'),
  7: one('startTimeUnixNano', 'fixed64'),
  8: one('endTimeUnixNano', 'fixed64'),
  9: attributes,
  11: many('events', () => ({ 1: one('timeUnixNano', 'fixed64'), 2: one('name', 'text'), 3: attributes })),
  15: one('status', () => ({ 2: one('message', 'text'), 3: one('code', 'varint') })),
};

const logRecord: Message = {
  1: one('timeUnixNano', 'fixed64'),
  5: one('body', () => anyValue),
  6: attributes,
  9: one('traceId', 'hex'),
  10: one('spanId', 'hex'),
  11: one('observedTimeUnixNano', 'fixed64'),
};

const dataPoint: Message = {
  2: one('startTimeUnixNano', 'fixed64'),
  3: one('timeUnixNano', 'fixed64'),
  4: one('asDouble', 'double'),
  6: one('asInt', 'sfixed64'),
  7: attributes,
};
const metric: Message = {
  1: one('name', 'text'),
  7: one('sum', () => ({
    1: many('dataPoints', () => dataPoint),
    2: one('aggregationTemporality', 'varint'),
    3: one('isMonotonic', 'bool'),
  })),
};

function request(resources: string, scopes: string, records: string, record: Message): Message {
  const scoped: Message = { 1: one('scope', () => scope), 2: many(records, () => record) };
  return {
    1: many(resources, () => ({ 1: one('resource', () => resource), 2: many(scopes, () => scoped) })),
  };
}

const requests = {
  traces: request('resourceSpans', 'scopeSpans', 'spans', span),
  logs: request('resourceLogs', 'scopeLogs', 'logRecords', logRecord),
  metrics: request('resourceMetrics', 'scopeMetrics', 'metrics', metric),
};

class Reader {
  at = 0;

  constructor(readonly bytes: Buffer) {}

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.bytes.readUInt8(this.at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new Error('the message ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** The bytes of a field of that wire type. */
  raw(wire: number): Buffer | bigint {
    switch (wire) {
      case 0:
        return this.varint();
      case 1:
        return this.take(8);
      case 2:
        return this.take(Number(this.varint()));
      case 5:
        return this.take(4);
      default:
        throw new Error(`wire type ${wire}`);
    }
  }
}

function scalar(type: Scalar, raw: Buffer | bigint): unknown {
  if (typeof raw === 'bigint') {
    if (type === 'bool') return raw !== 0n;
    return Number(BigInt.asIntN(64, raw));
  }
  switch (type) {
    case 'text':
      return raw.toString('utf8');
    case 'hex':
      return raw.toString('hex');
    case 'fixed64':
      return raw.readBigUInt64LE().toString();
    case 'sfixed64':
      return raw.readBigInt64LE().toString();
    case 'fixed32':
      return raw.readUInt32LE();
    case 'double':
      return raw.readDoubleLE();
    default:
      throw new Error(`${type} of ${raw.length} bytes`);
  }
}

function message(schema: Message, bytes: Buffer): Record<string, unknown> {
  const reader = new Reader(bytes);
  const read: Record<string, unknown> = {};
  while (reader.at < bytes.length) {
    const tag = Number(reader.varint());
    const raw = reader.raw(tag & 7);
    const field = schema[tag >> 3];
    if (!field) continue;
    const { name, type, repeated } = field;
    const value = typeof type === 'function' ? message(type(), raw as Buffer) : scalar(type, raw);
    if (repeated) read[name] = [...((read[name] as unknown[]) ?? []), value];
    else read[name] = value;
  }
  return read;
}

/** Reads a request; numbers of 64 bits that count nanoseconds are texts, as in OTLP/JSON. */
export function decodeProtobuf(signal: keyof typeof requests, bytes: Uint8Array): Record<string, unknown> {
  return message(requests[signal], Buffer.from(bytes));
}

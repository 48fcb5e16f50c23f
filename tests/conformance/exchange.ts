// One request to a receiver of OTLP/HTTP, what is expected of the answer, and what is wrong with it.

import { gzipSync } from 'node:zlib';
import { encode } from '../../scripts/sample/protobuf.mjs';

export const JSON_TYPE = 'application/json';
export const PROTOBUF_TYPE = 'application/x-protobuf';

export type Signal = 'traces' | 'metrics' | 'logs';
export const SIGNALS = ['traces', 'metrics', 'logs'] as const;

/** A message as OTLP/JSON has it. */
export type Message = Record<string, unknown>;

/** What is sent. */
export interface Sending {
  /** A signal, or what else stands after `/v1/`. */
  to: Signal | (string & {});
  method?: string;
  /** The encoding; also the `Content-Type`, unless `type` says another. Default: JSON. */
  as?: 'json' | 'protobuf';
  /** Another `Content-Type`; null: none. */
  type?: string | null;
  /** An export request of the signal `to`, encoded as `as` says. */
  message?: Message;
  /** Instead of a message: the body's bytes (made late, where there are many), or its text. */
  body?: string | (() => Uint8Array);
  /** Compresses the body and says so. */
  gzip?: true;
  /** A `Content-Encoding` for a body that stays as it is. */
  encoding?: string;
  /** Without `Content-Length`. */
  chunked?: true;
  /** `Authorization`, made of the one that the receiver takes; null: none. Default: that one. */
  authorization?: ((own: string) => string) | null;
  headers?: Record<string, string>;
}

/** What is expected of an answer. */
export interface Answer {
  /** Without: any. */
  status?: number;
  /**
   * `success`: nothing is refused; `unset`: nor is `partial_success` there; `partial`: `rejected` records are
   * refused, with a message; `warning`: none is, and there may be a message; `status`: a `google.rpc.Status` with
   * a message; `any`: whatever.
   */
  body: 'success' | 'unset' | 'partial' | 'warning' | 'status' | 'any';
  rejected?: number;
  message?: RegExp;
  /** Most bytes of the body. */
  bytes?: number;
  /** null: not there. */
  headers?: Record<string, RegExp | null>;
}

/** An answer. */
export interface Reply {
  status: number;
  type: string | null;
  headers: Headers;
  body: Buffer;
}

/** Whom to send to. */
export interface Receiver {
  /** Like `https://otlp.example.com`, without `/v1/…`. */
  url: string;
  /** Sent with every request. */
  headers: Record<string, string>;
}

/** The field of `partial_success` that counts (OTLP/JSON). */
const REJECTED: Record<string, string> = {
  traces: 'rejectedSpans',
  metrics: 'rejectedDataPoints',
  logs: 'rejectedLogRecords',
};

function bodyOf({ to, as, message, body, gzip }: Sending): Buffer {
  let bytes = Buffer.from(typeof body === 'function' ? body() : (body ?? ''));
  if (message && as === 'protobuf') bytes = Buffer.from(encode(to as Signal, message));
  else if (message) bytes = Buffer.from(JSON.stringify(message));
  return gzip ? gzipSync(bytes) : bytes;
}

/** The `Content-Type` of a request. */
const typeOf = ({ type, as }: Sending) =>
  type === undefined ? (as === 'protobuf' ? PROTOBUF_TYPE : JSON_TYPE) : type;

/** Sends, and reads the answer to its end. */
export async function exchange(receiver: Receiver, sending: Sending, signal?: AbortSignal): Promise<Reply> {
  const headers = new Headers({ ...receiver.headers, ...sending.headers });
  const type = typeOf(sending);
  if (type !== null) headers.set('content-type', type);
  if (sending.gzip) headers.set('content-encoding', 'gzip');
  else if (sending.encoding) headers.set('content-encoding', sending.encoding);
  const own = headers.get('authorization');
  if (sending.authorization === null) headers.delete('authorization');
  else if (sending.authorization && own) headers.set('authorization', sending.authorization(own));

  const { method = 'POST' } = sending;
  const init: RequestInit & { duplex?: 'half' } = { method, headers, redirect: 'manual' };
  if (signal) init.signal = signal;
  if (method !== 'GET' && method !== 'OPTIONS') {
    const bytes = bodyOf(sending);
    init.body = sending.chunked ? inChunks(bytes) : new Uint8Array(bytes);
    init.duplex = 'half';
  }
  const answer = await fetch(`${receiver.url}/v1/${sending.to}`, init);
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    headers: answer.headers,
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

/** Several chunks, as many as 16 kB make. */
function inChunks(bytes: Buffer): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      const size = bytes.length < 16_384 ? 100 : 16_384;
      if (at >= bytes.length) controller.close();
      else controller.enqueue(new Uint8Array(bytes.subarray(at, at + size)));
      at += size;
    },
  });
}

/** The fields of a protobuf message, as far as answers have them: numbers, and what has a length. */
function fields(bytes: Buffer): Map<number, number | Buffer> {
  const found = new Map<number, number | Buffer>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if ((tag & 7) === 0) {
      found.set(tag >> 3, varint());
    } else if ((tag & 7) === 2) {
      const end = varint() + at;
      if (end > bytes.length) throw new Error('the message ends too early');
      found.set(tag >> 3, bytes.subarray(at, end));
      at = end;
    } else {
      throw new Error(`wire type ${tag & 7}`);
    }
  }
  return found;
}

interface Partial {
  isSet: boolean;
  rejected: number;
  message: string;
}

/** Reads an `Export…ServiceResponse`. */
function partialOf({ body }: Reply, { to, as }: Sending): Partial {
  if (as === 'protobuf') {
    const partial = fields(body).get(1);
    if (!(partial instanceof Buffer)) return { isSet: false, rejected: 0, message: '' };
    const inner = fields(partial);
    return { isSet: true, rejected: Number(inner.get(1) ?? 0), message: String(inner.get(2) ?? '') };
  }
  const partial = (JSON.parse(body.toString()).partialSuccess ?? null) as Message | null;
  const rejected = partial?.[REJECTED[to] ?? ''] ?? '0';
  // A 64-bit integer is a string in ProtoJSON, and readers take a number.
  return {
    isSet: partial !== null,
    rejected: Number(rejected),
    message: String(partial?.errorMessage ?? ''),
  };
}

/** The message of a `google.rpc.Status`. */
function statusOf({ type, body }: Reply): string {
  if (type === PROTOBUF_TYPE) return String(fields(body).get(2) ?? '');
  const { message } = JSON.parse(body.toString());
  return typeof message === 'string' ? message : '';
}

/** An answer in a few words. */
export function shown({ status, type, body }: Reply): string {
  const text = body
    .subarray(0, 120)
    .toString()
    .replace(/[^ -~]+/g, ' ')
    .trim();
  return `${status} ${type ?? 'without Content-Type'}${text && ` ${text}`}`;
}

/** What is wrong with the body of an answer; nothing: ''. */
function wrongBody(reply: Reply, answer: Answer, sending: Sending): string {
  if (answer.body === 'any') return '';
  const essence = reply.type?.split(';')[0]?.trim().toLowerCase() ?? '';
  const asked = typeOf(sending)?.split(';')[0]?.trim().toLowerCase() ?? '';
  const types = [JSON_TYPE, PROTOBUF_TYPE].includes(asked) ? [asked] : [JSON_TYPE, PROTOBUF_TYPE];
  if (!types.includes(essence)) return `Content-Type is not ${types.join(' or ')}`;
  try {
    if (answer.body === 'status') {
      const message = statusOf({ ...reply, type: essence });
      if (!message) return 'the Status has no message';
      return answer.message && !answer.message.test(message) ? `its message is "${message}"` : '';
    }
    const { isSet, rejected, message } = partialOf(reply, sending);
    const wanted = answer.rejected ?? 0;
    if (rejected !== wanted) return `${rejected} records are refused instead of ${wanted}`;
    if (answer.body === 'unset' && isSet) return 'partial_success is set';
    if (answer.body === 'success' && message) return `there is a warning: "${message}"`;
    if (answer.body === 'partial' && !message) return 'no message says why';
    if (answer.message && !answer.message.test(message)) return `its message is "${message}"`;
    return '';
  } catch (error) {
    return `the body cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

/** What is wrong with an answer; nothing: ''. */
export function wrong(reply: Reply, answer: Answer, sending: Sending): string {
  if (answer.status && reply.status !== answer.status) return `${reply.status} instead of ${answer.status}`;
  if (answer.bytes && reply.body.length > answer.bytes) return `its body has ${reply.body.length} bytes`;
  for (const [name, wanted] of Object.entries(answer.headers ?? {})) {
    const value = reply.headers.get(name);
    if (wanted ? !wanted.test(value ?? '') : value !== null) {
      return `${name} is ${value === null ? 'missing' : `"${value}"`}`;
    }
  }
  return wrongBody(reply, answer, sending);
}

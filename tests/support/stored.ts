// What a database has of exports, and how a failure to store one is answered.

import type { Answer, Product } from './product.ts';

/** Tables of who may do what, with random and secret columns. */
const OTHERS = new Set([
  'org',
  'ingest_token',
  'rejection',
  'member',
  'browser_session',
  'login_code',
  'audit',
  'erasure',
]);

/** Every row of the tables that follow from exports alone. */
export async function stored(product: Product): Promise<Map<string, string[]>> {
  const dump = await product.dump();
  for (const table of OTHERS) dump.delete(table);
  return dump;
}

/** What an exporter goes by, and what a person reads. */
export interface Failure {
  status: number;
  retryAfter: string | null;
  type: string | null;
  code: number;
  message: string;
}

/** "Send it again in a moment", in whatever encoding. */
export const UNAVAILABLE = {
  status: 503,
  retryAfter: '2',
  code: 14,
  message: 'The records could not be stored just now; send them again.',
};

/** Reads a `google.rpc.Status` in the encoding that the answer says. */
export function failureOf({ status, headers, type, body }: Answer): Failure {
  const { code, message } = type === 'application/json' ? JSON.parse(text(body)) : fromProtobuf(body);
  return { status, retryAfter: headers.get('retry-after'), type, code, message };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

/** `code` (field 1, a small number), then `message` (field 2, shorter than 128 bytes). */
function fromProtobuf(body: Uint8Array) {
  const [codeTag, code, messageTag, length = 0] = body;
  if (codeTag !== 8 || messageTag !== 18 || body.length !== 4 + length) throw new Error(`no Status: ${body}`);
  return { code, message: text(body.subarray(4)) };
}

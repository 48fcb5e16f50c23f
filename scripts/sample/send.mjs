// Sends export requests as an exporter does: again when it is told to, never faster than a few at a time.

import { gzipSync } from 'node:zlib';
import { Explained } from '../project.mjs';
import { exportRequest } from './otlp.mjs';
import { encode } from './protobuf.mjs';

/** @typedef {import('./otlp.mjs').Signal} Signal */

/**
 * @typedef {object} Export
 * @property {Signal} signal
 * @property {number} count records in it
 * @property {Record<string, string>} headers
 * @property {Uint8Array<ArrayBuffer>} body
 */

/** How often an exporter sends a batch before it drops it, and what it is answered in between. */
export const ATTEMPTS = 5;
export const RETRIED = new Set([429, 502, 503, 504]);

/**
 * Puts blocks of one signal on the wire.
 *
 * @param {import('./otlp.mjs').Block[]} blocks
 * @param {{ protobuf?: boolean, gzip?: boolean }} encoding
 * @returns {Export}
 */
export function pack(blocks, { protobuf = false, gzip = false }) {
  const [{ signal }] = blocks;
  const request = exportRequest(signal, blocks);
  const plain = protobuf ? encode(signal, request) : Buffer.from(JSON.stringify(request));
  return {
    signal,
    count: blocks.reduce((sum, block) => sum + block.count, 0),
    headers: {
      'content-type': protobuf ? 'application/x-protobuf' : 'application/json',
      ...(gzip && { 'content-encoding': 'gzip' }),
    },
    body: new Uint8Array(gzip ? gzipSync(plain, { level: 1 }) : plain),
  };
}

/** @param {string} origin @param {string} token @param {Export} one */
async function send(origin, token, { signal, headers, body }) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${origin}/v1/${signal}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const answer = await response.text();
    if (response.ok) {
      // The answer to protobuf is empty unless something was refused.
      if (answer === '' || answer === '{}') return;
      throw new Explained(`Some records of a request for ${signal} were refused: ${answer}`);
    }
    if (!RETRIED.has(response.status) || attempt === ATTEMPTS) {
      throw new Explained(`${origin}/v1/${signal} answered ${response.status}: ${answer}`);
    }
    const seconds = Number(response.headers.get('retry-after')) || 1;
    await new Promise((wake) => setTimeout(wake, seconds * 1000));
  }
}

/**
 * Sends all, a few side by side.
 *
 * @param {string} origin
 * @param {string} token
 * @param {Iterable<Export>} exports made one by one, when there is room to send them
 * @param {{ connections: number, onSent: (one: Export) => void }} options
 */
export async function sendAll(origin, token, exports, { connections, onSent }) {
  const source = exports[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let next = source.next(); !next.done; next = source.next()) {
        await send(origin, token, next.value);
        onSent(next.value);
      }
    }),
  );
}

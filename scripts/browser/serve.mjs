// Serves a built dashboard and the Worker as Cloudflare does: compressed, with the headers of `_headers`.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** @typedef {import('node:http').RequestListener} RequestListener */
/** @typedef {(url: string, init: RequestInit) => Promise<Response>} Fetch */

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** Headers of the connection, and of bodies that are no longer what they were. */
const OF_THE_WAY = ['host', 'connection', 'content-length', 'accept-encoding'];

/** Of what is compressed: text, and long enough to gain by it. @param {string} type @param {number} length */
const shrinks = (type, length) => /^text\/|json|javascript|svg/.test(type) && length > 256;

/**
 * @param {Buffer} body
 * @param {string} accepted
 * @returns {[body: Buffer, encoding?: string]}
 */
function compressed(body, accepted) {
  if (/\bbr\b/.test(accepted)) {
    return [brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }), 'br'];
  }
  return /\bgzip\b/.test(accepted) ? [gzipSync(body), 'gzip'] : [body];
}

/**
 * The rules of the dashboard's `_headers`: headers by the path that they are for.
 *
 * @param {string} dist
 * @returns {{ path: string, headers: [string, string][] }[]}
 */
function rules(dist) {
  const blocks = readFileSync(join(dist, '_headers'), 'utf8').matchAll(/^(\/\S*)\n((?: {2}.+\n?)+)/gm);
  return [...blocks].map(([, path, lines]) => ({
    path,
    headers: lines
      .trim()
      .split('\n')
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
      }),
  }));
}

/** Answers with the files of a built dashboard. @param {string} dist @returns {RequestListener} */
export function files(dist) {
  const all = rules(dist);
  /** What was compressed once, as the edge keeps it. @type {Map<string, [Buffer, string?]>} */
  const kept = new Map();
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const file = join(dist, normalize(path === '/' ? '/index.html' : path));
    if (!file.startsWith(dist) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.setHeader('content-type', type);
    // Unless a rule says otherwise, a page is asked for anew each time.
    response.setHeader('cache-control', 'public, max-age=0, must-revalidate');
    for (const rule of all) {
      const matches = rule.path.endsWith('*') ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
      if (matches) for (const [name, value] of rule.headers) response.setHeader(name, value);
    }
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const key = `${accepted} ${file}`;
    let one = kept.get(key);
    if (!one) {
      const body = readFileSync(file);
      one = shrinks(type, body.length) ? compressed(body, accepted) : [body];
      kept.set(key, one);
    }
    const [body, encoding] = one;
    if (encoding) response.setHeader('content-encoding', encoding);
    response.setHeader('vary', 'accept-encoding');
    response.end(body);
  };
}

/**
 * Answers with what the Worker says, under an origin that is not its own.
 *
 * @param {Fetch} fetch
 * @param {string} origin
 * @returns {RequestListener}
 */
export function worker(fetch, origin) {
  return async (request, response) => {
    const method = request.method ?? 'GET';
    /** @type {Buffer[]} */
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await fetch(origin + (request.url ?? '/'), {
      method,
      headers: /** @type {[string, string][]} */ (
        Object.entries(request.headers).filter(
          ([name, value]) => typeof value === 'string' && !OF_THE_WAY.includes(name),
        )
      ),
      redirect: 'manual',
      ...(method !== 'GET' && method !== 'HEAD' && { body: Buffer.concat(chunks) }),
    });
    response.statusCode = answer.status;
    for (const [name, value] of answer.headers) {
      if (name !== 'set-cookie' && name !== 'content-encoding') response.setHeader(name, value);
    }
    const cookies = answer.headers.getSetCookie();
    if (cookies.length > 0) response.setHeader('set-cookie', cookies);
    const plain = Buffer.from(await answer.arrayBuffer());
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const [body, encoding] = shrinks(answer.headers.get('content-type') ?? '', plain.length)
      ? compressed(plain, accepted)
      : [plain];
    if (encoding) {
      response.removeHeader('content-length');
      response.setHeader('content-encoding', encoding);
    }
    response.end(body);
  };
}

/** Both under one origin, as `npm start` serves them. @param {RequestListener} page @param {RequestListener} api @returns {RequestListener} */
export const together = (page, api) => (request, response) =>
  (/^\/(api|v1)\//.test(request.url ?? '') ? api : page)(request, response);

/** A server on a free port that answers nothing yet. */
export async function openPort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return { server, origin: `http://localhost:${address.port}` };
}

// The dashboard's static files and the Worker under one origin, as `npm start` serves them, with the headers
// that Cloudflare Pages takes from `_headers`.

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { Product } from './product.ts';
import { root } from './product.ts';

const dist = join(root, 'dashboard/dist');

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** The headers under `/*` in the dashboard's `_headers`. */
function securityHeaders(): [string, string][] {
  const [, everywhere = ''] =
    /^\/\*\n((?: {2}.+\n)+)/m.exec(readFileSync(join(dist, '_headers'), 'utf8')) ?? [];
  return everywhere
    .trim()
    .split('\n')
    .map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export class Site {
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  /** Serves on a free port. */
  static async start(product: Product): Promise<Site> {
    const headers = securityHeaders();
    let origin = '';
    const server = createServer(async (request, response) => {
      const path = request.url ?? '/';
      if (!path.startsWith('/api/') && !path.startsWith('/v1/')) {
        const file = join(
          dist,
          normalize(path.split('?')[0] === '/' ? '/index.html' : (path.split('?')[0] ?? '')),
        );
        if (!file.startsWith(dist) || !existsSync(file)) {
          response.writeHead(404).end();
          return;
        }
        for (const [name, value] of headers) response.setHeader(name, value);
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        response.end(readFileSync(file));
        return;
      }
      const method = request.method ?? 'GET';
      const body = await bodyOf(request);
      const answer = await product.fetchAt(origin + path, {
        method,
        headers: Object.entries(request.headers).filter(
          (header): header is [string, string] =>
            typeof header[1] === 'string' && !['host', 'connection', 'content-length'].includes(header[0]),
        ),
        redirect: 'manual',
        ...(method !== 'GET' && method !== 'HEAD' && { body }),
      });
      response.statusCode = answer.status;
      for (const [name, value] of answer.headers) {
        if (name !== 'set-cookie' && name !== 'content-encoding') response.setHeader(name, value);
      }
      const cookies = answer.headers.getSetCookie();
      if (cookies.length > 0) response.setHeader('set-cookie', cookies);
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('no address');
    origin = `http://localhost:${address.port}`;
    return new Site(server, origin);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

// The dashboard's static files and the Worker: under one origin, as `npm start` serves them, or each under its own,
// as they are deployed; with the headers that Cloudflare Pages takes from `_headers`.

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import type { Product } from './product.ts';
import { root } from './product.ts';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** The headers under `/*` in the dashboard's `_headers`. */
function securityHeaders(dist: string): [string, string][] {
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

/** Answers with the files of a built dashboard. */
function files(dist: string): RequestListener {
  const headers = securityHeaders(dist);
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const file = join(dist, normalize(path === '/' ? '/index.html' : path));
    if (!file.startsWith(dist) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    for (const [name, value] of headers) response.setHeader(name, value);
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  };
}

/** Answers with what the Worker says, under an origin of the test's own. */
function worker(product: Product, origin: string): RequestListener {
  return async (request, response) => {
    const method = request.method ?? 'GET';
    const body = await bodyOf(request);
    const answer = await product.fetchAt(origin + (request.url ?? '/'), {
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
  };
}

/** A server on a free port that answers nothing yet. */
async function listen(): Promise<{ server: Server; origin: string }> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return { server, origin: `http://localhost:${address.port}` };
}

export class Site {
  private constructor(
    private readonly servers: readonly Server[],
    /** Where the dashboard is. */
    readonly origin: string,
    /** Where the Worker is. */
    readonly workerOrigin: string,
    /** A directory of its own, which ends with it. */
    private readonly scratch?: string,
  ) {}

  /** Serves both on one free port. */
  static async start(product: Product): Promise<Site> {
    const { server, origin } = await listen();
    const [page, api] = [files(join(root, 'dashboard/dist')), worker(product, origin)];
    server.on('request', (request, response) =>
      (/^\/(api|v1)\//.test(request.url ?? '') ? api : page)(request, response),
    );
    return new Site([server], origin, origin);
  }

  /**
   * Serves each on a port of its own, the dashboard built as the README says for a Worker with a host of its own.
   * The product is started for the dashboard's origin, which is known only here.
   */
  static async startApart(start: (dashboardOrigin: string) => Promise<Product>): Promise<[Site, Product]> {
    const [page, api] = await Promise.all([listen(), listen()]);
    const dist = mkdtempSync(join(tmpdir(), 'thinspan-site-'));
    const [product] = await Promise.all([
      start(page.origin),
      promisify(execFile)(
        join(root, 'node_modules/.bin/vite'),
        ['build', 'dashboard', '--outDir', dist, '--emptyOutDir'],
        {
          cwd: root,
          env: { ...process.env, THINSPAN_API: api.origin },
        },
      ),
    ]);
    page.server.on('request', files(dist));
    api.server.on('request', worker(product, api.origin));
    return [new Site([page.server, api.server], page.origin, api.origin, dist), product];
  }

  async stop() {
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    }
    if (this.scratch) rmSync(this.scratch, { recursive: true, force: true });
  }
}

// The product behind a real port, and what came over it.

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { Product } from '../support/product.ts';

/** A request as it came over the wire. */
export interface Arrived {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer<ArrayBuffer>;
  status: number;
  /** When, in milliseconds. */
  at: number;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export class Wire {
  /** Every request so far, in the order of arrival. */
  readonly arrived: Arrived[] = [];
  /** Who answers the first requests to each path instead of the product, and how many of them. */
  first: { product: Product; requests: number } | undefined;

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  /** Serves on a free port. */
  static async start(product: Product): Promise<Wire> {
    let wire: Wire | undefined;
    const server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      const { method = 'GET', url: path = '/', headers } = request;
      const at = performance.now();
      const before = wire?.arrived.filter((arrived) => arrived.path === path).length ?? 0;
      const { first } = wire ?? {};
      const answering = first && before < first.requests ? first.product : product;
      const answer = await answering.fetchAt(`${wire?.origin}${path}`, {
        method,
        headers: Object.entries(headers).filter(
          (header): header is [string, string] =>
            typeof header[1] === 'string' &&
            !['host', 'connection', 'transfer-encoding', 'content-length'].includes(header[0]),
        ),
        ...(method !== 'GET' && { body }),
      });
      wire?.arrived.push({ method, path, headers, body, status: answer.status, at });
      response.statusCode = answer.status;
      for (const [name, value] of answer.headers) {
        if (name !== 'content-encoding' && name !== 'content-length') response.setHeader(name, value);
      }
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('no address');
    wire = new Wire(server, `http://127.0.0.1:${address.port}`);
    return wire;
  }

  /** Forgets what has arrived, and returns it. */
  take(): Arrived[] {
    return this.arrived.splice(0);
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

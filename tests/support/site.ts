// The dashboard's static files and the Worker: under one origin, as `npm start` serves them, or each under its own,
// as they are deployed.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { files, openPort, together, worker } from '../../scripts/browser/serve.mjs';
import type { Product } from './product.ts';
import { root } from './product.ts';

/** How the Worker is reached under an origin of the test's own. */
const asked = (product: Product) => (url: string, init: RequestInit) => product.fetchAt(url, init);

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
    const { server, origin } = await openPort();
    const page = files(join(root, 'dashboard/dist'));
    server.on('request', together(page, worker(asked(product), origin)));
    return new Site([server], origin, origin);
  }

  /**
   * Serves each on a port of its own, the dashboard built as the README says for a Worker with a host of its own.
   * The product is started for the dashboard's origin, which is known only here.
   */
  static async startApart(start: (dashboardOrigin: string) => Promise<Product>): Promise<[Site, Product]> {
    const [page, api] = await Promise.all([openPort(), openPort()]);
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
    api.server.on('request', worker(asked(product), api.origin));
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

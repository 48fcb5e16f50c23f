// The built product on a port of this machine, for what looks at the dashboard by itself.

import { Worker } from '../bench/worker.mjs';
import { inRoot } from '../project.mjs';
import { must } from '../setup.mjs';
import { files, openPort, together, worker } from './serve.mjs';

/** Where the dashboard is built to; not dashboard/dist, which a test in another terminal may be reading. */
const DIST = inRoot('build/looked-at-dashboard');

/** @param {(line: string) => void} onLine */
export async function buildDashboard(onLine) {
  await must(onLine, 'vite', ['build', 'dashboard', '--outDir', DIST, '--emptyOutDir']);
}

/** Somebody who is signed in. */
export class Member {
  /** @param {string} origin @param {string} cookie */
  constructor(origin, cookie) {
    this.origin = origin;
    this.cookie = cookie;
  }

  /** @param {string} path @returns {Promise<any>} */
  async get(path) {
    const response = await fetch(this.origin + path, { headers: { cookie: this.cookie } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  /** Changes something. @param {'POST' | 'PUT'} method @param {string} path @param {object} body */
  async send(method, path, body) {
    const response = await fetch(this.origin + path, {
      method,
      headers: { cookie: this.cookie, origin: this.origin, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  }

  /** Signs a browser in. @param {import('playwright-core').BrowserContext} context */
  async signIn(context) {
    const [name, value] = this.cookie.split('=');
    // A cookie of this form is for what is secure, which this machine counts as.
    const url = this.origin.replace('http:', 'https:');
    await context.addCookies([{ name, value, url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
  }
}

/** The Worker and the built dashboard under one origin. @param {Worker} [given] one that runs already */
export async function startProduct(given) {
  const product = given ?? (await Worker.start());
  const { server, origin } = await openPort();
  const answers = worker(
    // Miniflare's types are those of another copy of fetch.
    async (url, init) =>
      /** @type {any} */ (await product.miniflare.dispatchFetch(url, /** @type {any} */ (init))),
    origin,
  );
  server.on('request', together(files(DIST), answers));
  return {
    product,
    origin,
    /** @param {number} org @param {string} email */
    member: async (org, email) => new Member(origin, await product.signIn(org, email)),
    async stop() {
      server.closeAllConnections();
      server.close();
      // Who gave it ends it.
      if (!given) await product.stop();
    },
  };
}

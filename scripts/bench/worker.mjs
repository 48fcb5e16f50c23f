// What is measured: the built Worker in workerd with a new, empty D1, reached by plain HTTP.

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { unstable_splitSqlQuery as splitSqlQuery } from 'wrangler';
import { inRoot } from '../project.mjs';

/** @typedef {import('../sample/send.mjs').Export} Export */
/** @typedef {{ calls: number, read: number, written: number }} Cost what D1 billed */
/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {number} ms
 * @property {number} bytes
 * @property {Cost} [cost]
 * @property {number} [retryMs] how long it asks to wait
 */

/** Clock ticks a second in /proc; the same on every Linux. */
const TICKS = 100;

/** @param {string} text */
export const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A well-formed ingest token. */
export function ingestToken() {
  const body = `thinspan_${randomBytes(20).toString('hex')}`;
  return body + sha256(body).slice(0, 8);
}

/**
 * @typedef {object} Program
 * @property {{ type: 'ESModule' | 'CompiledWasm', path: string, contents?: string }[]} modules the first is its entrance
 * @property {string} root
 * @property {string[]} schema of its database, statement by statement
 * @property {Record<string, string>} [variables] its settings; unless told otherwise, answers say what they cost
 */

/** What `node scripts/build-worker.mjs` left in build/. @returns {Program} */
export function built() {
  return {
    modules: [
      { type: 'ESModule', path: inRoot('build/index.js') },
      { type: 'CompiledWasm', path: inRoot('build/index_bg.wasm') },
    ],
    root: inRoot('build'),
    schema: readdirSync(inRoot('migrations'))
      .sort()
      .flatMap((file) => splitSqlQuery(readFileSync(inRoot('migrations', file), 'utf8'))),
  };
}

/** workerd closes a connection that has been idle for 15 s, which a request may meet in the middle; so we are first. */
const IDLE_MS = 10_000;

export class Worker {
  #agent = new Agent({ keepAlive: true, timeout: IDLE_MS });

  /**
   * @param {Miniflare} miniflare
   * @param {Awaited<ReturnType<Miniflare['getD1Database']>>} db
   * @param {URL} url
   * @param {string[]} log
   */
  constructor(miniflare, db, url, log) {
    this.miniflare = miniflare;
    this.db = db;
    this.url = url;
    this.log = log;
    this.pid = childNamed('workerd');
  }

  /**
   * @param {{ program?: Program, folder?: string }} [options] another program than the built one; where the database is
   *   kept, also when nothing runs
   */
  static async start({ program = built(), folder } = {}) {
    const { modules, root, schema, variables = { SERVER_TIMING: 'on' } } = program;
    /** @type {string[]} */
    const log = [];
    const miniflare = new Miniflare(
      convertV4MiniflareOptions({
        cf: false,
        modules,
        modulesRoot: root,
        compatibilityDate: '2026-11-01',
        bindings: variables,
        d1Databases: { DB: 'bench' },
        handleStructuredLogs({ message }) {
          log.push(message);
        },
        ...(folder && { resourcePersistencePath: folder }),
      }),
    );
    const url = await miniflare.ready;
    const db = await miniflare.getD1Database('DB');
    const { results } = await db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?1').bind('org').all();
    if (results.length === 0) await db.batch(schema.map((statement) => db.prepare(statement)));
    return new Worker(miniflare, db, url, log);
  }

  async stop() {
    this.#agent.destroy();
    await this.miniflare.dispose();
  }

  /** Ends workerd at once, in the middle of whatever it does. */
  kill() {
    if (this.pid === undefined) throw new Error('workerd is not found.');
    process.kill(this.pid, 'SIGKILL');
  }

  /** A new org's token. @param {string} [name] */
  async org(name = 'bench') {
    const token = ingestToken();
    await this.db.batch([
      this.db.prepare('INSERT INTO org (name, created_ms) VALUES (?1, 0)').bind(name),
      this.db
        .prepare(
          `INSERT INTO ingest_token (token_hash, org_id, hint, created_by, created_ms)
           SELECT unhex(?1), max(org_id), ?2, 'npm run bench', 0 FROM org`,
        )
        .bind(sha256(token), token.slice(0, 13)),
    ]);
    return token;
  }

  /**
   * Signs a new member of an org in.
   *
   * @param {number} org
   * @param {string} [email]
   * @returns {Promise<string>} the cookie
   */
  async signIn(org, email = 'admin@example.com') {
    const secret = randomBytes(32).toString('hex');
    await this.db.batch([
      this.db
        .prepare("INSERT INTO member (email, org_id, role, added_ms) VALUES (?1, ?2, 'admin', 0)")
        .bind(email, org),
      this.db
        .prepare(
          `INSERT INTO browser_session (cookie_hash, email, org_id, browser, created_ms, used_ms, expires_ms)
           VALUES (unhex(?1), ?2, ?3, 'Chromium on Linux', ?4, ?4, ?5)`,
        )
        .bind(sha256(secret), email, org, Date.now(), Number.MAX_SAFE_INTEGER),
    ]);
    return `__Host-thinspan_session=${secret}`;
  }

  /** Asks the API. @param {string} path @param {string} cookie */
  get(path, cookie) {
    return this.#request(path, 'GET', { cookie }, '');
  }

  /** Sends an export request. @param {string} token @param {Export} one */
  send(token, { signal, headers, body }) {
    const all = { authorization: `Bearer ${token}`, 'content-length': body.length, ...headers };
    return this.#request(`/v1/${signal}`, 'POST', all, body);
  }

  /**
   * @param {string} path
   * @param {string} method
   * @param {Record<string, any>} headers
   * @param {string | Uint8Array} body
   * @returns {Promise<Answer>}
   */
  #request(path, method, headers, body) {
    return new Promise((resolve, reject) => {
      const began = performance.now();
      const options = { method, agent: this.#agent, headers };
      const sent = request(new URL(path, this.url), options, (response) => {
        let bytes = 0;
        response.on('data', (chunk) => {
          bytes += chunk.length;
        });
        response.on('error', reject);
        response.on('end', () => {
          const timing = String(response.headers['server-timing'] ?? '');
          const cost = timing
            .match(/calls=(\d+) read=(\d+) written=(\d+)/)
            ?.slice(1)
            .map(Number);
          const seconds = response.headers['retry-after'];
          resolve({
            status: response.statusCode ?? 0,
            ms: performance.now() - began,
            bytes,
            cost: cost && { calls: cost[0], read: cost[1], written: cost[2] },
            ...(seconds && { retryMs: Number(seconds) * 1000 }),
          });
        });
      });
      sent.on('error', reject).end(body);
    });
  }

  /**
   * Sends requests over some connections, and insists that each is answered as expected.
   *
   * @param {string} token
   * @param {Export[]} exports
   * @param {{ connections?: number, status?: number }} [options]
   */
  async sendAll(token, exports, { connections = 1, status = 200 } = {}) {
    /** @type {Answer[]} */
    const answers = [];
    const queue = exports.values();
    const began = performance.now();
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (const one of queue) {
          const answer = await this.send(token, one);
          if (answer.status !== status) throw new Error(`/v1/${one.signal} answered ${answer.status}`);
          answers.push(answer);
        }
      }),
    );
    return { answers, ms: performance.now() - began };
  }

  /** Runs the cron's pass. @returns {Promise<number>} how long it took, in ms */
  async cron() {
    const began = performance.now();
    // Miniflare types the Worker by its fetch alone.
    const worker = /** @type {{ scheduled(options: { cron: string }): Promise<{ outcome: string }> }} */ (
      /** @type {unknown} */ (await this.miniflare.getWorker())
    );
    const { outcome } = await worker.scheduled({ cron: '*/5 * * * *' });
    if (outcome !== 'ok') throw new Error(`The cron ended with ${outcome}.`);
    return performance.now() - began;
  }

  /** @param {string} sql @returns {Promise<Record<string, number>>} the only row */
  async row(sql) {
    const { results } = await this.db.prepare(sql).all();
    return /** @type {Record<string, number>} */ (results[0]);
  }

  /** The size of the database in bytes. */
  async size() {
    const { meta } = await this.db.prepare('SELECT 1').all();
    return meta.size_after;
  }

  /** Processor time that workerd has used so far, in ms; undefined where there is no /proc. */
  cpuMs() {
    if (this.pid === undefined) return undefined;
    // The name of the process, in brackets, may contain spaces.
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1000;
  }
}

/** The child of this process with a name, on Linux: the youngest, if there are several. @param {string} name */
export function childNamed(name) {
  if (process.platform !== 'linux') return undefined;
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.map(Number).findLast((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.includes(`(${name})`) && stat.split(') ')[1].split(' ')[1] === String(process.pid);
    } catch {
      // It has ended.
      return false;
    }
  });
}

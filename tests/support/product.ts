// The product as it is deployed: the built wasm in workerd, D1 with the real migrations.

import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_splitSqlQuery as splitSqlQuery } from 'wrangler';
import { childNamed } from '../../scripts/bench/worker.mjs';
import { contradiction } from './described.ts';
import type { Line } from './line.ts';
import { ingestToken, sha256 } from './token.ts';

export const root = join(import.meta.dirname, '../..');

const ORIGIN = 'http://thinspan.test';

/** The secret that a deployment makes for itself. */
export const AUTH_KEY = randomBytes(32).toString('hex');

/** The D1 that a test talks to directly. */
type Database = Awaited<ReturnType<Miniflare['getD1Database']>>;

export interface Cost {
  calls: number;
  read: number;
  written: number;
}

export interface Answer {
  status: number;
  type: string | null;
  headers: Headers;
  body: Uint8Array;
}

export interface StartOptions {
  /** Variables as in wrangler.toml's [vars]. */
  vars?: Record<string, string>;
  /** Without its database: what a broken binding looks like. */
  withoutDatabase?: boolean;
  /** Told every line that the Worker logs. */
  onLog?: (line: string) => void;
  /** Binds Cloudflare Email Service as workerd simulates it: told what was sent, the bodies as files. */
  onEmail?: (mail: string) => void;
  /** The only sender that it lets through. */
  allowedSender?: string;
  /** The migrations; an older or newer schema than the Worker's. */
  migrate?: (db: Database) => Promise<void>;
  /** Answers what the Worker fetches from elsewhere. */
  outbound?: (request: Request) => Promise<Response>;
  /** What stands between the Worker and its database. */
  line?: Line;
  /** Binds a queue, as wrangler.toml's lines about it do. */
  queue?: Queue;
  /** Where the database is kept, also when nothing runs. */
  folder?: string;
  /** A module around the Worker's own, which it imports from `./index.js`: what stands in its environment. */
  around?: string;
}

export interface Queue {
  /** Told what was tried too often. */
  onDeadLetter?: (message: string) => void;
  /** How often a message is tried again, after a second each. */
  maxRetries: number;
}

export class Product {
  /** The columns of each table, which stay as they are. */
  private tables: Map<string, string[]> | undefined;

  private constructor(
    private readonly miniflare: Miniflare,
    readonly db: Database,
    /** Where it listens, without a slash at the end. */
    readonly url: string,
  ) {}

  static async start({
    vars = {},
    withoutDatabase = false,
    onLog,
    onEmail,
    allowedSender,
    migrate = migrations,
    outbound,
    line,
    queue,
    folder,
    around,
  }: StartOptions = {}): Promise<Product> {
    const worker = {
      name: 'thinspan',
      modules: [
        ...(around
          ? [{ type: 'ESModule' as const, path: join(root, 'build/around.js'), contents: around }]
          : []),
        { type: 'ESModule' as const, path: join(root, 'build/index.js') },
        { type: 'CompiledWasm' as const, path: join(root, 'build/index_bg.wasm') },
      ],
      modulesRoot: join(root, 'build'),
      compatibilityDate: '2026-11-01',
      bindings: { SERVER_TIMING: 'on', AUTH_KEY, ...vars },
      d1Databases: databases(withoutDatabase, line),
      ...(queue && {
        queueProducers: { QUEUE: 'thinspan' },
        queueConsumers: {
          thinspan: {
            maxBatchTimeout: 0,
            maxRetries: queue.maxRetries,
            deadLetterQueue: 'thinspan-failed',
          },
        },
      }),
      ...(onEmail && {
        email: {
          send_email: [
            { name: 'EMAIL', ...(allowedSender && { allowed_sender_addresses: [allowedSender] }) },
          ],
        },
      }),
      // Miniflare's types are those of another copy of fetch.
      ...(outbound && { outboundService: outbound as never }),
    };
    const miniflare = new Miniflare(
      convertV4MiniflareOptions({
        cf: false,
        workers: [worker, ...(queue ? [deadLetters(queue)] : [])],
        ...(onLog && { handleStructuredLogs: ({ message }) => onLog(message) }),
        ...(onEmail && { log: new Listening(onEmail) }),
        ...(folder && { resourcePersistencePath: folder }),
      }),
    );
    const { origin } = await miniflare.ready;
    const db = await miniflare.getD1Database(line ? 'DIRECT' : withoutDatabase ? 'OTHER' : 'DB');
    await migrate(db);
    const product = new Product(miniflare, db, origin);
    line?.leadsTo(product);
    return product;
  }

  async stop() {
    await this.miniflare.dispose();
  }

  /** Ends the workerd that was started last, in the middle of whatever it does. On Linux. */
  static kill() {
    const pid = childNamed('workerd');
    if (pid === undefined) throw new Error('workerd is not found.');
    process.kill(pid, 'SIGKILL');
  }

  /** A request to the Worker; the origin is the Worker's own. An answer that docs/openapi.json does not have fails. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return this.fetchAt(ORIGIN + path, init);
  }

  /** Likewise, under an address of the test's own. */
  async fetchAt(url: string, init: RequestInit): Promise<Response> {
    // Miniflare's types are those of another copy of fetch.
    const response = (await this.miniflare.dispatchFetch(url, init as never)) as unknown as Response;
    const wrong = await contradiction(init.method ?? 'GET', url, response.clone());
    if (wrong) throw new Error(wrong);
    return response;
  }

  /** A request whose answer is read to its end. */
  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await this.fetch(path, init);
    const body = new Uint8Array(await response.arrayBuffer());
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      headers: response.headers,
      body,
    };
  }

  /** Runs the cron's pass. */
  async cron() {
    // Miniflare types the Worker by its fetch alone.
    const worker = (await this.miniflare.getWorker()) as unknown as {
      scheduled(options: { cron: string }): Promise<{ outcome: string }>;
    };
    const result = await worker.scheduled({ cron: '*/5 * * * *' });
    if (result.outcome !== 'ok') throw new Error(`cron: ${result.outcome}`);
  }

  /** Runs the cron until nothing is left to count. */
  async settle() {
    for (let pass = 0; pass < 1000; pass += 1) {
      await this.cron();
      const [left] = await this.rows<{ marks: number }>('SELECT count(*) AS marks FROM dirty');
      if (left?.marks === 0) return;
    }
    throw new Error('1000 passes of the cron were not enough');
  }

  /** An org with a fresh ingest token. It keeps everything: recorded data gets old. */
  async org(orgId: number): Promise<string> {
    const token = ingestToken();
    await this.db.batch([
      this.db
        .prepare(
          'INSERT INTO org (org_id, name, created_ms, raw_days, daily_days) VALUES (?1, ?2, 0, 100000, 100000)',
        )
        .bind(orgId, `org ${orgId}`),
      this.db
        .prepare(
          "INSERT INTO ingest_token (token_hash, org_id, hint, created_by, created_ms) VALUES (unhex(?1), ?2, ?3, 'admin@example.com', 0)",
        )
        .bind(sha256(token), orgId, token.slice(0, 13)),
    ]);
    return token;
  }

  /** The rows of a query. */
  async rows<T = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<T[]> {
    const { results } = await this.db
      .prepare(sql)
      .bind(...values)
      .all<T>();
    return results;
  }

  /** Every row of every table, as text; what a thief of the database would see. `where`: of tables by org, those. */
  async dump(where = ''): Promise<Map<string, string[]>> {
    const tables = await this.schema();
    const queries = [...tables].map(([table, columns]) => {
      // Integers of 64 bits do not survive as JavaScript numbers, BLOBs not as JSON.
      const cells = columns.map(
        (name) =>
          `iif(typeof("${name}") = 'blob', hex("${name}"), coalesce(CAST("${name}" AS TEXT), 'NULL'))`,
      );
      const own = where && columns.includes('org_id') ? `WHERE ${where}` : '';
      return this.db.prepare(`SELECT ${cells.join(" || ' ' || ")} AS row FROM "${table}" ${own}`);
    });
    if (queries.length === 0) return new Map();
    const results: { results: { row: string }[] }[] = await this.db.batch(queries);
    const dump = new Map<string, string[]>();
    for (const [index, table] of [...tables.keys()].entries()) {
      dump.set(table, (results[index]?.results ?? []).map(({ row }) => row).sort());
    }
    return dump;
  }

  /** The tables and their columns. */
  private async schema(): Promise<Map<string, string[]>> {
    if (this.tables) return this.tables;
    const columns = await this.rows<{ name: string; column: string }>(
      `SELECT t.name, c.name AS column FROM sqlite_schema AS t CROSS JOIN pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND t.name NOT LIKE '\\_cf\\_%' ESCAPE '\\' ORDER BY t.name, c.cid`,
    );
    this.tables = new Map();
    for (const { name, column } of columns) {
      this.tables.set(name, [...(this.tables.get(name) ?? []), column]);
    }
    return this.tables;
  }
}

/** What is bound to the Worker: the database, or the line that leads to it. */
function databases(withoutDatabase: boolean, line: Line | undefined) {
  if (withoutDatabase) return { OTHER: 'test' };
  if (!line) return { DB: 'test' };
  // As Wrangler binds a database of the account in local development: over HTTP.
  return { DB: { id: 'test', remoteProxyConnectionString: line.url as never }, DIRECT: 'test' };
}

/** Who reads what the consumer has given up. */
function deadLetters({ onDeadLetter }: Queue) {
  return {
    name: 'dead-letters',
    modules: true as const,
    compatibilityDate: '2026-11-01',
    script: `export default {
      async queue({ messages }, env) {
        for (const { body } of messages) await env.TOLD.fetch('http://told', { method: 'POST', body });
      },
    };`,
    queueConsumers: { 'thinspan-failed': { maxBatchTimeout: 0 } },
    serviceBindings: {
      TOLD: (async (request: Request) => {
        onDeadLetter?.(await request.text());
        return new Response();
      }) as never,
    },
  };
}

/** Brings a database to the schema of the Worker. */
export async function migrations(db: Database) {
  for (const file of readdirSync(join(root, 'migrations')).sort()) {
    const sql = readFileSync(join(root, 'migrations', file), 'utf8');
    await db.batch(splitSqlQuery(sql).map((statement) => db.prepare(statement)));
  }
}

/** Hands on what workerd's simulation of Email Service says. */
class Listening extends Log {
  constructor(private readonly onEmail: (mail: string) => void) {
    super(LogLevel.INFO);
  }

  override logWithLevel(_level: LogLevel, message: string) {
    if (message.includes('send_email')) this.onEmail(message);
  }
}

/** What an export cost, from the Worker's Server-Timing header. */
export function cost({ headers }: Pick<Answer, 'headers'>): Cost {
  const match = /calls=(\d+) read=(\d+) written=(\d+)/.exec(headers.get('server-timing') ?? '');
  if (!match) throw new Error(`no cost in ${headers.get('server-timing')}`);
  return { calls: Number(match[1]), read: Number(match[2]), written: Number(match[3]) };
}

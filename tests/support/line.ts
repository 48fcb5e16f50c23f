// The line between the Worker and D1, which breaks as a test wants it: an HTTP server that speaks D1's own protocol.
// Above it is workerd's D1 binding as it is, below it the real database.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Product } from './product.ts';

/** A statement as it is on the line. */
export interface Query {
  sql: string;
  params: unknown[];
}

export type Fault =
  /** D1 runs the statements before this one, and then says so; nothing of the batch stays. */
  | { fails: number; error: string }
  /** D1 takes nothing, and says so. */
  | { refuses: string }
  /** Nobody is there: the connection is closed. */
  | 'unreachable'
  /** Something between answers in D1's stead. */
  | 'gibberish'
  /** The batch takes effect, and the connection is closed before the answer. */
  | 'lost'
  /** The same in the middle of the answer. */
  | 'cut'
  /** The batch takes effect once this is settled. */
  | { after: Promise<unknown> }
  /** The batch takes effect, and this is done before the answer. */
  | { done: () => void };

/** What D1 says when it fails for a while (developers.cloudflare.com/d1/observability/debug-d1). */
export const PASSING = [
  'D1 DB is overloaded. Requests queued for too long.',
  'D1 DB is overloaded. Too many requests queued.',
  'D1 DB reset because its code was updated.',
  'D1 DB storage operation exceeded timeout which caused object to be reset.',
  "D1 DB's isolate exceeded its memory limit and was reset.",
  'D1 DB exceeded its CPU time limit and was reset.',
  'Internal error while starting up D1 DB storage caused object to be reset.',
  'Internal error in D1 DB storage caused object to be reset.',
  'Cannot resolve D1 DB due to transient issue on remote node.',
  "Can't read from request stream because client disconnected.",
  'Network connection lost.',
] as const;

export class Line {
  /** Every batch that came down the line, whatever became of it. */
  readonly batches: Query[][] = [];
  /** What goes wrong with a batch; nothing, unless a test says so. */
  fault: (batch: Query[]) => Fault | undefined = () => undefined;
  private product: Product | undefined;
  private underWay = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Line> {
    const server = createServer(async (request, response) => {
      line.underWay += 1;
      await line.answer(request, response);
      line.underWay -= 1;
    });
    const line = new Line(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  /** To be called before the first batch: where the database is. */
  leadsTo(product: Product) {
    this.product = product;
  }

  /** Whether D1 has no batch any more. */
  get settled(): boolean {
    return this.underWay === 0;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    // A statement that is alone comes as itself.
    const batch = [JSON.parse(await text(request)) as Query | Query[]].flat();
    this.batches.push(batch);
    const fault = this.fault(batch);
    if (fault === 'unreachable') return void request.socket.destroy();
    if (fault === 'gibberish') return send(response, 502, '<html>error code: 502</html>');
    if (typeof fault === 'object' && 'refuses' in fault) return send(response, 500, failure(fault.refuses));
    if (typeof fault === 'object' && 'fails' in fault) {
      await this.failAt(batch, fault.fails);
      return send(response, 500, failure(fault.error));
    }
    if (typeof fault === 'object' && 'after' in fault) await fault.after;
    const answer = await this.run(batch);
    if (typeof fault === 'object' && 'done' in fault) fault.done();
    if (fault === 'lost') return void request.socket.destroy();
    if (fault === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
      response.write(answer.slice(0, answer.length / 2), () => request.socket.destroy());
      return;
    }
    send(response, 200, answer);
  }

  /** The database's answer. */
  private async run(batch: Query[]): Promise<string> {
    const db = this.product?.db;
    if (!db) throw new Error('the line leads nowhere');
    try {
      return JSON.stringify(await db.batch(batch.map(({ sql, params }) => db.prepare(sql).bind(...params))));
    } catch (error) {
      return failure(String(error).replace(/^.*?D1_ERROR: /, ''));
    }
  }

  /** Runs the statements before the given one, and has SQLite give up there. */
  private async failAt(batch: Query[], position: number) {
    const broken = { sql: "SELECT json('no JSON')", params: [] };
    const answer = JSON.parse(await this.run([...batch.slice(0, position), broken]));
    if (!String(answer.error).includes('malformed JSON')) throw new Error(`it did not fail: ${answer.error}`);
  }
}

const failure = (error: string) => JSON.stringify({ success: false, error });

function send(response: ServerResponse, status: number, body: string) {
  // Without the mark Miniflare looks whether Cloudflare Access stands between.
  response.writeHead(status, { 'content-type': 'application/json', 'mf-forwarded-response': '1' }).end(body);
}

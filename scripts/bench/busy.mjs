// How long D1 itself is busy with a request or a pass of the cron: what it says of each statement, added up.
//
// The Worker tells rows, not times. So its D1 is wrapped in a module around it, which the Worker does not notice.

import { inRoot } from '../project.mjs';
import { built, Worker } from './worker.mjs';

/**
 * A batch: what D1 says of its statements, how long the Worker waited for all of it, and the length of what it bound.
 *
 * @typedef {{ ms: number, waitedMs: number, read: number, written: number, bound: number }} Batch
 */

/** @typedef {Batch[]} Invocation all batches of a request or of a pass, in order */

const TOLD_AT = '/busy';

/** workerd's clock has whole milliseconds: one statement's time is wrong by up to one, the mean of many is right. */
const AROUND = `
  import Worker from './index.js';
  let told = [];
  // The Worker's library asks for a class of this name.
  class D1Database {
    constructor(db, batches) {
      this.db = db;
      this.batches = batches;
    }
    bound = 0;
    prepare(sql) {
      const statement = this.db.prepare(sql);
      const { bind, all } = Object.getPrototypeOf(statement);
      statement.bind = (...values) => {
        this.bound += values.reduce((total, value) => total + String(value).length, 0);
        const bound = bind.apply(statement, values);
        // One that goes alone.
        bound.all = async () => (await this.timed(async () => [await all.call(bound)]))[0];
        return bound;
      };
      return statement;
    }
    batch(statements) {
      return this.timed(() => this.db.batch(statements));
    }
    async timed(run) {
      const began = Date.now();
      const results = await run();
      const sum = (key) => results.reduce((total, { meta }) => total + meta[key], 0);
      const waitedMs = Date.now() - began;
      const [ms, read, written] = ['duration', 'rows_read', 'rows_written'].map(sum);
      this.batches.push({ ms, waitedMs, read, written, bound: this.bound });
      this.bound = 0;
      return results;
    }
  }
  function watched(env) {
    const batches = [];
    told.push(batches);
    return { ...env, DB: new D1Database(env.DB, batches) };
  }
  export default {
    fetch(request, env, context) {
      if (new URL(request.url).pathname !== '${TOLD_AT}') return Worker.fetch(request, watched(env), context);
      const answer = Response.json(told);
      told = [];
      return answer;
    },
    scheduled(event, env, context) {
      return Worker.scheduled(event, watched(env), context);
    },
  };
`;

/** The built Worker with a D1 that notes its times. */
export function watched() {
  const { modules, ...rest } = built();
  return Worker.start({
    program: {
      ...rest,
      modules: [{ type: 'ESModule', path: inRoot('build/around.js'), contents: AROUND }, ...modules],
    },
  });
}

/**
 * What D1 did since this was asked last, one entry a request or pass.
 *
 * @param {Worker} worker
 * @returns {Promise<Invocation[]>}
 */
export async function busy(worker) {
  return /** @type {Invocation[]} */ (await (await fetch(new URL(TOLD_AT, worker.url))).json());
}

// The floor of the platform: a Worker that reads the body and writes one row with a number in it. Nothing that takes an
// export request and keeps anything of it can be faster.

import { answer, type Env } from './d1.ts';

export const SCHEMA = ['CREATE TABLE arrival (arrival_id INTEGER PRIMARY KEY, bytes INTEGER NOT NULL)'];

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { byteLength } = await request.arrayBuffer();
    const result = await env.DB.prepare('INSERT INTO arrival (bytes) VALUES (?1)').bind(byteLength).run();
    return answer(1, [result]);
  },
};

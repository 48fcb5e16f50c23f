// What the Workers here use of D1 (https://developers.cloudflare.com/d1/worker-api/).

interface Result {
  meta: { rows_read: number; rows_written: number };
}

export interface Statement {
  bind(...values: unknown[]): Statement;
  run(): Promise<Result>;
  all<Row>(): Promise<Result & { results: Row[] }>;
}

export interface Env {
  DB: { prepare(sql: string): Statement; batch(statements: Statement[]): Promise<Result[]> };
}

/** An answer that says what it cost, as Thinspan's do where they are measured. */
export function answer(calls: number, results: readonly Result[]): Response {
  const read = results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
  const written = results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
  return new Response('{}', {
    headers: {
      'content-type': 'application/json',
      'server-timing': `d1;desc="calls=${calls} read=${read} written=${written}"`,
    },
  });
}

// The requests recorded from the real client, and the client's own totals.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Product } from './product.ts';
import { root } from './product.ts';

export type Signal = 'traces' | 'metrics' | 'logs';

export interface Recorded {
  path: string;
  signal: Signal;
  url_path: string;
  content_type: string;
  content_encoding: string | null;
  scenario: string;
  spans?: number;
  data_points?: number;
  log_records?: number;
}

export interface Scenario {
  requests: Partial<Record<Signal, number>>;
  records: Record<string, number>;
  session_ids: string[];
  env: Record<string, string>;
  totals: {
    metrics: Record<string, number>;
    api_request_logs: Partial<Record<TokenField | 'cost_usd', number>>;
    llm_request_spans: Partial<Record<TokenField, number>>;
  };
}

type TokenField = 'input_tokens' | 'output_tokens' | 'cache_read_tokens' | 'cache_creation_tokens';

const fixtures = join(root, 'tests/fixtures');

export const recorded: Recorded[] = JSON.parse(readFileSync(join(fixtures, 'manifest.json'), 'utf8')).files;

export const scenarios: Record<string, Scenario> = JSON.parse(
  readFileSync(join(fixtures, 'scenarios.json'), 'utf8'),
);

export function bodyOf({ path }: Recorded): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(fixtures, path)));
}

/** Sends a recorded request as the client did: same bytes, same headers, another token. */
export function replay(product: Product, token: string, request: Recorded): Promise<Answer> {
  return product.send(`/v1/${request.signal}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': request.content_type,
      ...(request.content_encoding && { 'content-encoding': request.content_encoding }),
    },
    body: bodyOf(request),
  });
}

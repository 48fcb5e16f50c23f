// Recorded requests as if the client had sent them today, for what looks at the last days only.

import { bodyOf, type Recorded, recorded } from './recorded.ts';

const DAY_NS = 86_400_000_000_000n;

/** A scenario's requests in JSON, moved by whole days. */
export function today(scenario: string): { signal: string; body: string }[] {
  const requests = recorded.filter((request) => request.scenario === scenario);
  if (requests.length === 0) throw new Error(`no scenario ${scenario}`);
  return requests.map((request) => ({ signal: request.signal, body: moved(request) }));
}

function moved(request: Recorded): string {
  const text = Buffer.from(bodyOf(request)).toString();
  const then = BigInt(/UnixNano":"(\d+)"/.exec(text)?.[1] ?? 0);
  const days = (BigInt(Date.now()) * 1_000_000n - then) / DAY_NS;
  return text.replace(/UnixNano":"(\d+)"/g, (_, time) => `UnixNano":"${BigInt(time) + days * DAY_NS}"`);
}

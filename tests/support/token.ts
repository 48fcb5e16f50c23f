// Ingest tokens, made as the Worker makes them.

import { createHash, randomBytes } from 'node:crypto';

/** A well-formed ingest token: prefix, 160 random bits, checksum. */
export function ingestToken(): string {
  const body = `thinspan_${randomBytes(20).toString('hex')}`;
  return body + sha256(body).slice(0, 8);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

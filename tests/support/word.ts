// A word's id as telemetry::word::WordId makes it: 48 bits of SHA-256 over the text's length and the text.

import { createHash } from 'node:crypto';

export function wordId(text: string): number {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bytes.length));
  const digest = createHash('sha256').update(length).update(bytes).digest();
  // The sign is dropped before the first 48 of the 63 bits that are left are taken.
  return text === '' ? 0 : Number((digest.readBigUInt64BE() & 0x7fff_ffff_ffff_ffffn) >> 15n);
}

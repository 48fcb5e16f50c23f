// What nobody may read: it goes from here to Wrangler in a file that only its owner can open, and in no other way.

import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long the first admin's link can be used: a day. */
const LINK_SECONDS = 86_400;

/** The key under which the Worker hashes one-time codes and IP addresses: 256 random bits as 64 hex digits. */
export const newAuthKey = () => randomBytes(32).toString('hex');

/**
 * The link that signs in the first address of ADMIN_EMAILS, while no org exists. The Worker checks the same sum.
 *
 * @param {string} dashboardOrigin
 * @param {string} authKey
 * @param {number} nowMs Unix time
 */
export function firstAdminLink(dashboardOrigin, authKey, nowMs) {
  const expires = Math.floor(nowMs / 1000) + LINK_SECONDS;
  const mac = createHmac('sha256', authKey).update(`first-admin:${expires}`).digest('hex');
  return `${dashboardOrigin}/#first-admin=${expires}.${mac}`;
}

/**
 * Writes secrets into a file for `wrangler deploy --secrets-file`, which keeps those that are not in it.
 *
 * @template T
 * @param {Record<string, string>} secrets
 * @param {(path: string) => Promise<T>} work after which the file is gone
 */
export async function withSecretsFile(secrets, work) {
  // The folder is its owner's alone (0700) from the start.
  const folder = mkdtempSync(join(tmpdir(), 'thinspan-deploy-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Ctrl-C ends the process without coming back here.
  process.once('exit', remove);
  try {
    const path = join(folder, 'secrets.json');
    writeFileSync(path, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
    return await work(path);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

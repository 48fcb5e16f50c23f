// Where things are: the repository, the tools' cache, and the environment that every tool runs in.

import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. Scripts name it instead of trusting the working directory. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @param {string[]} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** Where `npm start` builds the dashboard: not dashboard/dist, which `npm test` and `npm run build` make anew. */
export const devDashboard = 'build/dev-dashboard';

/** Where cargo keeps its tools and the crates' sources. */
export const cargoHome = process.env.CARGO_HOME || join(homedir(), '.cargo');

/** Built tools live outside the repository, so that a fresh clone finds them again. */
export const toolCache = join(
  process.env.THINSPAN_CACHE || process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'thinspan',
  'tools',
);

/** An error whose message is the whole story: shown to the user without a stack. */
export class Explained extends Error {}

/**
 * The version of a crate in Cargo.lock. Tools that must match a library exactly are installed at
 * the library's own version.
 *
 * @param {string} crate
 * @returns {string}
 */
export function lockedVersion(crate) {
  const lock = readFileSync(inRoot('Cargo.lock'), 'utf8');
  const entry = lock.match(new RegExp(`^name = "${crate}"\\nversion = "([^"]+)"`, 'm'));
  if (!entry) throw new Explained(`Cargo.lock has no ${crate}.`);
  return entry[1];
}

/**
 * The environment for child processes: the project's own Node and npm tools first (Wrangler needs a
 * newer Node than the one that may have started this script), then cargo, also where a shell that
 * was opened before rustup's installation does not have it on its path.
 */
export function toolEnvironment() {
  const cargoBin = join(cargoHome, 'bin');
  const path = [inRoot('node_modules', '.bin'), ...(process.env.PATH ?? '').split(delimiter)];
  if (existsSync(cargoBin) && !path.includes(cargoBin)) path.push(cargoBin);
  return {
    ...process.env,
    PATH: [...new Set(path)].join(delimiter),
    NO_COLOR: '1',
    WRANGLER_SEND_METRICS: 'false',
    // Wrangler would otherwise ask Cloudflare for the properties of a sample request.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  };
}

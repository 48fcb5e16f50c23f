// `npm run demo`: fills the Thinspan that `npm start` runs on this machine with a month of sample
// telemetry, through the same door as real telemetry: recorded sessions of the real client, and made-up
// ones of a made-up company.
//
//   npm run demo                     makes itself an ingest token in the local database, for this run
//   npm run demo -- thinspan_…       sends with a token of yours (or THINSPAN_TOKEN=thinspan_…)
//   PORT=9000 npm run demo           where `npm start` was given another port
//
// A day's telemetry is always the same, so another run adds only what has happened since.

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { endWithChildren } from './processes.mjs';
import { bold, clear, cyan, dim, giveUp, StepFailed, say, step } from './progress.mjs';
import { Explained, inRoot } from './project.mjs';
import { DAYS, month } from './sample/month.mjs';
import { batches } from './sample/otlp.mjs';
import { pack, sendAll } from './sample/send.mjs';
import { checkNode, must } from './setup.mjs';

const origin = `http://localhost:${process.env.PORT || 8787}`;

/** Records in a request, as a collector would fill it. */
const BATCH = 150;
const CONNECTIONS = 4;
/** What one pass of the cron folds at most (src/rollup). */
const SESSION_DAYS_PER_PASS = 3000;

/** What wrangler.toml says, or the environment instead of it (as `npm start` reads them). */
const config = readFileSync(inRoot('wrangler.toml'), 'utf8');
/** The first group of ADMIN_EMAILS, which founds the first org: perhaps a name, then addresses. */
const [, group = '', admin = ''] =
  (process.env.ADMIN_EMAILS || config.match(/^ADMIN_EMAILS = "(.*)"/m)?.[1] || '').match(
    /^(?:\s*([^:;]*?)\s*:)?\s*([^,;\s]+@[^,;\s]+)/,
  ) ?? [];
const cron = config.match(/^crons = \["(.+?)"/m)?.[1] ?? '* * * * *';

/** @param {string} text */
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/**
 * Asks the database file of `npm start`, which has it open, too: one of them may have to wait for the other.
 *
 * @param {string} sql
 * @returns {Promise<Record<string, unknown>[]>}
 */
async function localDatabase(sql) {
  const args = ['d1', 'execute', 'DB', '--local', '--json', '--command', sql];
  for (let tries = 1; ; tries++) {
    try {
      const output = await must(() => {}, 'wrangler', args);
      return JSON.parse(output.slice(output.indexOf('[')))[0].results;
    } catch (error) {
      const isBusy = error instanceof StepFailed && /SQLITE_BUSY|locked/.test(error.output);
      if (!isBusy || tries === 5) throw error;
    }
  }
}

/** Fails early, and says what to do. */
async function checkServer() {
  try {
    // Whoever is not signed in is told so.
    const { status } = await fetch(`${origin}/api/v1/me`, { signal: AbortSignal.timeout(10_000) });
    if (status === 401) return;
  } catch {
    throw new Explained(
      `Nothing answers at ${origin}. Run npm start in another terminal (PORT=… if it has another port).`,
    );
  }
  throw new Explained(
    `What answers at ${origin} is not Thinspan. If npm start has another port: PORT=… npm run demo`,
  );
}

/**
 * A token beside the org's own ones, which it does not replace as one generated on the dashboard would.
 *
 * @returns {Promise<{ token: string, founded: boolean }>} and whether the org had to be founded
 */
async function makeToken() {
  const body = `thinspan_${randomBytes(20).toString('hex')}`;
  const token = body + sha256(body).slice(0, 8);
  const insert = () =>
    localDatabase(
      `INSERT INTO ingest_token (token_hash, org_id, hint, created_by, created_ms)
       SELECT unhex('${sha256(token)}'), min(org_id), '${token.slice(0, 13)}', 'npm run demo', ${Date.now()}
       FROM org HAVING min(org_id) IS NOT NULL
       RETURNING org_id`,
    );
  const founded = (await insert()).length === 0;
  if (founded) {
    // Nobody has signed in yet. The org as the first admin founds it (src/auth/found_org.sql), still without one.
    if (!admin) throw new Explained('Nobody may sign in yet: set ADMIN_EMAILS in wrangler.toml.');
    const name = group || admin.slice(admin.indexOf('@') + 1).toLowerCase();
    await localDatabase(
      `INSERT INTO org (name, listed_as, created_ms) VALUES (${quoted(name)}, ${quoted(group)}, ${Date.now()})`,
    );
    await insert();
  }
  const { status } = await fetch(`${origin}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{}',
  });
  if (status !== 401) return { token, founded };
  throw new Explained(
    `The database of ${origin} is not this directory's. Sign in there, generate an ingest token, and run: npm run demo -- thinspan_…`,
  );
}

/** @param {string} token */
async function revoke(token) {
  await localDatabase(
    `UPDATE ingest_token SET revoked_ms = ${Date.now()} WHERE token_hash = unhex('${sha256(token)}')`,
  );
}

/**
 * Sends the month.
 *
 * @param {(line: string) => void} onLine
 * @param {string} token
 */
async function sendMonth(onLine, token) {
  const sent = { sessions: 0, requests: 0, traces: 0, logs: 0, metrics: 0 };
  function* blocks() {
    for (const session of month(Date.now())) {
      sent.sessions++;
      yield* session;
    }
  }
  function* exports() {
    let number = 0;
    for (const batch of batches(blocks(), BATCH)) {
      number++;
      // A bit of everything that exporters can be set to.
      yield pack(batch, { gzip: number % 3 === 0, protobuf: number % 4 === 0 });
    }
  }
  await sendAll(origin, token, exports(), {
    connections: CONNECTIONS,
    onSent({ signal, count }) {
      sent.requests++;
      sent[signal] += count;
      onLine(`${sent.requests} requests`);
    },
  });
  return sent;
}

/** Runs the cron until every session that was sent is folded. @param {number} sessions */
async function fold(sessions) {
  // A recorded scenario may be two sessions (/clear), and a session may be on both sides of midnight.
  const passes = Math.ceil((4 * sessions) / SESSION_DAYS_PER_PASS);
  for (let pass = 0; pass < passes; pass++) {
    const response = await fetch(`${origin}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`);
    if (!response.ok) throw new Explained(`The cron failed with ${response.status}; npm start says why.`);
  }
}

endWithChildren(clear);
try {
  checkNode();
  const given = process.argv[2] || process.env.THINSPAN_TOKEN;
  const began = Date.now();
  await checkServer();

  let token = given ?? '';
  if (!given) {
    await step('ingest token', async () => {
      const made = await makeToken();
      token = made.token;
      return made.founded
        ? 'for this run; the organisation is there, its first admin comes by signing in'
        : 'for this run';
    });
  }
  /** @type {Awaited<ReturnType<typeof sendMonth>> | undefined} */
  let sent;
  try {
    await step(`${DAYS} days of telemetry`, async (onLine) => {
      sent = await sendMonth(onLine, token);
      return `${sent.requests} requests`;
    });
  } finally {
    if (!given) await revoke(token);
  }
  if (!sent) throw new Explained('Nothing was sent.');
  const { sessions, requests, traces, logs, metrics } = sent;
  await step('daily figures', () => fold(sessions));

  const [spans, records, points] = [traces, logs, metrics].map((count) => count.toLocaleString('en'));
  say(`
Sent ${requests} requests in ${((Date.now() - began) / 1000).toFixed(0)} s: ${spans} spans, ${records} log records, ${points} data points.

  Dashboard   ${cyan(`${origin}/`)}  ${dim(`(sign in as ${admin}; npm start prints the code)`)}

The people, their sessions and their figures are made up. ${bold('To begin again')} with an empty database: stop npm start and delete .wrangler/state.
`);
  process.exit(0);
} catch (error) {
  giveUp(error);
}

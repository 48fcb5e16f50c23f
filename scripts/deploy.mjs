// `npm run deploy`: takes a Cloudflare account to a running product, and a running one to this version.
//
//   npm run deploy                    what wrangler.toml says; docs/DEPLOY.md walks through it
//   npm run deploy -- --dry-run       checks and builds everything, needs no account and changes nothing
//   RESEND_API_KEY=re_… npm run deploy   stores the key with which Resend sends sign-in codes
//   D1_JURISDICTION=eu npm run deploy    binds a database that has to be made to the EU (D1_LOCATION=weur: a hint)
//   VERBOSE=1 npm run deploy          every line of every tool

import { lookup } from 'node:dns/promises';
import { compileWorker } from './build-worker.mjs';
import { deploy } from './deploy/deploy.mjs';
import { endWithChildren, run } from './processes.mjs';
import { clear, giveUp, say, step } from './progress.mjs';
import { Explained, inRoot } from './project.mjs';
import { must, setUp } from './setup.mjs';

/** An address that does not answer by then does not answer. */
const PATIENCE_MS = 10_000;

/** @param {string} host */
const resolves = (host) =>
  lookup(host).then(
    () => true,
    () => false,
  );

/** @param {string} url */
async function get(url) {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    return { status: answer.status, text: await answer.text() };
  } catch {
    // No DNS record, no certificate, no connection: in each case there is no answer yet.
  }
}

endWithChildren(clear);
try {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => word !== '--dry-run');
  if (unknown) throw new Explained(`There is no option "${unknown}". There is: npm run deploy -- --dry-run`);
  await setUp();
  await deploy(
    {
      file: inRoot('wrangler.toml'),
      env: process.env,
      wrangler: (args, options) => run('wrangler', args, options),
      buildWorker: (onLine) => compileWorker('release', onLine),
      buildDashboard: async (onLine, api) => {
        await must(onLine, 'vite', ['build', 'dashboard'], {
          env: { THINSPAN_API: api, RESEND_API_KEY: undefined },
        });
      },
      resolves,
      get,
      wait: (ms) => new Promise((wake) => setTimeout(wake, ms)),
      now: Date.now,
      step,
      say,
    },
    { isDryRun: words.includes('--dry-run') },
  );
  process.exit(0);
} catch (error) {
  giveUp(error);
}

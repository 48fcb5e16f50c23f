// `npm start`: sets up what is missing, builds Worker and dashboard, and serves the whole product from
// one origin on workerd with a local D1. What is edited is built and served anew.

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { buildWorker } from './build-worker.mjs';
import { endWithChildren, launch } from './processes.mjs';
import { bold, clear, cyan, dim, giveUp, red, StepFailed, say, step } from './progress.mjs';
import { devDashboard, Explained, inRoot } from './project.mjs';
import { checkNode, must, setUp } from './setup.mjs';

/** Wrangler does not fire crons locally. Often enough to see new data soon. */
const CRON_EVERY_MS = 15_000;

const port = Number(process.env.PORT || 8787);
const origin = `http://localhost:${port}`;

/** Fails early, with the way out: Wrangler would complain only after everything was built. */
async function checkPort() {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Explained(`PORT must be a number from 1 to 65535; it is "${process.env.PORT}".`);
  }
  for (const host of ['127.0.0.1', '::1']) {
    const problem = await new Promise((resolve) => {
      const server = createServer();
      server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
      server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
    });
    if (problem === 'EADDRINUSE') {
      throw new Explained(
        `Port ${port} is in use. Is Thinspan running already? Another port: PORT=${port + 1} npm start`,
      );
    }
    if (problem === 'EACCES') {
      throw new Explained(`Port ${port} may not be used by this user. Another port: PORT=8787 npm start`);
    }
  }
}

/** Brings the local database up to date. Wrangler needs seconds to find nothing to do: ask only when files changed. */
async function migrate() {
  const noteFile = inRoot('.wrangler', 'state', 'migrations.json');
  /** @type {Record<string, string>} */
  let applied = {};
  try {
    applied = JSON.parse(readFileSync(noteFile, 'utf8'));
  } catch {
    // A new database.
  }
  /** @type {Record<string, string>} */
  const files = {};
  for (const name of readdirSync(inRoot('migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    files[name] = createHash('sha256')
      .update(readFileSync(inRoot('migrations', name)))
      .digest('hex');
  }
  const changed = Object.keys(files).filter((name) => applied[name] && applied[name] !== files[name]);
  if (changed.length > 0) {
    say(
      red(
        `${changed.join(', ')} changed after it was applied. Delete .wrangler/state to begin with an empty database.`,
      ),
    );
  }
  if (Object.keys(files).every((name) => applied[name])) return;
  await step('database', async (onLine) => {
    await must(onLine, 'wrangler', ['d1', 'migrations', 'apply', 'DB', '--local']);
    writeFileSync(noteFile, JSON.stringify({ ...files, ...applied }));
  });
}

/**
 * Builds the dashboard and goes on watching it.
 *
 * @returns {Promise<void>} when the first build is there
 */
function watchDashboard() {
  let ready = false;
  return step(
    'dashboard',
    (onLine) =>
      new Promise((built, failed) => {
        let output = '';
        // A rebuild adds to what is served instead of emptying it under a page that is being loaded.
        const { done } = launch(
          'vite',
          ['build', 'dashboard', '--watch', '--outDir', inRoot(devDashboard), '--emptyOutDir', 'false'],
          {
            keepOutput: false,
            onLine(line) {
              if (ready) {
                if (/error/i.test(line)) say(red(`dashboard: ${line}`));
                else if (line.includes('built in')) say(dim(`dashboard: ${line}`));
                return;
              }
              output += `${line}\n`;
              onLine(line);
              if (line.includes('Build failed')) {
                // The reasons follow.
                setTimeout(() => failed(new StepFailed('The dashboard does not build.', output)), 500);
              }
              if (!line.includes('built in')) return;
              ready = true;
              built(undefined);
            },
          },
        );
        done.then(({ code }) => {
          const end = new StepFailed(`The dashboard's build ended with ${code}.`, output);
          if (ready) giveUp(end);
          failed(end);
        });
      }),
  );
}

/** What Wrangler says that no one needs to read here. */
const CHATTER = [
  /^\s*$/,
  /⛅️ wrangler|^─+$/,
  /^\[custom build\]( Running:.*)?\s*$/,
  // Of the dashboard it was said that it is built.
  new RegExp(`^The file ${devDashboard}/`),
  /^Your Worker has access|^Binding +Resource|^env\.[A-Z_]+ /,
  /Starting local server|Reloading local server|valid header rules/,
  /Scheduled Workers are not automatically|To manually trigger a scheduled|curl "http|For more details, see/,
  /\[wrangler:info\] Ready on/,
  /\/cdn-cgi\//,
  // Exports that were taken; a refusal is shown.
  /\[wrangler:info\] POST \/v1\/\w+ 200/,
  /\[wrangler:info\] (GET|HEAD) \/(assets\/|favicon|$| )/,
];

/**
 * Serves everything with Wrangler.
 *
 * @returns {Promise<void>} when it answers
 */
function serve() {
  const admins = process.env.ADMIN_EMAILS;
  const args = [
    ...[
      'dev',
      'build/dev/index.js',
      '--assets',
      devDashboard,
      '--port',
      String(port),
      '--inspector-port',
      '0',
    ],
    // The deployed Worker has no such variable: its mail goes out. Its key is a secret that is made once.
    ...['--var', 'MAIL:console', '--var', `AUTH_KEY:${randomBytes(32).toString('hex')}`],
    // Nothing of a deployment's hosts: neither its route in `request.url` nor its dashboard in mails.
    ...['--local-upstream', `localhost:${port}`, '--var', 'DASHBOARD_ORIGIN:'],
    ...(admins ? ['--var', `ADMIN_EMAILS:${admins}`] : []),
    '--show-interactive-dev-session=false',
  ];
  let ready = false;
  return step(
    'server',
    (onLine) =>
      new Promise((up, failed) => {
        let output = '';
        const { done } = launch('wrangler', args, {
          env: { THINSPAN_BUILD: 'dev' },
          keepOutput: false,
          onLine(line) {
            if (!ready) {
              output += `${line}\n`;
              onLine(line);
            }
            if (line.includes('Ready on')) {
              ready = true;
              up(undefined);
            } else if (ready && !CHATTER.some((pattern) => pattern.test(line))) {
              say(line.replace('[wrangler:info] ', '').replace('[custom build] ', ''));
            }
          },
        });
        done.then(({ code }) => {
          const end = new StepFailed(`Wrangler ended with ${code}.`, output);
          if (ready) giveUp(end);
          failed(end);
        });
      }),
  );
}

/** Fires the cron as Cloudflare would, only more often. */
function tick() {
  const cron = readFileSync(inRoot('wrangler.toml'), 'utf8').match(/^crons = \["(.+?)"/m)?.[1] ?? '* * * * *';
  let complained = false;
  setInterval(async () => {
    let problem;
    try {
      const url = `${origin}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`;
      const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (!answer.ok) problem = `answered ${answer.status}`;
    } catch (error) {
      problem = String(error);
    }
    if (problem && !complained) say(red(`The cron failed: ${problem}`));
    complained = Boolean(problem);
  }, CRON_EVERY_MS);
}

function welcome() {
  const configured = readFileSync(inRoot('wrangler.toml'), 'utf8').match(/^ADMIN_EMAILS = "(.*)"/m)?.[1];
  const admins = process.env.ADMIN_EMAILS || configured || 'nobody: set ADMIN_EMAILS';
  say(`
${bold('Thinspan is running.')}

  Dashboard   ${cyan(`${origin}/`)}
  OTLP/HTTP   ${cyan(origin)}  (/v1/traces, /v1/metrics, /v1/logs)
  JSON API    ${cyan(`${origin}/api/v1/`)}  (docs/API.md)
  Database    .wrangler/state  (delete it to begin again)

  ${bold('Next:')} open the dashboard and sign in as ${bold(admins)}. The sign-in code is printed here.
  Generate the ingest token there; ${bold('npm run demo')} in another terminal sends sample sessions.

  What is edited in src/ and dashboard/ is built and served anew: reload the page.
  The cron runs every ${CRON_EVERY_MS / 1000} s. Ctrl-C ends everything.
`);
}

endWithChildren(clear);
try {
  checkNode();
  await checkPort();
  await setUp();
  rmSync(inRoot(devDashboard), { recursive: true, force: true });
  await Promise.all([watchDashboard(), buildWorker('dev'), migrate()]);
  await serve();
  welcome();
  tick();
} catch (error) {
  giveUp(error);
}

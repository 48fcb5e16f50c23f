// Takes a Cloudflare account to a running product, and a running one to this version. Everything that can be known
// before something is changed is looked at first; each step finds what an earlier run has done; so a run that was
// broken off is simply run again.
//
// The order of the changes: the database's tables go before the Worker that needs them. In the seconds between, the
// Worker that still runs answers 503 where the schema has another version, and clients send the same again. The
// Worker goes before the dashboard, which may call what is new.

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Explained } from '../project.mjs';
import { Account } from './account.mjs';
import {
  firstAdmin,
  mailDomain,
  NO_DATABASE,
  place,
  readConfig,
  withDatabaseId,
  workerOrigin,
} from './config.mjs';
import { firstAdminLink, newAuthKey, withSecretsFile } from './secrets.mjs';

/** How often, and how long apart, an address that has just been made is asked for. Certificates take a while. */
const TRIES = 10;
const BETWEEN_TRIES_MS = 3_000;

/**
 * @typedef {import('./config.mjs').Config} Config
 * @typedef {(line: string) => void} OnLine
 *
 * @typedef {object} World what a deployment uses of the machine and the network
 * @property {string} file the path of wrangler.toml
 * @property {NodeJS.ProcessEnv} env
 * @property {import('./account.mjs').Wrangler} wrangler
 * @property {(onLine: OnLine) => Promise<string>} buildWorker answers with its size
 * @property {(onLine: OnLine, api: string) => Promise<void>} buildDashboard for the Worker's origin, into dashboard/dist
 * @property {(host: string) => Promise<boolean>} resolves whether DNS knows a host
 * @property {(url: string) => Promise<{ status: number, text: string } | undefined>} get nothing: no answer
 * @property {(ms: number) => Promise<void>} wait
 * @property {() => number} now Unix time in milliseconds
 * @property {typeof import('../progress.mjs').step} step
 * @property {(text: string) => void} say
 */

/**
 * @param {World} world
 * @param {{ isDryRun?: boolean }} [options]
 * @throws {Explained | import('../progress.mjs').StepFailed} with what to do about it
 */
export async function deploy(world, { isDryRun = false } = {}) {
  const config = await readConfig(world.file);
  const where = place(world.env);
  const resendKey = world.env.RESEND_API_KEY?.trim() || undefined;
  if (resendKey && !/^[\x21-\x7e]{8,256}$/.test(resendKey)) {
    throw new Explained('RESEND_API_KEY is no key of Resend: copy it anew from resend.com, API Keys.');
  }
  const problems = list(config.problems);
  if (isDryRun) return dryRun(world, config, { problems, resendKey, where });
  if (problems) throw new Explained(`wrangler.toml has to be edited first:\n${problems}`);

  const found = await look(world, config, { where, resendKey });
  const { account } = found;
  await build(world, config, account);

  await database(world, config, account, { databases: found.databases, where });
  const orgs = await migrate(world, account);
  const authKey = await worker(world, config, account, { secrets: found.secrets, resendKey, orgs });
  await dashboard(world, config, account, found.project);

  await tell(world, config, { authKey, isAttached: hasDomain(config, found.project), orgs });
}

/** @param {string[]} sentences */
const list = (sentences) => sentences.map((sentence) => `  - ${sentence}`).join('\n');

/** @param {Config} config */
const dashboardHost = ({ dashboardOrigin }) => dashboardOrigin.replace('https://', '');

/** @param {Config} config @param {import('./account.mjs').Project | undefined} project */
const hasDomain = (config, project) => Boolean(project?.domains.includes(dashboardHost(config)));

/**
 * Looks at the account without changing anything, so that a permission or a setting that is missing stops the
 * deployment before it has begun.
 *
 * @param {World} world
 * @param {Config} config
 * @param {{ where: ReturnType<typeof place>, resendKey: string | undefined }} wishes
 */
async function look({ wrangler, env, step, resolves, say }, config, { where, resendKey }) {
  // As Wrangler chooses; its Pages commands do not read this wrangler.toml, so they are told.
  const wanted = config.accountId || env.CLOUDFLARE_ACCOUNT_ID;
  const { id, name } = await remarked(step, 'account', async (onLine) => {
    const chosen = await Account.choose(wrangler, onLine, wanted);
    return { result: chosen, remark: chosen.name };
  });
  const account = new Account(wrangler, id);

  return remarked(step, 'what is there', async (onLine) => {
    const databases = await account.databases(onLine);
    checkDatabase(config, databases, where, name);
    const secrets = await account.secrets(onLine);
    const project = await account.project(onLine, config.pagesProject);
    if (project?.hasRepository) {
      throw new Explained(
        `The Pages project ${project.name} is built from a repository and takes no uploads. Change \`name\` in wrangler.toml, or delete the project in the Cloudflare dashboard.`,
      );
    }
    await checkMail(config, {
      account,
      onLine,
      say,
      hasResend: Boolean(resendKey ?? secrets?.has('RESEND_API_KEY')),
    });
    const [host] = config.workerHosts;
    if (!secrets && (await isTaken(host, resolves))) {
      throw new Explained(
        `${host} has an address already, and the deployment would take it over. Delete its DNS record in the Cloudflare dashboard (the domain, DNS, Records) if nothing needs it (DNS remembers a deleted one for some minutes), or write another host into \`routes\` of wrangler.toml.`,
      );
    }
    const remark = [
      databases.some((one) => one.name === config.database.name) ? 'database' : 'no database',
      secrets ? 'Worker' : 'no Worker',
      project ? 'Pages project' : 'no Pages project',
    ].join(', ');
    return { result: { account, databases, secrets, project }, remark };
  });
}

/**
 * @param {Config} config
 * @param {import('./account.mjs').Database[]} databases
 * @param {ReturnType<typeof place>} where
 * @param {string} accountName
 */
function checkDatabase({ database }, databases, { jurisdiction }, accountName) {
  if (database.id !== NO_DATABASE && !databases.some(({ uuid }) => uuid === database.id)) {
    throw new Explained(
      `wrangler.toml names the database ${database.id}, which the account "${accountName}" does not have. Is it the right account? If the database was deleted, write \`database_id = "${NO_DATABASE}"\`, and a new one is made.`,
    );
  }
  const found = databases.find(({ uuid, name }) =>
    database.id === NO_DATABASE ? name === database.name : uuid === database.id,
  );
  // Wrangler prints what the API tells of a database, which is not always this.
  if (jurisdiction && found?.jurisdiction !== undefined && found.jurisdiction !== jurisdiction) {
    throw new Explained(
      `The database ${found.name} was not made with D1_JURISDICTION=${jurisdiction} (${found.jurisdiction ?? 'none'}), and cannot be moved. docs/DEPLOY.md, "Where the data lives", says how to change to a new one.`,
    );
  }
}

/**
 * @param {Config} config
 * @param {{ account: Account, onLine: OnLine, say: (text: string) => void, hasResend: boolean }} context
 */
async function checkMail(config, { account, onLine, say, hasResend }) {
  // It goes first when both are there.
  if (hasResend) return;
  if (!config.hasEmailBinding) {
    throw new Explained(
      'Nothing sends sign-in codes yet. Either: make an API key at resend.com and run `RESEND_API_KEY=re_… npm run deploy`. ' +
        'Or: take the # away from the two lines of [[send_email]] in wrangler.toml (Cloudflare Email Service, paid Workers plan).',
    );
  }
  const domain = mailDomain(config);
  const isOnboarded = await account.sendsMailFor(onLine, domain);
  if (isOnboarded === false) {
    throw new Explained(
      `Cloudflare Email Service does not send for ${domain}, the domain of MAIL_FROM. In the Cloudflare dashboard: Email Service, Email Sending, "Onboard Domain", ${domain}, "Add records and onboard"; or run \`npx wrangler email sending enable ${domain}\`. Then run this again.`,
    );
  }
  if (isOnboarded === undefined) {
    say(`  Whether Cloudflare Email Service sends for ${domain} cannot be seen with this login.`);
  }
}

/**
 * Whether a host belongs to something already. Wrangler, when nobody can be asked, replaces its DNS record. A wildcard
 * record answers for every name, and is not replaced.
 *
 * @param {string} host
 * @param {(host: string) => Promise<boolean>} resolves
 */
async function isTaken(host, resolves) {
  if (!(await resolves(host))) return false;
  const parent = host.slice(host.indexOf('.') + 1);
  return !(await resolves(`thinspan-${randomBytes(6).toString('hex')}.${parent}`));
}

/**
 * A step whose result somebody needs.
 *
 * @template T
 * @param {World['step']} step
 * @param {string} name
 * @param {(onLine: OnLine) => Promise<{ result: T, remark?: string }>} work
 * @returns {Promise<T>}
 */
async function remarked(step, name, work) {
  /** @type {T | undefined} */
  let result;
  await step(name, async (onLine) => {
    const done = await work(onLine);
    result = done.result;
    return done.remark;
  });
  return /** @type {T} */ (result);
}

/**
 * Builds both halves before anything is changed. Wrangler looks through the configuration once more.
 *
 * @param {World} world
 * @param {Config} config
 * @param {Account} account
 */
async function build({ step, buildWorker, buildDashboard }, config, account) {
  await step('build the Worker', async (onLine) => {
    const size = await buildWorker(onLine);
    await account.must(onLine, ['deploy', '--dry-run'], { doing: 'check the Worker' });
    return size;
  });
  await step('build the dashboard', (onLine) => buildDashboard(onLine, workerOrigin(config)));
}

/**
 * Finds the database, or makes it, and writes its id into wrangler.toml.
 *
 * @param {World} world
 * @param {Config} config
 * @param {Account} account
 * @param {{ databases: import('./account.mjs').Database[], where: ReturnType<typeof place> }} found
 */
async function database({ step, file }, config, account, { databases, where }) {
  if (config.database.id !== NO_DATABASE) return;
  const { name } = config.database;
  const named = (/** @type {import('./account.mjs').Database[]} */ all) =>
    all.find((one) => one.name === name);
  await step(`database ${name}`, async (onLine) => {
    let database = named(databases);
    const isNew = !database;
    if (!database) {
      const options = Object.entries(where).flatMap(([option, value]) => [`--${option}`, value]);
      await account.must(onLine, ['d1', 'create', name, ...options], { doing: 'make a D1 database' });
      database = named(await account.databases(onLine));
    }
    if (!database)
      throw new Explained(`The database ${name} was made but is not in the list: run this again.`);
    writeFileSync(file, withDatabaseId(readFileSync(file, 'utf8'), database.uuid));
    return `${isNew ? 'made' : 'found'}, its id is in wrangler.toml now`;
  });
}

/**
 * @param {World} world
 * @param {Account} account
 * @returns {Promise<number>} how many orgs there are
 */
async function migrate({ step }, account) {
  return remarked(step, 'migrations', async (onLine) => {
    const { output } = await account.must(onLine, ['d1', 'migrations', 'apply', 'DB', '--remote'], {
      doing: 'change the database',
    });
    const remark = output.includes('No migrations to apply') ? 'none to apply' : 'applied';
    return { result: await account.orgs(onLine), remark };
  });
}

/**
 * Deploys the Worker with its cron, its address and the secrets that it does not have, all in one version.
 *
 * @param {World} world
 * @param {Config} config
 * @param {Account} account
 * @param {{ secrets: Set<string> | undefined, resendKey: string | undefined, orgs: number }} found
 * @returns {Promise<string | undefined>} AUTH_KEY, if it is new
 */
async function worker({ step }, config, account, { secrets, resendKey, orgs }) {
  // Nobody can read a key that is set. While there is no org, nothing hangs on it for longer than ten minutes, and
  // the first admin's link needs one that is known.
  const authKey = orgs === 0 || !secrets?.has('AUTH_KEY') ? newAuthKey() : undefined;
  const given = { ...(authKey && { AUTH_KEY: authKey }), ...(resendKey && { RESEND_API_KEY: resendKey }) };
  for (const secret of Object.values(given)) account.hide(secret);
  const subject = { doing: 'deploy the Worker or give it its host', host: config.workerHosts[0] };

  await step('deploy the Worker', async (onLine) => {
    const names = Object.keys(given);
    if (names.length === 0) await account.must(onLine, ['deploy'], subject);
    else {
      await withSecretsFile(given, (path) =>
        account.must(onLine, ['deploy', '--secrets-file', path], subject),
      );
    }
    return [`cron`, ...names.map((name) => `${name} set`)].join(', ');
  });
  return authKey;
}

/**
 * @param {World} world
 * @param {Config} config
 * @param {Account} account
 * @param {import('./account.mjs').Project | undefined} found
 */
async function dashboard({ step }, { pagesProject }, account, found) {
  const subject = { doing: 'deploy to Cloudflare Pages', project: pagesProject };
  // The site is to be a Pages project wherever Wrangler is run; it may otherwise make a Worker of it.
  if (!found) {
    await step(`Pages project ${pagesProject}`, async (onLine) => {
      const create = ['pages', 'project', 'create', pagesProject];
      await account.must(onLine, [...create, '--production-branch', 'main', '--force'], subject);
      return 'made';
    });
  }
  await step('deploy the dashboard', async (onLine) => {
    const to = ['--project-name', pagesProject, '--branch', 'main', '--commit-dirty=true', '--force'];
    await account.must(onLine, ['pages', 'deploy', 'dashboard/dist', ...to], subject);
  });
}

/**
 * Asks both addresses, and says what is left to do.
 *
 * @param {World} world
 * @param {Config} config
 * @param {{ authKey: string | undefined, isAttached: boolean, orgs: number }} state
 */
async function tell(world, config, { authKey, isAttached, orgs }) {
  const { say, step, now } = world;
  const host = dashboardHost(config);
  const todo = /** @type {string[]} */ ([]);
  await step('addresses', async (onLine) => {
    const api = workerOrigin(config);
    const [worker, site] = await Promise.all([
      answers(world, onLine, `${api}/api/v1/me`, isWorker),
      isAttached &&
        answers(world, onLine, `${config.dashboardOrigin}/`, (answer) => isDashboard(answer, api)),
    ]);
    if (worker) {
      todo.push(
        `${api} ${worker}. Its DNS record and certificate are made by Cloudflare within some minutes; run this again if it does not answer then. In the Cloudflare dashboard: Workers & Pages, ${config.name}, Settings, Domains & Routes.`,
      );
    }
    if (!isAttached) {
      todo.push(
        `${config.dashboardOrigin} is not the dashboard's address yet, and Wrangler cannot make it. In the Cloudflare dashboard: Workers & Pages, ${config.pagesProject}, Custom domains, "Set up a custom domain", ${host}, "Activate domain". It answers after some minutes.`,
      );
    } else if (site) {
      todo.push(
        `${config.dashboardOrigin} ${site}. In the Cloudflare dashboard: Workers & Pages, ${config.pagesProject}, Custom domains; ${host} must be "Active" there.`,
      );
    }
    return todo.length === 0 ? 'both answer' : 'not both answer yet';
  });

  const signIn =
    authKey && orgs === 0
      ? `Sign in as the first admin, ${firstAdmin(config)}, with this link. It works for a day, once, and for whoever has it:

    ${firstAdminLink(config.dashboardOrigin, authKey, now())}

  Is it lost or too old: run \`npm run deploy\` again.`
      : `Sign in at ${config.dashboardOrigin} with your e-mail address.`;
  say(`
Thinspan is deployed.

  Dashboard   ${config.dashboardOrigin}
  OTLP/HTTP   ${workerOrigin(config)}  (/v1/traces, /v1/metrics, /v1/logs)
${todo.length > 0 ? `\n  Still to do:\n${list(todo)}\n` : ''}
  ${signIn}
`);
}

/**
 * Asks an address until it answers as it should, for half a minute.
 *
 * @param {World} world
 * @param {OnLine} onLine
 * @param {string} url
 * @param {(answer: { status: number, text: string }) => boolean} isRight
 * @returns {Promise<string | undefined>} what is wrong with its last answer
 */
async function answers({ get, wait }, onLine, url, isRight) {
  for (let left = TRIES; ; left--) {
    const answer = await get(url);
    if (answer && isRight(answer)) return;
    const wrong = answer ? `answers with ${answer.status}, not as Thinspan does` : 'does not answer yet';
    onLine(`${url} ${wrong}`);
    if (left === 1) return wrong;
    await wait(BETWEEN_TRIES_MS);
  }
}

/** Nobody is signed in, so the API says so. @param {{ status: number, text: string }} answer */
const isWorker = ({ status, text }) => status === 401 && text.includes('"title"');

/** index.html names the Worker that it was built for. @param {{ status: number, text: string }} answer @param {string} api */
const isDashboard = ({ status, text }, api) => status === 200 && text.includes(`content="${api}"`);

/**
 * Everything that needs no account: checks, builds, and what a deployment would do.
 *
 * @param {World} world
 * @param {Config} config
 * @param {{ problems: string, resendKey: string | undefined, where: ReturnType<typeof place> }} found
 */
async function dryRun(world, config, { problems, resendKey, where }) {
  await build(world, config, new Account(world.wrangler));
  const options = Object.entries(where).map(([option, value]) => ` --${option} ${value}`);
  const { database } = config;
  const steps = [
    'look at the account: login, database, Worker, Pages project, mail',
    database.id === NO_DATABASE
      ? `find the database, or make it: wrangler d1 create ${database.name}${options.join('')}; write its id into wrangler.toml`
      : `use the database ${database.name} (${database.id})`,
    'apply the migrations: wrangler d1 migrations apply DB --remote',
    `deploy the Worker: wrangler deploy, with AUTH_KEY if it has none${resendKey ? ' and RESEND_API_KEY' : ''}`,
    `deploy the dashboard: wrangler pages deploy dashboard/dist --project-name ${config.pagesProject}`,
    "ask both addresses, and print the first admin's link or where to sign in",
  ];
  world.say(`
Nothing was changed. A deployment would:

${steps.map((text, i) => `  ${i + 1}. ${text}`).join('\n')}
${problems ? `\nBefore it can, wrangler.toml has to be edited:\n${problems}\n` : ''}`);
}

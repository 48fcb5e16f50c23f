// wrangler.toml as a deployment needs it: what it says, what is missing, and where the database's id goes.

import { Explained } from '../project.mjs';

/** What stands for "not made yet" in wrangler.toml. */
export const NO_DATABASE = '00000000-0000-0000-0000-000000000000';

/** As `wrangler d1 create --help` lists them. */
export const LOCATIONS = ['weur', 'eeur', 'apac', 'oc', 'wnam', 'enam'];
export const JURISDICTIONS = ['eu', 'us', 'fedramp'];

/** Names that RFC 2606 keeps for examples: whoever reads them in a configuration has still to be asked. */
const EXAMPLE = /(^|[.@])example\.(com|net|org)$|\.(example|invalid|test)$/i;

const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const ADDRESS = /^[^\s@<>",;:]+@([^\s@<>",;:]+)$/;
/** How many groups of ADMIN_EMAILS the Worker reads (src/auth/admins.rs). */
const MOST_ORGS = 20;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Suffixes below which everybody's sites stand: browsers count each as a site of its own (publicsuffix.org). */
const SHARED = ['workers.dev', 'pages.dev'];

/**
 * @typedef {object} Config what a deployment reads of wrangler.toml
 * @property {string} name of the Worker
 * @property {string} pagesProject
 * @property {string | undefined} accountId
 * @property {string[]} workerHosts custom domains
 * @property {string} admins
 * @property {string} dashboardOrigin
 * @property {string} mailFrom
 * @property {boolean} hasEmailBinding
 * @property {{ name: string, id: string }} database
 * @property {string[]} problems what a person has to change before anything can be deployed, one sentence each
 */

/**
 * @param {string} file the path of wrangler.toml
 * @returns {Promise<Config>}
 * @throws {Explained} when it is not there or is no TOML
 */
export async function readConfig(file) {
  // It is installed by the set-up, which runs after this module is loaded.
  const { experimental_readRawConfig: readRaw } = await import('wrangler');
  /** @type {Record<string, any>} */
  let raw;
  try {
    raw = readRaw({ config: file }).rawConfig;
  } catch (error) {
    throw new Explained(
      `${file} cannot be read: ${error instanceof Error ? error.message : error}. Correct it, or take it from git again.`,
    );
  }
  return interpret(raw);
}

/** @param {Record<string, any>} raw @returns {Config} */
export function interpret(raw) {
  const vars = raw.vars ?? {};
  const text = (/** @type {unknown} */ value) => (typeof value === 'string' ? value.trim() : '');
  const database = (raw.d1_databases ?? []).find((/** @type {any} */ one) => one.binding === 'DB') ?? {};
  const config = {
    name: text(raw.name),
    pagesProject: `${text(raw.name)}-dashboard`,
    accountId: text(raw.account_id) || undefined,
    workerHosts: [raw.routes ?? [], raw.route ?? []]
      .flat()
      .filter((/** @type {any} */ route) => route?.custom_domain)
      .map((/** @type {any} */ route) => text(route.pattern)),
    admins: text(vars.ADMIN_EMAILS),
    dashboardOrigin: text(vars.DASHBOARD_ORIGIN),
    mailFrom: text(vars.MAIL_FROM),
    hasEmailBinding: (raw.send_email ?? []).some((/** @type {any} */ one) => one.name === 'EMAIL'),
    database: { name: text(database.database_name), id: text(database.database_id) || NO_DATABASE },
  };
  return { ...config, problems: [...problems(config, raw)] };
}

/** The Worker's address; empty where none is configured. @param {Config} config */
export const workerOrigin = ({ workerHosts: [host] }) => (host ? `https://${host}` : '');

/** Whom the first admin's link signs in. @param {Pick<Config, 'admins'>} config */
export const firstAdmin = ({ admins }) => adminGroups(admins)[0].addresses[0];

/** The domain that mail comes from. @param {Pick<Config, 'mailFrom'>} config */
export const mailDomain = ({ mailFrom }) => (sender(mailFrom) ?? '').split('@')[1] ?? '';

/** The address in `Name <address>`. @param {string} text */
function sender(text) {
  const address = text.match(/^[^<>]*<([^<>]+)>$/)?.[1] ?? text;
  return ADDRESS.test(address) ? address : undefined;
}

/**
 * The groups of ADMIN_EMAILS, as src/auth/admins.rs reads them: separated by `;`, each may begin with a name and `:`.
 *
 * @param {string} text
 */
const adminGroups = (text) =>
  text
    .split(';')
    .map((group) => {
      const colon = group.indexOf(':');
      const addresses = group.slice(colon + 1).split(',');
      return {
        name: group.slice(0, Math.max(colon, 0)).trim(),
        addresses: addresses.map((address) => address.trim()).filter(Boolean),
      };
    })
    .filter(({ addresses }) => addresses.length > 0);

/** How many labels two hosts end with alike. @param {string} a @param {string} b */
function labelsInCommon(a, b) {
  const [left, right] = [a, b].map((host) => host.split('.').reverse());
  const differs = left.findIndex((label, i) => label !== right[i]);
  return differs < 0 ? left.length : differs;
}

/** @param {string} host */
const isShared = (host) => SHARED.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));

/**
 * @param {Omit<Config, 'problems'>} config
 * @param {Record<string, any>} raw
 * @returns {Generator<string>}
 */
function* problems(config, raw) {
  if (!/^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$/.test(config.name)) {
    yield `\`name\` must be 1 to 48 lower-case letters, digits and dashes; it is "${config.name}".`;
  }
  yield* workerProblems(config);
  yield* dashboardProblems(config);
  yield* adminProblems(config.admins);

  const from = sender(config.mailFrom);
  if (!config.mailFrom || EXAMPLE.test(from ?? '')) {
    yield `\`MAIL_FROM\` names no sender of sign-in codes: write one of a domain that is yours, like "Thinspan <signin@…>".`;
  } else if (!from) {
    yield `\`MAIL_FROM\` must be an address, or a name and <an address>; it is "${config.mailFrom}".`;
  }

  const vars = raw.vars ?? {};
  for (const secret of ['AUTH_KEY', 'RESEND_API_KEY'].filter((name) => name in vars)) {
    yield `\`${secret}\` stands in [vars], where everybody reads it: delete the line and replace the key. ${
      secret === 'AUTH_KEY' ? '`npm run deploy` makes it.' : 'Run `RESEND_API_KEY=… npm run deploy` instead.'
    }`;
  }
  if ('MAIL' in vars) {
    yield '`MAIL` stands in [vars]: it is for local development, where codes are printed. Delete the line.';
  }
  if (!(raw.triggers?.crons?.length > 0)) {
    yield 'There is no cron in [triggers]: without it nothing is counted. Write `crons = ["*/5 * * * *"]`.';
  }
  if (!config.database.name) {
    yield 'There is no [[d1_databases]] with `binding = "DB"` and a `database_name`.';
  }
  yield* queueProblems(raw.queues ?? {});
  if (!UUID.test(config.database.id)) {
    yield `\`database_id\` is no id: "${config.database.id}". Write "${NO_DATABASE}" to have it found or made.`;
  }
}

/**
 * What is queued must be taken out again, and what cannot be stored must not be deleted.
 *
 * @param {{ producers?: Record<string, unknown>[], consumers?: Record<string, unknown>[] }} queues
 */
function* queueProblems({ producers = [], consumers = [] }) {
  const producer = producers.find(({ binding }) => binding === 'QUEUE');
  if (!producer) return;
  const consumer = consumers.find(({ queue }) => queue === producer.queue);
  if (!consumer) {
    yield `\`[[queues.producers]]\` names the queue "${producer.queue}" and no [[queues.consumers]] does: what is queued would never be stored. Take in all the lines about the queue.`;
  } else if (!consumer.dead_letter_queue) {
    yield `\`[[queues.consumers]]\` of "${producer.queue}" has no dead_letter_queue: what cannot be stored would be deleted. Take in all the lines about the queue.`;
  }
}

/** @param {string | undefined} host */
const isUsable = (host = '') => HOST.test(host) && !EXAMPLE.test(host) && !isShared(host);

/** @param {Omit<Config, 'problems'>} config */
function* workerProblems({ workerHosts: [host] }) {
  const example = '`routes = [{ pattern = "otlp.<your domain>", custom_domain = true }]`';
  if (!host || EXAMPLE.test(host)) {
    yield `\`routes\` names no host for the Worker: write ${example} with a domain that is in your Cloudflare account.`;
  } else if (!HOST.test(host)) {
    yield `\`routes\` must name a host without a path or a wildcard, like ${example}; it is "${host}".`;
  } else if (isShared(host)) {
    yield `\`routes\` names ${host}: workers.dev cannot be used, because browsers would not send the session cookie there. Write ${example}.`;
  }
}

/** @param {Omit<Config, 'problems'>} config */
function* dashboardProblems({ dashboardOrigin, workerHosts: [workerHost] }) {
  const host = dashboardOrigin.replace(/^https:\/\//, '');
  if (!dashboardOrigin || EXAMPLE.test(host)) {
    yield '`DASHBOARD_ORIGIN` names no address for the dashboard: write "https://app.<your domain>", below the same domain as the Worker.';
  } else if (!dashboardOrigin.startsWith('https://') || !HOST.test(host)) {
    yield `\`DASHBOARD_ORIGIN\` must be https:// and a host, in lower case, without a slash at the end; it is "${dashboardOrigin}".`;
  } else if (isShared(host)) {
    yield `\`DASHBOARD_ORIGIN\` names ${host}: pages.dev cannot be used, because browsers would not send the session cookie from there. Write a host below the same domain as the Worker.`;
  } else if (host === workerHost) {
    yield `\`DASHBOARD_ORIGIN\` and \`routes\` both name ${host}: the dashboard needs a host of its own.`;
  } else if (isUsable(workerHost) && labelsInCommon(host, workerHost) < 2) {
    yield `\`DASHBOARD_ORIGIN\` (${host}) and \`routes\` (${workerHost}) must be below one domain, or browsers will not send the session cookie.`;
  }
}

/** @param {string} admins */
function* adminProblems(admins) {
  const groups = adminGroups(admins);
  const all = groups.flatMap(({ addresses }) => addresses);
  const wrong = all.find((address) => !ADDRESS.test(address));
  if (wrong) {
    yield `\`ADMIN_EMAILS\` has "${wrong}", which is no e-mail address. Separate addresses by commas, orgs by semicolons.`;
  } else if (all.length === 0 || all.some((address) => EXAMPLE.test(address))) {
    yield '`ADMIN_EMAILS` names nobody who can sign in: write the addresses of the admins.';
  }
  if (groups.length > MOST_ORGS) yield `\`ADMIN_EMAILS\` has ${groups.length} orgs; ${MOST_ORGS} are read.`;
  const twice = groups.find(({ name }, i) => groups.findIndex((group) => group.name === name) < i);
  if (twice) {
    yield `\`ADMIN_EMAILS\` has two orgs ${twice.name ? `named "${twice.name}"` : 'without a name'}, of which the first alone is read: each after the first needs a name of its own, like "mia@…; Acme: boss@…".`;
  }
}

/**
 * Where a database that has to be made is to be: `D1_LOCATION` or `D1_JURISDICTION`, which the account has no other
 * place for.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ location?: string, jurisdiction?: string }}
 * @throws {Explained} when one of them is nothing that D1 knows
 */
export function place({ D1_LOCATION: location, D1_JURISDICTION: jurisdiction }) {
  const check = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string[]} */ known) => {
    if (known.includes(value)) return;
    throw new Explained(`${name} must be one of ${known.join(', ')}; it is "${value}".`);
  };
  if (location) check('D1_LOCATION', location, LOCATIONS);
  if (jurisdiction) check('D1_JURISDICTION', jurisdiction, JURISDICTIONS);
  if (location && jurisdiction) {
    throw new Explained(
      'D1 ignores D1_LOCATION where D1_JURISDICTION is set: name one of them, and leave out the other.',
    );
  }
  return { ...(location && { location }), ...(jurisdiction && { jurisdiction }) };
}

/**
 * wrangler.toml with the id of the database that is bound as DB. Every other byte stays as it is.
 *
 * @param {string} text
 * @param {string} id
 * @returns {string}
 * @throws {Explained} when there is no such table
 */
export function withDatabaseId(text, id) {
  // A table goes to the next line that begins with a bracket.
  const tables = text.split(/^(?=[ \t]*\[)/m);
  const at = tables.findIndex((table) =>
    /^[ \t]*\[\[\s*d1_databases\s*\]\][^\n]*\n(?:.*\n)*?[ \t]*binding\s*=\s*["']DB["']/.test(table),
  );
  if (at < 0) {
    throw new Explained(
      `wrangler.toml has no table [[d1_databases]] with \`binding = "DB"\`: write \`database_id = "${id}"\` into it yourself.`,
    );
  }
  const line = /^([ \t]*database_id\s*=\s*)(["'])[^"'\n]*\2/m;
  tables[at] = line.test(tables[at])
    ? tables[at].replace(line, `$1"${id}"`)
    : tables[at].replace(/^([ \t]*)binding\s*=.*(\r?\n|$)/m, (binding, indent, end) => {
        const newline = end || '\n';
        return `${binding}${end ? '' : newline}${indent}database_id = "${id}"${newline}`;
      });
  return tables.join('');
}

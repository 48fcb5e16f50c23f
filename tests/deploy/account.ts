// A Cloudflare account that is not there: it keeps what Wrangler's commands change, and answers in the words and
// formats of Wrangler 4.164 (wrangler-dist/cli.js: src/d1, src/secret, src/pages, src/user, deploy-helpers). Errors
// of the API look as `throwFetchError` makes them and the logger prints them.

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { experimental_readRawConfig as readRawConfig } from 'wrangler';
import type { World } from '../../scripts/deploy/deploy.mjs';

type Wrangler = World['wrangler'];
type Result = Awaited<ReturnType<Wrangler>>;

export const ACCOUNT = { id: 'a'.repeat(32), name: 'Acme' };
export const MIGRATIONS = [
  '0001_telemetry.sql',
  '0002_members.sql',
  '0003_prices.sql',
  '0004_figures_stamp.sql',
  '0005_kept_marks.sql',
];

export interface Call {
  args: string[];
  env: NodeJS.ProcessEnv;
}

/** The API's refusal as Wrangler prints it. */
export const apiError = (path: string, message: string, code: number) =>
  `\n✘ [ERROR] A request to the Cloudflare API (${path}) failed.\n\n  ${message} [code: ${code}]\n  \n  If you think this is a bug, please open an issue at:\n  https://github.com/cloudflare/workers-sdk/issues/new/choose\n\n`;

/** Any other refusal. */
export const userError = (message: string) => `\n✘ [ERROR] ${message}\n\n`;

/** cli-table3, which Wrangler prints lists with. */
export function table(rows: Record<string, string>[]): string {
  const head = Object.keys(rows[0] ?? {});
  const widths = head.map((name) => Math.max(name.length, ...rows.map((row) => (row[name] ?? '').length)));
  const line = (cells: string[]) => `│ ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' │ ')} │`;
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
  return [
    rule('┌', '┬', '┐'),
    line(head),
    ...rows.flatMap((row) => [rule('├', '┼', '┤'), line(head.map((name) => row[name] ?? ''))]),
    rule('└', '┴', '┘'),
    '',
  ].join('\n');
}

export class PretendAccount {
  accounts = [ACCOUNT];
  isLoggedIn = true;
  databases: { uuid: string; name: string; created_at: string; jurisdiction?: string | null }[] = [];
  applied: string[] = [];
  orgs = 0;
  worker: { secrets: Map<string, string>; crons: string[]; hosts: string[]; vars: object } | undefined;
  projects: { name: string; domains: string[]; source: boolean; deployed: boolean }[] = [];
  sendingDomains: string[] = [];
  calls: Call[] = [];
  /** Answers instead of the account: a refusal, or a thrown error for a run that is cut off. */
  refuse: (args: string[], when: 'before' | 'after') => string | undefined = () => undefined;

  constructor(private readonly file: string) {}

  /** What a deployment leaves behind, without what is random. */
  state() {
    return {
      databases: this.databases.map(({ name }) => name),
      applied: this.applied,
      worker: this.worker && { ...this.worker, secrets: [...this.worker.secrets.keys()].sort() },
      projects: this.projects,
    };
  }

  readonly wrangler: Wrangler = async (args, { onLine, env }) => {
    this.calls.push({ args, env });
    const refused = this.refuse(args, 'before');
    const result = refused === undefined ? this.answer(args, env) : failure(refused);
    const late = this.refuse(args, 'after');
    const final = late === undefined ? result : failure(late);
    for (const line of final.output.split('\n')) onLine(line);
    return final;
  };

  private answer(args: string[], env: NodeJS.ProcessEnv): Result {
    const [words, rest] = [args.filter((word) => !word.startsWith('-')), args.join(' ')];
    if (!this.isLoggedIn) {
      if (words[0] === 'whoami') return failure('\n{"loggedIn":false}\n');
      return failure(
        userError(
          "In a non-interactive environment, it's necessary to set a CLOUDFLARE_API_TOKEN environment variable for wrangler to work. Please go to https://developers.cloudflare.com/fundamentals/api/get-started/create-token/ for instructions on how to create an api token, and assign its value to CLOUDFLARE_API_TOKEN.",
        ),
      );
    }
    if (words[0] !== 'whoami' && !rest.includes('--dry-run') && env.CLOUDFLARE_ACCOUNT_ID !== ACCOUNT.id) {
      throw new Error(`wrangler ${rest} is for no account`);
    }
    const command = words.slice(0, words[0] === 'pages' && words[1] === 'project' ? 3 : 2).join(' ');
    switch (command) {
      case 'whoami':
        return json({
          loggedIn: true,
          authType: 'OAuth Token',
          email: 'ops@acme.io',
          accounts: this.accounts,
        });
      case 'd1 list':
        return json(this.databases);
      case 'd1 create':
        return this.createDatabase(words[2] ?? '', args);
      case 'd1 migrations':
        return this.migrate();
      case 'd1 execute':
        return this.execute(args);
      case 'secret list':
        return this.listSecrets();
      case 'deploy':
        return rest.includes('--dry-run') ? success('--dry-run: exiting now.\n') : this.deploy();
      case `deploy ${words[1]}`:
        return this.deploy(words[1]);
      case 'pages project list':
        return json(
          this.projects.map(({ name, domains, source }) => ({
            'Project Name': name,
            'Project Domains': domains.join(', '),
            'Git Provider': source ? 'Yes' : 'No',
            'Last Modified': '3 minutes ago',
          })),
        );
      case 'pages project create':
        return this.createProject(words[3] ?? '');
      case 'pages deploy':
        return this.deployPages(args);
      case 'email sending':
        return this.listSending(words[3] ?? '');
      default:
        throw new Error(`The pretend account does not know: wrangler ${rest}`);
    }
  }

  private config() {
    return readRawConfig({ config: this.file }).rawConfig as Record<string, never> & {
      name: string;
      vars: object;
      triggers: { crons: string[] };
      routes?: { pattern: string }[];
      d1_databases: [{ database_id: string }];
    };
  }

  private createDatabase(name: string, args: string[]): Result {
    if (this.databases.some((one) => one.name === name)) {
      return failure(userError('A database with that name already exists'));
    }
    const hash = createHash('sha256').update(name).digest('hex');
    const uuid = hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
    const option = (flag: string) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);
    this.databases.push({
      uuid,
      name,
      created_at: '2026-11-21T09:00:00.000Z',
      jurisdiction: option('--jurisdiction') ?? null,
    });
    return success(
      `✅ Successfully created DB '${name}' in region WEUR\nCreated your new D1 database.\n\nTo access your new D1 Database in your Worker, add the following snippet to your configuration file:\n[[d1_databases]]\nbinding = "${name}"\ndatabase_name = "${name}"\ndatabase_id = "${uuid}"\n\n`,
    );
  }

  /** The database that wrangler.toml names, or the API's refusal. */
  private bound(): string | undefined {
    const id = this.config().d1_databases[0].database_id;
    if (this.databases.some(({ uuid }) => uuid === id)) return undefined;
    return apiError(
      `/accounts/${ACCOUNT.id}/d1/database/${id}/query`,
      `The database ${id} could not be found`,
      7404,
    );
  }

  private migrate(): Result {
    const refused = this.bound();
    if (refused) return failure(refused);
    const banner = '\n ⛅️ wrangler 4.164.0\n────────────────────\nResource location: remote \n\n';
    const open = MIGRATIONS.filter((name) => !this.applied.includes(name));
    if (open.length === 0) return success(`${banner}✅ No migrations to apply!\n`);
    this.applied.push(...open);
    return success(
      `${banner}Migrations to be applied:\n${table(open.map((name) => ({ name })))}\n${table(open.map((name) => ({ name, status: '✅' })))}`,
    );
  }

  private execute(args: string[]): Result {
    const refused = this.bound();
    if (refused) return failure(refused);
    const sql = args[args.indexOf('--command') + 1];
    if (sql !== 'SELECT count(*) AS orgs FROM org') throw new Error(`unexpected SQL: ${sql}`);
    if (this.applied.length === 0) {
      return failure(apiError(`/accounts/${ACCOUNT.id}/d1`, 'no such table: org: SQLITE_ERROR', 7500));
    }
    return json([{ results: [{ orgs: this.orgs }], success: true, meta: { rows_read: 1, rows_written: 0 } }]);
  }

  private listSecrets(): Result {
    const { name } = this.config();
    if (!this.worker) {
      return failure(
        userError(
          `Worker "${name}" not found.\n\nIf this is a new Worker, run \`wrangler deploy\` first to create it.\nOtherwise, check that the Worker name is correct and you're logged into the right account.`,
        ),
      );
    }
    return json([...this.worker.secrets.keys()].map((name) => ({ name, type: 'secret_text' })));
  }

  private deploy(secretsFile?: string): Result {
    const refused = this.bound();
    if (refused) return failure(refused);
    const config = this.config();
    const secrets = new Map(this.worker?.secrets);
    if (secretsFile) {
      if ((statSync(secretsFile).mode & 0o777) !== 0o600) throw new Error('Others can read the secrets.');
      if ((statSync(dirname(secretsFile)).mode & 0o777) !== 0o700)
        throw new Error('Others can see the secrets.');
      for (const [name, value] of Object.entries(JSON.parse(readFileSync(secretsFile, 'utf8')))) {
        secrets.set(name, String(value));
      }
    }
    const hosts = (config.routes ?? []).map(({ pattern }) => pattern);
    this.worker = { secrets, crons: config.triggers.crons, hosts, vars: config.vars };
    // What a Wrangler that talks too much would print: nobody is to see it.
    const told = [...secrets].map(([name, value]) => `env.${name} ("${value}")`).join('\n');
    return success(
      `Total Upload: 1400.00 KiB / gzip: 490.00 KiB\n${told}\nUploaded thinspan (3.12 sec)\nDeployed thinspan triggers (1.20 sec)\n  ${hosts.join('\n  ')} (custom domain)\n  schedule: */5 * * * *\nCurrent Version ID: 0b1b9d1e-0000-4000-8000-000000000000\n`,
    );
  }

  private createProject(name: string): Result {
    if (this.projects.some((one) => one.name === name)) {
      return failure(
        apiError(
          `/accounts/${ACCOUNT.id}/pages/projects`,
          'A project with this name already exists.',
          8000002,
        ),
      );
    }
    this.projects.push({ name, domains: [`${name}.pages.dev`], source: false, deployed: false });
    return success(
      `✨ Successfully created the '${name}' project. It will be available at https://${name}.pages.dev/ once you create your first deployment.\nTo deploy a folder of assets, run 'wrangler pages deploy [directory]'.\n`,
    );
  }

  private deployPages(args: string[]): Result {
    const name = args[args.indexOf('--project-name') + 1];
    const project = this.projects.find((one) => one.name === name);
    if (!project) return failure(userError(`The Pages project "${name}" does not exist.`));
    project.deployed = true;
    return success(
      `✨ Success! Uploaded 12 files (2.10 sec)\n\n🌎 Deploying...\n✨ Deployment complete! Take a peek over at https://0b1b9d1e.${name}.pages.dev\n`,
    );
  }

  private listSending(domain: string): Result {
    if (!domain.endsWith('acme.io')) {
      return failure(
        userError(
          `Could not find a zone for \`${domain}\`. Make sure the domain or its parent zone exists in your account.`,
        ),
      );
    }
    if (this.sendingDomains.length === 0) return success('No sending subdomains found for this domain.\n');
    return success(table(this.sendingDomains.map((name) => ({ name, enabled: 'yes', tag: 'f00d' }))));
  }
}

const success = (stdout: string): Result => ({ code: 0, output: stdout, stdout });
const json = (value: unknown): Result => success(`${JSON.stringify(value, null, 2)}\n`);
// Wrangler's own words go to the standard error; with --json some are on the standard output, too.
const failure = (output: string): Result => ({ code: 1, output, stdout: '' });

/** The product's own wrangler.toml. */
export const PRODUCT = readFileSync(join(import.meta.dirname, '../../wrangler.toml'), 'utf8');

/** wrangler.toml as somebody at acme.io would edit it: lines taken in by their `# `, values replaced. */
export function edited({ email = false, queue = false } = {}): string {
  const lines = PRODUCT.replaceAll('example.com', 'acme.io')
    .replace('# routes =', 'routes =')
    .replace('# DASHBOARD_ORIGIN =', 'DASHBOARD_ORIGIN =')
    .replace('# MAIL_FROM =', 'MAIL_FROM =');
  const mailing = email ? lines.replace('# [[send_email]]\n# name = ', '[[send_email]]\nname = ') : lines;
  if (!queue) return mailing;
  return mailing.replace(/^# \[\[queues\.producers\]\]\n(?:# .+\n)+/m, (part) => part.replace(/^# /gm, ''));
}

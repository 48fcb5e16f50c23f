// The deployment against an account that is not there (account.ts): what it does, in which order, how often, and
// what it says when something is missing.

import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deploy, type World } from '../../scripts/deploy/deploy.mjs';
import { ACCOUNT, apiError, edited, MIGRATIONS, PRODUCT, PretendAccount, userError } from './account.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const RESEND_KEY = 're_4cD5eF6g_secret';

let folder: string;
let file: string;
let account: PretendAccount;
let world: World;
let output: string;
let builds: string[];
/** What DNS and the network know. */
let hosts: Set<string>;
let pages: Map<string, { status: number; text: string }>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinspan-deploy-test-'));
  file = join(folder, 'wrangler.toml');
  writeFileSync(file, edited());
  account = new PretendAccount(file);
  output = '';
  builds = [];
  hosts = new Set();
  pages = new Map([
    ['https://otlp.acme.io/api/v1/me', { status: 401, text: '{"title":"Not signed in","status":401}' }],
    [
      'https://app.acme.io/',
      { status: 200, text: '<meta name="thinspan-api" content="https://otlp.acme.io">' },
    ],
  ]);
  const show = (text: string) => {
    output += `${text}\n`;
  };
  world = {
    file,
    env: { RESEND_API_KEY: RESEND_KEY },
    wrangler: (args, options) => account.wrangler(args, options),
    buildWorker: async () => '1300 KiB of WebAssembly',
    buildDashboard: async (_, api) => {
      builds.push(api);
    },
    resolves: async (host) => hosts.has(host) || hosts.has(host.replace(/^[^.]+/, '*')),
    get: async (url) => pages.get(url),
    wait: async () => {},
    now: () => NOW,
    // As VERBOSE=1 shows steps: with every line of every tool.
    step: async (name, work) => {
      show(name);
      show(`${name}: ${await work(show)}`);
    },
    say: show,
  };
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the failed deployment says. */
async function refusal(): Promise<string> {
  return deploy(world).then(
    () => {
      throw new Error(`It was not refused:\n${output}`);
    },
    (error) => {
      // A stack would be shown for anything else.
      expect(['Explained', 'StepFailed']).toContain(error.constructor.name);
      return error.message;
    },
  );
}

const commands = () =>
  account.calls.map(({ args }) => args.map((arg) => arg.replace(/.*secrets\.json$/, 'FILE')).join(' '));

const LOOKS = ['whoami --json', 'd1 list --json', 'secret list --format json', 'pages project list --json'];
const CHANGES = /^(d1 create|d1 migrations apply|deploy(?! --dry-run)|pages (deploy|project create))/;
const changes = () => commands().filter((command) => CHANGES.test(command));

describe('a new account', () => {
  test('is taken to a running product in one run', async () => {
    await deploy(world);
    expect(commands()).toEqual([
      ...LOOKS,
      'deploy --dry-run',
      'd1 create thinspan',
      'd1 list --json',
      'd1 migrations apply DB --remote',
      'd1 execute DB --remote --json --command SELECT count(*) AS orgs FROM org',
      'deploy --secrets-file FILE',
      'pages project create thinspan-dashboard --production-branch main --force',
      'pages deploy dashboard/dist --project-name thinspan-dashboard --branch main --commit-dirty=true --force',
    ]);
    expect(account.state()).toEqual({
      databases: ['thinspan'],
      applied: MIGRATIONS,
      worker: {
        secrets: ['AUTH_KEY', 'RESEND_API_KEY'],
        crons: ['*/5 * * * *'],
        hosts: ['otlp.acme.io'],
        vars: {
          ADMIN_EMAILS: 'admin@acme.io',
          DASHBOARD_ORIGIN: 'https://app.acme.io',
          MAIL_FROM: 'Thinspan <signin@acme.io>',
        },
      },
      projects: [
        {
          name: 'thinspan-dashboard',
          domains: ['thinspan-dashboard.pages.dev'],
          source: false,
          deployed: true,
        },
      ],
    });
    expect(builds).toEqual(['https://otlp.acme.io']);
    expect(readFileSync(file, 'utf8')).toBe(
      edited().replace(/^database_id = .*$/m, `database_id = "${account.databases[0]?.uuid}"`),
    );
    expect(output).toContain('https://otlp.acme.io');
    expect(output).toContain('Custom domains, "Set up a custom domain", app.acme.io');
  });

  test('the first version of the Worker has its key: 256 bits in 64 lower-case hex digits', async () => {
    await deploy(world);
    expect(account.worker?.secrets.get('AUTH_KEY')).toMatch(/^[0-9a-f]{64}$/);
    expect(account.worker?.secrets.get('RESEND_API_KEY')).toBe(RESEND_KEY);
  });

  test('the printed link is the first admin’s, for a day', async () => {
    await deploy(world);
    const links = [...output.matchAll(/https:\/\/app\.acme\.io\/#first-admin=(\d+)\.([0-9a-f]{64})$/gm)];
    expect(links).toHaveLength(1);
    const [, expires, mac] = links[0] ?? [];
    expect(Number(expires)).toBe(NOW / 1000 + 24 * 60 * 60);
    const key = account.worker?.secrets.get('AUTH_KEY') ?? '';
    expect(mac).toBe(createHmac('sha256', key).update(`first-admin:${expires}`).digest('hex'));
    expect(output).toContain('admin@acme.io');
  });

  test('no secret is in the output, on a command line, in an environment or left in a file', async () => {
    const before = readdirSync(tmpdir());
    await deploy(world);
    const secrets = [...(account.worker?.secrets.values() ?? [])];
    expect(secrets).toHaveLength(2);
    for (const secret of secrets) {
      expect(output).not.toContain(secret);
      expect(readFileSync(file, 'utf8')).not.toContain(secret);
      expect(JSON.stringify(account.calls)).not.toContain(secret);
    }
    // Undefined takes away what would be inherited.
    for (const { env } of account.calls) expect(env).toHaveProperty('RESEND_API_KEY', undefined);
    // The stand-in prints them, as a Wrangler that talks too much would.
    expect(output).toContain('env.AUTH_KEY ("[hidden]")');
    const path = account.calls.flatMap(({ args }) => args).find((arg) => arg.endsWith('secrets.json'));
    expect(existsSync(path ?? '')).toBe(false);
    const left = readdirSync(tmpdir()).filter((name) => !before.includes(name));
    expect(left.filter((name) => /^thinspan-deploy-(?!test)/.test(name))).toEqual([]);
  });

  test('a secret is not in what a failed step shows either', async () => {
    account.refuse = (args, when) =>
      args[0] === 'deploy' && args.includes('--secrets-file') && when === 'after'
        ? `unheard of: ${account.worker?.secrets.get('AUTH_KEY')}`
        : undefined;
    const failure = await deploy(world).catch((error) => error);
    expect(failure.output).toBe('unheard of: [hidden]');
  });

  test('the database is made where it is asked for', async () => {
    world.env.D1_JURISDICTION = 'eu';
    await deploy(world);
    expect(commands()).toContain('d1 create thinspan --jurisdiction eu');
  });

  test('a hint of a region is passed on', async () => {
    world.env.D1_LOCATION = 'weur';
    await deploy(world);
    expect(commands()).toContain('d1 create thinspan --location weur');
  });

  test('a database of that name is taken, not made again', async () => {
    account.databases.push({
      uuid: '11111111-2222-4333-8444-555555555555',
      name: 'thinspan',
      created_at: '',
    });
    await deploy(world);
    expect(commands()).not.toContain('d1 create thinspan');
    expect(readFileSync(file, 'utf8')).toContain('database_id = "11111111-2222-4333-8444-555555555555"');
  });
});

describe('a second run', () => {
  beforeEach(async () => {
    await deploy(world);
    account.orgs = 1;
    world.env = {};
    account.projects[0]?.domains.push('app.acme.io');
    // Its own address does not speak against it.
    hosts.add('otlp.acme.io');
    account.calls = [];
    output = '';
  });

  test('finds everything and makes nothing again', async () => {
    const before = {
      file: readFileSync(file),
      state: account.state(),
      secrets: new Map(account.worker?.secrets),
    };
    await deploy(world);
    expect(changes()).toEqual([
      'd1 migrations apply DB --remote',
      'deploy',
      'pages deploy dashboard/dist --project-name thinspan-dashboard --branch main --commit-dirty=true --force',
    ]);
    expect(readFileSync(file).equals(before.file)).toBe(true);
    expect(account.state()).toEqual(before.state);
    expect(account.worker?.secrets).toEqual(before.secrets);
    expect(output).toContain('Sign in at https://app.acme.io');
    expect(output).not.toContain('#first-admin=');
    expect(output).not.toContain('Still to do');
  });

  test('prints a new link while nobody has used one, which takes a new key', async () => {
    account.orgs = 0;
    const before = account.worker?.secrets.get('AUTH_KEY');
    await deploy(world);
    const after = account.worker?.secrets.get('AUTH_KEY') ?? '';
    expect(after).not.toBe(before);
    const [, expires, mac] = /#first-admin=(\d+)\.(\w+)/.exec(output) ?? [];
    expect(mac).toBe(createHmac('sha256', after).update(`first-admin:${expires}`).digest('hex'));
  });

  test('a new RESEND_API_KEY replaces the old one, and AUTH_KEY stays', async () => {
    const before = account.worker?.secrets.get('AUTH_KEY');
    world.env = { RESEND_API_KEY: 're_another_key' };
    await deploy(world);
    expect(account.worker?.secrets.get('RESEND_API_KEY')).toBe('re_another_key');
    expect(account.worker?.secrets.get('AUTH_KEY')).toBe(before);
  });

  test('a Worker that lost its key gets a new one, and no link', async () => {
    account.worker?.secrets.delete('AUTH_KEY');
    await deploy(world);
    expect(account.worker?.secrets.get('AUTH_KEY')).toMatch(/^[0-9a-f]{64}$/);
    expect(output).not.toContain('#first-admin=');
  });

  test('applies the migrations before it deploys the Worker', async () => {
    account.applied.pop();
    await deploy(world);
    expect(account.applied).toEqual(MIGRATIONS);
    const order = commands();
    expect(order.indexOf('d1 migrations apply DB --remote')).toBeLessThan(order.indexOf('deploy'));
  });

  test('says what to do when an address does not answer', async () => {
    pages.clear();
    await deploy(world);
    expect(output).toContain('https://otlp.acme.io does not answer yet');
    expect(output).toContain('https://app.acme.io does not answer yet');
  });

  test('tells another site from the dashboard', async () => {
    pages.set('https://app.acme.io/', { status: 200, text: 'Welcome to nginx' });
    await deploy(world);
    expect(output).toContain('https://app.acme.io answers with 200, not as Thinspan does');
  });

  test('keeps the database that wrangler.toml names, whatever it is called', async () => {
    const [database] = account.databases;
    if (database) database.name = 'renamed';
    await deploy(world);
    expect(changes()).not.toContain('d1 create thinspan');
    expect(readFileSync(file, 'utf8')).toContain(`database_id = "${database?.uuid}"`);
  });

  test('refuses a database that the account does not have', async () => {
    account.databases = [];
    expect(await refusal()).toMatch(/which the account "Acme" does not have/);
    expect(changes()).toEqual([]);
  });

  test('refuses a jurisdiction that the database does not have', async () => {
    world.env.D1_JURISDICTION = 'eu';
    expect(await refusal()).toMatch(/was not made with D1_JURISDICTION=eu \(none\), and cannot be moved/);
    expect(changes()).toEqual([]);
  });
});

describe('broken off', () => {
  /** A run that is killed in its n-th call, before it took effect or right after. */
  async function brokenOff(at: number, when: 'before' | 'after') {
    let calls = 0;
    account.refuse = (_, now) => {
      if (now === 'before') calls++;
      if (calls === at && now === when) throw new Error('killed');
      return undefined;
    };
    await expect(deploy(world)).rejects.toThrow('killed');
    account.refuse = () => undefined;
  }

  const CALLS = 12;

  test('a first run makes so many calls', async () => {
    await deploy(world);
    expect(account.calls).toHaveLength(CALLS);
  });

  test.each(
    Array.from({ length: CALLS }, (_, i) => i + 1).flatMap((at) => [
      [at, 'before'] as const,
      [at, 'after'] as const,
    ]),
  )('in call %i, %s it takes effect: run again, it ends in the same state', async (at, when) => {
    await brokenOff(at, when);
    await deploy(world);
    const { uuid } = account.databases[0] ?? {};
    expect(account.state()).toMatchObject({
      databases: ['thinspan'],
      worker: { secrets: ['AUTH_KEY', 'RESEND_API_KEY'] },
      projects: [{ name: 'thinspan-dashboard', deployed: true }],
    });
    expect(account.applied).toEqual(MIGRATIONS);
    expect(readFileSync(file, 'utf8')).toBe(
      edited().replace(/^database_id = .*$/m, `database_id = "${uuid}"`),
    );
    // The link is made with the key that the Worker has in the end.
    const [, expires, mac] = /#first-admin=(\d+)\.(\w+)/.exec(output) ?? [];
    const key = account.worker?.secrets.get('AUTH_KEY') ?? '';
    expect(mac).toBe(createHmac('sha256', key).update(`first-admin:${expires}`).digest('hex'));
  });
});

describe('what is missing is named before anything is changed', () => {
  afterEach(() => {
    expect(changes()).toEqual([]);
    expect(readFileSync(file, 'utf8')).toContain('database_id = "00000000-0000-0000-0000-000000000000"');
  });

  test('a configuration that nobody has edited', async () => {
    writeFileSync(file, PRODUCT);
    const message = await refusal();
    for (const name of ['routes', 'DASHBOARD_ORIGIN', 'MAIL_FROM', 'ADMIN_EMAILS']) {
      expect(message).toContain(`\`${name}\` names no`);
    }
    expect(account.calls).toEqual([]);
  });

  test('examples that were only uncommented', async () => {
    writeFileSync(file, edited().replaceAll('acme.io', 'example.com'));
    expect((await refusal()).match(/names no/g)).toHaveLength(4);
  });

  test('a login', async () => {
    account.isLoggedIn = false;
    expect(await refusal()).toMatch(/Run `npx wrangler login`/);
  });

  test('which of several accounts', async () => {
    account.accounts = [ACCOUNT, { id: 'b'.repeat(32), name: 'Other' }];
    const message = await refusal();
    expect(message).toContain('CLOUDFLARE_ACCOUNT_ID');
    expect(message).toContain(`${'b'.repeat(32)}  Other`);
  });

  test('an account that the login does not have', async () => {
    world.env.CLOUDFLARE_ACCOUNT_ID = 'c'.repeat(32);
    expect(await refusal()).toMatch(/The login has no account c{32}/);
  });

  test.each([
    ['whoami', 10000, 'read the account'],
    ['d1', 10000, 'list D1 databases'],
    ['d1', 7403, 'list D1 databases'],
    ['secret', 10000, 'read the names of the secrets'],
    ['pages', 10001, 'list Pages projects'],
  ])('a permission: wrangler %s is refused with %i', async (command, code, doing) => {
    account.refuse = ([first]) =>
      first === command ? apiError(`/accounts/${ACCOUNT.id}/…`, 'Authentication error', code) : undefined;
    expect(await refusal()).toMatch(
      new RegExp(`The login may not ${doing}\\. .*D1 Edit, Cloudflare Pages Edit`),
    );
  });

  test('the network', async () => {
    account.refuse = () =>
      userError("Unable to resolve Cloudflare's API hostname (api.cloudflare.com or dash.cloudflare.com).");
    expect(await refusal()).toMatch(/Cloudflare cannot be reached/);
  });

  test('a way for mail', async () => {
    world.env = {};
    expect(await refusal()).toMatch(/Nothing sends sign-in codes yet.*RESEND_API_KEY=.*\[\[send_email\]\]/);
  });

  test('a domain that Email Service sends for', async () => {
    world.env = {};
    writeFileSync(file, edited({ email: true }));
    expect(await refusal()).toMatch(/does not send for acme\.io.*"Onboard Domain"/);
  });

  test('a zone for MAIL_FROM', async () => {
    world.env = {};
    writeFileSync(file, edited({ email: true }).replace('signin@acme.io', 'signin@elsewhere.io'));
    expect(await refusal()).toMatch(/does not send for elsewhere\.io/);
  });

  test('a host that nobody else uses', async () => {
    hosts.add('otlp.acme.io');
    expect(await refusal()).toMatch(/otlp\.acme\.io has an address already/);
  });

  test('a Pages project that takes uploads', async () => {
    account.projects.push({ name: 'thinspan-dashboard', domains: [], source: true, deployed: true });
    expect(await refusal()).toMatch(/is built from a repository and takes no uploads/);
  });

  test.each([
    [{ D1_LOCATION: 'mars' }, /D1_LOCATION must be one of weur,/],
    [{ D1_JURISDICTION: 'weur' }, /D1_JURISDICTION must be one of eu,/],
    [{ D1_LOCATION: 'weur', D1_JURISDICTION: 'eu' }, /D1 ignores D1_LOCATION/],
    [{ RESEND_API_KEY: 're_1 2' }, /RESEND_API_KEY is no key of Resend/],
  ])('a value of the environment: %o', async (env, message) => {
    world.env = env;
    expect(await refusal()).toMatch(message);
  });
});

describe('mail', () => {
  beforeEach(() => {
    world.env = {};
    writeFileSync(file, edited({ email: true }));
  });

  test('goes by Email Service alone when its domain is onboarded', async () => {
    account.sendingDomains = ['news.acme.io', 'acme.io'];
    await deploy(world);
    expect([...(account.worker?.secrets.keys() ?? [])]).toEqual(['AUTH_KEY']);
  });

  test('an onboarded subdomain is not the domain', async () => {
    account.sendingDomains = ['news.acme.io'];
    expect(await refusal()).toMatch(/does not send for acme\.io/);
  });

  test('that cannot be looked at does not stop the deployment', async () => {
    account.refuse = ([command]) =>
      command === 'email' ? apiError('/zones', 'Authentication error', 10000) : undefined;
    await deploy(world);
    expect(output).toContain('cannot be seen with this login');
  });

  test('by Resend needs no onboarding, with or without the binding', async () => {
    world.env = { RESEND_API_KEY: RESEND_KEY };
    await deploy(world);
    expect(commands().some((command) => command.startsWith('email'))).toBe(false);
  });
});

describe('an account', () => {
  test('can be named in the environment', async () => {
    account.accounts = [{ id: 'b'.repeat(32), name: 'Other' }, ACCOUNT];
    world.env.CLOUDFLARE_ACCOUNT_ID = ACCOUNT.id;
    await deploy(world);
    expect(account.worker).toBeDefined();
  });

  test('can be named in wrangler.toml, for the Pages commands, too', async () => {
    account.accounts = [{ id: 'b'.repeat(32), name: 'Other' }, ACCOUNT];
    writeFileSync(file, edited().replace(/^# account_id = .*$/m, `account_id = "${ACCOUNT.id}"`));
    // Wrangler reads the file first.
    world.env.CLOUDFLARE_ACCOUNT_ID = 'b'.repeat(32);
    await deploy(world);
    const pages = account.calls.filter(({ args }) => args[0] === 'pages');
    expect(pages.map(({ env }) => env.CLOUDFLARE_ACCOUNT_ID)).toEqual(pages.map(() => ACCOUNT.id));
  });

  test('whose token may not list it is used by its id', async () => {
    account.accounts = [];
    world.env.CLOUDFLARE_ACCOUNT_ID = ACCOUNT.id;
    await deploy(world);
    expect(account.worker).toBeDefined();
  });

  test('with a wildcard record in its DNS is not refused', async () => {
    hosts.add('*.acme.io');
    await deploy(world);
    expect(account.worker).toBeDefined();
  });
});

describe('a change that Cloudflare refuses is explained', () => {
  const trigger = (category: string, message: string) =>
    userError(
      `Trigger configuration for "thinspan" was only partially updated:\n\n  ${category}:\n    - ${message}\n\nSuccessful trigger changes were not rolled back.`,
    );

  test.each([
    [
      'd1 create',
      apiError('/d1/database', 'Authentication error', 10000),
      /The login may not make a D1 database/,
    ],
    [
      'd1 create',
      userError('A database with that name already exists'),
      /in this very moment: run this again/,
    ],
    [
      'd1 create',
      userError('You have reached the maximum number of D1 databases for your account.'),
      /the free plan has 10/,
    ],
    [
      'd1 migrations',
      apiError('/d1', 'not authorized to access this service', 7403),
      /may not change the database/,
    ],
    [
      'deploy',
      apiError(
        '/domains/changeset?replace_state=true',
        'workers.api.error.zone_not_found for "otlp.acme.io"',
        10083,
      ),
      /The domain of otlp\.acme\.io is not in this Cloudflare account/,
    ],
    [
      'deploy',
      trigger(
        'Custom domains',
        'Could not find zone for `otlp.acme.io`. Make sure the domain is set up to be proxied by Cloudflare.',
      ),
      /The domain of otlp\.acme\.io is not in this Cloudflare account/,
    ],
    [
      'deploy',
      trigger(
        'Custom domains',
        "Hostname 'otlp.acme.io' already has externally managed DNS records (A, CNAME, etc). [code: 100117]",
      ),
      /There is a DNS record for otlp\.acme\.io already/,
    ],
    [
      'deploy',
      trigger(
        'Schedules',
        'This account has reached the Workers Free limit of 5 cron triggers per account. [code: 10072]',
      ),
      /no cron trigger left: the free plan has 5/,
    ],
    [
      'deploy',
      apiError('/workers/scripts/thinspan', 'You need a workers.dev subdomain in order to proceed.', 10063),
      /wants the account to have a name on workers\.dev/,
    ],
    [
      'deploy',
      userError("Please verify your account's email address and try again."),
      /wants the e-mail address/,
    ],
    ['deploy', apiError('/workers', 'Script exceeded the size limit', 10027), /larger than the plan/],
    ['pages project', apiError('/pages/projects', 'unknown', 8000000), /does not accept the Pages project/],
    [
      'pages deploy',
      apiError('/pages/projects', 'Project not found.', 8000007),
      /thinspan-dashboard is gone/,
    ],
  ])('%s: %s', async (command, refused, message) => {
    account.refuse = (args) =>
      args.join(' ').startsWith(command) && !args.includes('--dry-run') && !args.includes('list')
        ? refused
        : undefined;
    expect(await refusal()).toMatch(message);
  });

  test('what nobody knows is shown as Wrangler says it', async () => {
    account.refuse = ([command, second]) =>
      command === 'd1' && second === 'create' ? userError('The moon is full.') : undefined;
    expect(await deploy(world).catch((error) => [error.message, error.output])).toEqual([
      'wrangler d1 create thinspan ended with 1.',
      userError('The moon is full.'),
    ]);
  });
});

describe('a dry run', () => {
  test('needs no account, builds both halves and changes nothing', async () => {
    account.isLoggedIn = false;
    world.wrangler = async (args) => {
      expect(args).toEqual(['deploy', '--dry-run']);
      return { code: 0, output: '', stdout: '' };
    };
    await deploy(world, { isDryRun: true });
    expect(builds).toEqual(['https://otlp.acme.io']);
    expect(readFileSync(file, 'utf8')).toBe(edited());
    expect(output).toContain('Nothing was changed.');
    expect(output).not.toContain('has to be edited');
  });

  test('says what has to be edited, and goes on', async () => {
    writeFileSync(file, PRODUCT);
    await deploy(world, { isDryRun: true });
    expect(output).toContain('`ADMIN_EMAILS` names nobody');
    expect(builds).toEqual(['']);
  });
});

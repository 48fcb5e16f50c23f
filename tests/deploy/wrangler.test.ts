// The real Wrangler, with nobody logged in: it must know every command line that a deployment uses, and find nothing
// wrong with wrangler.toml as somebody would edit it.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Account } from '../../scripts/deploy/account.mjs';
import { deploy, type World } from '../../scripts/deploy/deploy.mjs';
import { explain } from '../../scripts/deploy/explain.mjs';
import { run } from '../../scripts/processes.mjs';
import { ACCOUNT, edited, PRODUCT, PretendAccount } from './account.ts';

const WRANGLER = join(import.meta.dirname, '../../node_modules/.bin/wrangler');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinspan-deploy-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function wrangler(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(WRANGLER, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 50_000,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${join(import.meta.dirname, '../../node_modules/.bin')}:${process.env.PATH}`,
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      NO_COLOR: '1',
      WRANGLER_SEND_METRICS: 'false',
    },
  });
  return { code: status ?? 128, output: stripVTControlCharacters(stdout + stderr), stdout };
}

/** wrangler.toml beside a Worker that needs no compiling. */
function configure(text: string) {
  const file = join(folder, 'wrangler.toml');
  for (const part of ['migrations', 'dashboard/dist']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'worker.js'), 'export default { fetch: () => new Response() };');
  writeFileSync(file, text.replace('build/index.js', 'worker.js').replace(/^\[build\]\n(?:.+\n)+/m, ''));
  return file;
}

describe('wrangler.toml', () => {
  test.each([
    ['as it comes', PRODUCT, []],
    ['for Resend', edited(), ['env.DASHBOARD_ORIGIN ("https://app.acme.io")', 'env.MAIL_FROM']],
    ['for Email Service', edited({ email: true }), ['env.EMAIL (unrestricted)', 'Send Email']],
    ['with a queue', edited({ queue: true }), ['env.QUEUE (thinspan)']],
  ])('%s, is accepted without a warning', (_, text, bindings) => {
    configure(text);
    const { code, output } = wrangler('deploy', '--dry-run');
    expect(output).not.toMatch(/WARNING|ERROR|Unexpected/);
    expect(output).toMatch(/env\.DB \(.+\) +D1 Database/);
    for (const binding of bindings) expect(output).toContain(binding);
    expect(code).toBe(0);
  });
});

describe('nobody logged in', () => {
  test('is what whoami says, in a way that is understood', async () => {
    configure(edited());
    const chosen = Account.choose(
      async (args) => wrangler(...args),
      () => {},
      undefined,
    );
    await expect(chosen).rejects.toThrow(/npx wrangler login/);
  });

  test('every command line of a first deployment is known to Wrangler, which then asks for the login', async () => {
    const file = configure(edited({ email: true }));
    const account = new PretendAccount(file);
    account.sendingDomains = ['acme.io'];
    const secrets = join(folder, 'secrets.json');
    writeFileSync(secrets, '{"AUTH_KEY":"0000"}');
    await deploy({
      file,
      env: { D1_LOCATION: 'weur' },
      wrangler: account.wrangler,
      buildWorker: async () => '',
      buildDashboard: async () => {},
      resolves: async () => false,
      get: async () => undefined,
      wait: async () => {},
      now: () => 0,
      step: async (_, work) => void (await work(() => {})),
      say: () => {},
    } satisfies World);

    const known = new Set<string>();
    for (const { args } of account.calls) {
      if (args[0] === 'whoami' || args.includes('--dry-run')) continue;
      const line = args.map((arg) => arg.replace(/.*secrets\.json$/, secrets));
      if (known.has(line.join(' '))) continue;
      known.add(line.join(' '));
      const { code, output } = wrangler(...line);
      expect(code, line.join(' ')).toBe(1);
      expect(explain(output, { doing: '' })?.message, `${line.join(' ')}\n${output}`).toMatch(
        /npx wrangler login/,
      );
    }
    expect(known.size).toBe(10);
  });

  test('a command line that Wrangler does not know is not taken for a missing login', () => {
    const { output } = wrangler('d1', 'create', 'thinspan', '--location', 'mars');
    expect(explain(output, { doing: '' })).toBeUndefined();
    expect(output).toMatch(/Invalid values|Choices/);
  });
});

test('a variable that is undefined is not inherited by a command', async () => {
  process.env.RESEND_API_KEY = 're_inherited';
  try {
    const show = (env: NodeJS.ProcessEnv) => run('node', ['-p', 'process.env.RESEND_API_KEY'], { env });
    expect((await show({})).stdout.trim()).toBe('re_inherited');
    expect((await show({ RESEND_API_KEY: undefined })).stdout.trim()).toBe('undefined');
  } finally {
    delete process.env.RESEND_API_KEY;
  }
});

test('the pretend account says of itself what Wrangler says', async () => {
  const account = new PretendAccount(configure(edited()));
  account.isLoggedIn = false;
  for (const args of [
    ['whoami', '--json'],
    ['d1', 'list', '--json'],
  ]) {
    const [real, pretended] = [
      wrangler(...args),
      await account.wrangler(args, { onLine: () => {}, env: {} }),
    ];
    expect(pretended.code).toBe(real.code);
    const first = pretended.output.trim().split('\n')[0] ?? '';
    expect(real.output).toContain(first);
  }
  expect(readFileSync(join(folder, 'wrangler.toml'), 'utf8')).not.toContain(ACCOUNT.id);
});

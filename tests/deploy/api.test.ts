// The real Wrangler against an API that answers in Cloudflare's documents (https://developers.cloudflare.com/api), so
// that what is read of its output is what it prints.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Account } from '../../scripts/deploy/account.mjs';
import { run } from '../../scripts/processes.mjs';
import { ACCOUNT, edited } from './account.ts';

const DATABASE = { uuid: '11111111-2222-4333-8444-555555555555', name: 'thinspan', jurisdiction: null };

/** What the API answers to a method and a path below /client/v4; anything else is not allowed. */
let api: Record<string, unknown>;
/** Stands for an answer that is an error. */
const refused = (status: number, code: number, message: string) => ({ status, code, message });

let server: Server;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thinspan-deploy-test-'));
  const config = edited()
    .replace('build/index.js', 'worker.js')
    .replace(/^\[build\]\n(?:.+\n)+/m, '');
  writeFileSync(
    join(folder, 'wrangler.toml'),
    config.replace(/^database_id = .*$/m, `database_id = "${DATABASE.uuid}"`),
  );
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    const path = pathname.replace('/client/v4', '').replace(ACCOUNT.id, 'ID');
    const name = searchParams.get('name');
    const result = api[`${request.method} ${path}${name ? `?name=${name}` : ''}`];
    const error =
      result === undefined ? refused(403, 10000, 'Authentication error') : (result as { code?: number });
    const isError = error.code !== undefined;
    request.resume().on('end', () => {
      response.statusCode = isError ? (error as ReturnType<typeof refused>).status : 200;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          success: !isError,
          errors: isError ? [error] : [],
          messages: [],
          result: isError ? null : result,
          result_info: { page: 1, per_page: 50, total_pages: 1, count: 1, total_count: 1 },
        }),
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const wrangler: ConstructorParameters<typeof Account>[0] = (args, { onLine, env }) =>
  run('wrangler', ['--cwd', folder, ...args], {
    onLine,
    env: {
      ...env,
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      NO_PROXY: '127.0.0.1',
      CLOUDFLARE_API_TOKEN: 't'.repeat(40),
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`,
    },
  });

const quiet = () => {};
const account = new Account(wrangler, ACCOUNT.id);

test('who is logged in', async () => {
  api = {
    'GET /user/tokens/verify': { status: 'active' },
    'GET /user': { email: 'ops@acme.io' },
    'GET /accounts': [ACCOUNT],
    'GET /memberships': [{ account: ACCOUNT }],
  };
  expect(await Account.choose(wrangler, quiet, undefined)).toEqual(ACCOUNT);
});

test('a token without a permission', async () => {
  api = { 'GET /user/tokens/verify': { status: 'active' } };
  await expect(account.databases(quiet)).rejects.toThrow(/The login may not list D1 databases/);
});

test('the databases', async () => {
  api = { 'GET /accounts/ID/d1/database': [DATABASE] };
  expect(await account.databases(quiet)).toEqual([DATABASE]);
});

test('a database of that name, made in between', async () => {
  api = { 'POST /accounts/ID/d1/database': refused(400, 7502, 'Database with name thinspan already exists') };
  const creating = account.must(quiet, ['d1', 'create', 'thinspan'], { doing: '' });
  await expect(creating).rejects.toThrow(/run this again/);
});

test('the names of the secrets, and a Worker that is not there yet', async () => {
  api = { 'GET /accounts/ID/workers/scripts/thinspan/secrets': [{ name: 'AUTH_KEY', type: 'secret_text' }] };
  expect(await account.secrets(quiet)).toEqual(new Set(['AUTH_KEY']));
  api = {
    'GET /accounts/ID/workers/scripts/thinspan/secrets': refused(404, 10007, 'This Worker does not exist.'),
  };
  expect(await account.secrets(quiet)).toBeUndefined();
});

test('the Pages project', async () => {
  const created_on = '2026-01-01T00:00:00Z';
  const domains = ['thinspan-dashboard.pages.dev', 'app.acme.io'];
  api = {
    'GET /accounts/ID/pages/projects': [{ name: 'thinspan-dashboard', domains, source: null, created_on }],
  };
  const found = { name: 'thinspan-dashboard', domains, hasRepository: false };
  expect(await account.project(quiet, 'thinspan-dashboard')).toEqual(found);
  expect(await account.project(quiet, 'another')).toBeUndefined();
});

test('which domains send mail', async () => {
  api = {
    'GET /zones?name=acme.io': [{ id: 'z1', name: 'acme.io' }],
    'GET /zones?name=news.acme.io': [],
    'GET /zones?name=globex.io': [],
    'GET /zones/z1/email/sending/subdomains': [
      { name: 'acme.io', enabled: true, tag: 'f00d' },
      { name: 'news.acme.io', enabled: false, tag: 'beef' },
    ],
  };
  expect(await account.sendsMailFor(quiet, 'acme.io')).toBe(true);
  expect(await account.sendsMailFor(quiet, 'news.acme.io')).toBe(false);
  expect(await account.sendsMailFor(quiet, 'globex.io')).toBe(false);
  api = {};
  expect(await account.sendsMailFor(quiet, 'acme.io')).toBeUndefined();
});

test('how many orgs there are, and a database that may not be read', async () => {
  const query = `POST /accounts/ID/d1/database/${DATABASE.uuid}/query`;
  api = { [query]: [{ results: [{ orgs: 3 }], success: true, meta: {} }] };
  expect(await account.orgs(quiet)).toBe(3);
  api = {
    [query]: refused(403, 7403, 'The given account is not valid or is not authorized to access this service'),
  };
  await expect(account.orgs(quiet)).rejects.toThrow(/The login may not read the database/);
});

// What a deployment reads of wrangler.toml, and the one line that it writes.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { experimental_readRawConfig as readRawConfig } from 'wrangler';
import { interpret, NO_DATABASE, withDatabaseId } from '../../scripts/deploy/config.mjs';
import { devDashboard } from '../../scripts/project.mjs';
import { PRODUCT } from './account.ts';

const ID = '0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0ff';

const QUEUE = { binding: 'QUEUE', queue: 'thinspan' };
const CONSUMER = { queue: 'thinspan', dead_letter_queue: 'thinspan-failed' };

/** A configuration without a problem, but for what a test changes. */
function raw(changes: Record<string, unknown> = {}, vars: Record<string, unknown> = {}) {
  return {
    name: 'thinspan',
    routes: [{ pattern: 'otlp.acme.io', custom_domain: true }],
    vars: {
      ADMIN_EMAILS: 'mia@acme.io',
      DASHBOARD_ORIGIN: 'https://app.acme.io',
      MAIL_FROM: 'Thinspan <signin@acme.io>',
      ...vars,
    },
    triggers: { crons: ['*/5 * * * *'] },
    d1_databases: [{ binding: 'DB', database_name: 'thinspan', database_id: NO_DATABASE }],
    ...changes,
  };
}

describe('the product’s own wrangler.toml', () => {
  const own = readRawConfig({ config: `${import.meta.dirname}/../../wrangler.toml` }).rawConfig;

  test('has examples where a person must decide, and nothing else to mend', () => {
    const names = interpret(own).problems.map((problem) => problem.match(/^`(\w+)`/)?.[1]);
    expect(names).toEqual(['routes', 'DASHBOARD_ORIGIN', 'ADMIN_EMAILS', 'MAIL_FROM']);
  });

  test('says nothing to local development about hosts, mail or accounts', () => {
    expect(own.vars).toEqual({ ADMIN_EMAILS: 'admin@example.com' });
    for (const key of ['routes', 'send_email', 'queues', 'account_id']) expect(own).not.toHaveProperty(key);
  });

  // Else a page that was built anew is served without its scripts.
  test('lets Wrangler look at the dashboard that `npm start` builds', () => {
    expect(own.build?.watch_dir).toContain(devDashboard);
  });

  test('explains every line', () => {
    const lines = PRODUCT.split('\n');
    for (const [i, line] of lines.entries()) {
      const name = line.match(
        /^(?:# )?(ADMIN_EMAILS|DASHBOARD_ORIGIN|MAIL_FROM|routes|account_id|crons|database_\w+) =/,
      )?.[1];
      if (name) expect(lines[i - 1], name).toMatch(/^# \S+ .*\S/);
    }
  });
});

describe('a configuration', () => {
  test('is read', () => {
    expect(interpret(raw({ account_id: 'a', send_email: [{ name: 'EMAIL' }] }))).toEqual({
      name: 'thinspan',
      pagesProject: 'thinspan-dashboard',
      accountId: 'a',
      workerHosts: ['otlp.acme.io'],
      admins: 'mia@acme.io',
      dashboardOrigin: 'https://app.acme.io',
      mailFrom: 'Thinspan <signin@acme.io>',
      hasEmailBinding: true,
      database: { name: 'thinspan', id: NO_DATABASE },
      problems: [],
    });
  });

  test.each([
    ['several orgs', {}, { ADMIN_EMAILS: 'mia@acme.io, tom@acme.io; Globex: hank@globex.io' }],
    ['a bare sender', {}, { MAIL_FROM: 'signin@mail.acme.io' }],
    ['one route', { routes: undefined, route: { pattern: 'otlp.acme.io', custom_domain: true } }, {}],
    ['hosts of several levels', {}, { DASHBOARD_ORIGIN: 'https://thinspan.apps.acme.io' }],
    ['a domain as the dashboard’s host', {}, { DASHBOARD_ORIGIN: 'https://acme.io' }],
    ['a known database', { d1_databases: [{ binding: 'DB', database_name: 'x', database_id: ID }] }, {}],
    ['a queue', { queues: { producers: [QUEUE], consumers: [CONSUMER] } }, {}],
    ['somebody else’s queue', { queues: { producers: [{ ...QUEUE, binding: 'OTHER' }] } }, {}],
    ['no id yet', { d1_databases: [{ binding: 'DB', database_name: 'x' }] }, {}],
  ])('is accepted: %s', (_, changes, vars) => {
    expect(interpret(raw(changes, vars)).problems).toEqual([]);
  });

  const route = (pattern: string) => ({ routes: [{ pattern, custom_domain: true }] });
  test.each([
    [{ name: 'Thin Span' }, {}, /`name` must be/],
    [{ routes: [] }, {}, /`routes` names no host/],
    [{ routes: ['otlp.acme.io/*'] }, {}, /`routes` names no host/],
    [route('otlp.example.com'), {}, /`routes` names no host/],
    [route('otlp.acme.io/v1'), {}, /without a path or a wildcard.*"otlp\.acme\.io\/v1"/],
    [route('*.acme.io'), {}, /without a path or a wildcard/],
    [route('thinspan.acme.workers.dev'), {}, /workers\.dev cannot be used/],
    [{}, { DASHBOARD_ORIGIN: '' }, /`DASHBOARD_ORIGIN` names no address/],
    [{}, { DASHBOARD_ORIGIN: 'https://app.example.com' }, /`DASHBOARD_ORIGIN` names no address/],
    [{}, { DASHBOARD_ORIGIN: 'http://app.acme.io' }, /must be https/],
    [{}, { DASHBOARD_ORIGIN: 'https://app.acme.io/' }, /without a slash at the end/],
    [{}, { DASHBOARD_ORIGIN: 'https://thinspan-dashboard.pages.dev' }, /pages\.dev cannot be used/],
    [{}, { DASHBOARD_ORIGIN: 'https://otlp.acme.io' }, /both name otlp\.acme\.io/],
    [{}, { DASHBOARD_ORIGIN: 'https://app.globex.io' }, /must be below one domain/],
    [{}, { ADMIN_EMAILS: ' ' }, /`ADMIN_EMAILS` names nobody/],
    [{}, { ADMIN_EMAILS: 'mia@acme.io; Globex: hank@example.com' }, /`ADMIN_EMAILS` names nobody/],
    [{}, { ADMIN_EMAILS: 'mia@acme.io tom@acme.io' }, /"mia@acme\.io tom@acme\.io", which is no e-mail/],
    [{}, { ADMIN_EMAILS: 'mia@acme.io; hank@globex.io' }, /two orgs without a name/],
    [{}, { ADMIN_EMAILS: 'mia@acme.io; G: hank@globex.io; G : tom@globex.io' }, /two orgs named "G"/],
    [
      {},
      { ADMIN_EMAILS: Array.from({ length: 21 }, (_, i) => `O${i}: mia@acme.io`).join(';') },
      /has 21 orgs; 20 are read/,
    ],
    [{}, { MAIL_FROM: undefined }, /`MAIL_FROM` names no sender/],
    [{}, { MAIL_FROM: 'Thinspan <signin@example.com>' }, /`MAIL_FROM` names no sender/],
    [{}, { MAIL_FROM: 'Thinspan signin@acme.io' }, /`MAIL_FROM` must be an address/],
    [{}, { MAIL: 'console' }, /`MAIL` stands in \[vars\]/],
    [{}, { AUTH_KEY: 'x' }, /`AUTH_KEY` stands in \[vars\]/],
    [{}, { RESEND_API_KEY: 'x' }, /`RESEND_API_KEY` stands in \[vars\]/],
    [{ triggers: {} }, {}, /no cron/],
    [{ d1_databases: [] }, {}, /no \[\[d1_databases\]\]/],
    [{ queues: { producers: [QUEUE] } }, {}, /what is queued would never be stored/],
    [
      { queues: { producers: [QUEUE], consumers: [{ ...CONSUMER, queue: 'other' }] } },
      {},
      /names the queue "thinspan" and no \[\[queues\.consumers\]\] does/,
    ],
    [
      { queues: { producers: [QUEUE], consumers: [{ queue: 'thinspan' }] } },
      {},
      /what cannot be stored would be deleted/,
    ],
    [
      { d1_databases: [{ binding: 'DB', database_name: 'x', database_id: 'x' }] },
      {},
      /`database_id` is no id/,
    ],
  ])('is refused, and only for its reason: %o %o', (changes, vars, reason) => {
    const { problems } = interpret(raw(changes, vars));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(reason);
  });
});

describe('the database’s id', () => {
  const idIn = (text: string) => text.match(/^database_id = "(.*)"/m)?.[1];

  test('is written into the product’s own file, and nothing else changes', () => {
    const text = withDatabaseId(PRODUCT, ID);
    expect(idIn(text)).toBe(ID);
    expect(text.replace(`database_id = "${ID}"`, `database_id = "${NO_DATABASE}"`)).toBe(PRODUCT);
  });

  test('written again, changes nothing', () => {
    const once = withDatabaseId(PRODUCT, ID);
    expect(withDatabaseId(once, ID)).toBe(once);
  });

  test('goes to the database that is bound as DB', () => {
    const other = `[[d1_databases]]\nbinding = "OTHER"\ndatabase_id = "keep"\n\n`;
    const own = `[[d1_databases]]\n# why\ndatabase_id = 'old'   # a remark\nbinding = 'DB'\n`;
    expect(withDatabaseId(other + own, ID)).toBe(other + own.replace("'old'", `"${ID}"`));
    expect(withDatabaseId(own + other, ID)).toBe(own.replace("'old'", `"${ID}"`) + other);
  });

  test('is added where there is none', () => {
    expect(withDatabaseId('[[d1_databases]]\n  binding = "DB"\n  database_name = "x"\n\n[vars]\n', ID)).toBe(
      `[[d1_databases]]\n  binding = "DB"\n  database_id = "${ID}"\n  database_name = "x"\n\n[vars]\n`,
    );
    expect(withDatabaseId('[[d1_databases]]\nbinding = "DB"', ID)).toBe(
      `[[d1_databases]]\nbinding = "DB"\ndatabase_id = "${ID}"\n`,
    );
  });

  test('leaves line ends as they are', () => {
    const text = withDatabaseId(PRODUCT.replaceAll('\n', '\r\n'), ID);
    expect(text.replaceAll('\r\n', '\n')).toBe(withDatabaseId(PRODUCT, ID));
    expect(text.match(/(?<!\r)\n/)).toBeNull();
  });

  test('is not read from a comment', () => {
    const text = `[[d1_databases]]\n# binding = "DB"\nbinding = "OTHER"\n`;
    expect(() => withDatabaseId(text, ID)).toThrow(/write `database_id = "0f1e.*"` into it yourself/);
  });

  test('nobody’s preview database is touched', () => {
    const text = withDatabaseId(readFileSync(`${import.meta.dirname}/../../wrangler.toml`, 'utf8'), ID);
    expect(text).toContain(`\npreview_database_id = "${NO_DATABASE}"\n`);
  });
});

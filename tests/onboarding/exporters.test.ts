// OpenTelemetry's own exporters, configured by exactly what an admin pastes, deliver all three signals.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pythonWithExporters, rustExporter } from '../../scripts/setup.mjs';
import { Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';
import { wordId } from '../support/word.ts';
import { done, onboardingAt, textOf } from './variant.ts';
import { Wire } from './wire.ts';

const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';

let product: Product;
let admin: Visitor;
let wire: Wire;
let token: string;
let sessions = 0;

/** The variables of a settings.json, with the token in its place. */
async function variables(id: string, name: string): Promise<Record<string, string>> {
  const onboarding = await onboardingAt(wire.origin, product, admin);
  expect(onboarding.endpoint).toBe(wire.origin);
  const text = textOf(onboarding, id, name).replaceAll(onboarding.placeholder, token);
  return JSON.parse(text).env;
}

/** Runs a program to its end in an environment of these variables and nothing else. */
function run(command: string, args: string[], env: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout + stderr);
    });
  });
}

const exporters: Record<string, (session: string, env: Record<string, string>) => Promise<string>> = {
  JavaScript: (session, env) =>
    run(process.execPath, [join(import.meta.dirname, 'exporter.ts'), session], env),
  Python: (session, env) =>
    run(pythonWithExporters().path, [join(import.meta.dirname, 'exporter.py'), session], env),
  Rust: (session, env) => run(rustExporter().path, [session], env),
};

/** How many rows of a table a session has. */
async function count(table: string, session: string): Promise<number> {
  const [row] = await product.rows<{ count: number }>(
    `SELECT count(*) AS count FROM ${table} JOIN session ON session.session_id = ${table}.session WHERE session.name = ?1`,
    session,
  );
  return row?.count ?? 0;
}

/** The spans, the events and the points that are kept of a session. Whether points share a row is for the exporter to say. */
async function kept(session: string): Promise<number[]> {
  const [row] = await product.rows<{ points: number }>(
    `SELECT sum(json_array_length(points)) AS points FROM metric JOIN session ON session.session_id = metric.session WHERE session.name = ?1`,
    session,
  );
  return [await count('span', session), await count('event', session), row?.points ?? 0];
}

beforeAll(async () => {
  for (const { path } of [pythonWithExporters(), rustExporter()]) {
    if (!existsSync(path)) {
      throw new Error('There are no exporters yet: `node scripts/test.mjs onboarding` sets them up.');
    }
  }
  const mailbox = new Mailbox();
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: mailbox.read,
  });
  admin = new Visitor(product, mailbox);
  await admin.signIn('admin@example.com');
  token = (await admin.post<{ token: string }>('/api/v1/ingest-tokens')).body.token;
  wire = await Wire.start(product);
});

afterAll(async () => {
  await wire?.stop();
  await product?.stop();
});

beforeEach(() => {
  wire.take();
});

test('nothing is done before the first export', async () => {
  expect(done(await onboardingAt(wire.origin, product, admin))).toEqual([]);
});

describe.each(Object.keys(exporters))('the exporters of %s', (language) => {
  const exporter = exporters[language] ?? expect.fail();

  /** Exports a session; returns its name and what came over the wire. */
  async function told(env: Record<string, string>) {
    sessions += 1;
    const session = `session-${sessions}`;
    await exporter(session, env);
    return { session, arrived: wire.take() };
  }

  test.each([
    ['managed', 'Managed settings', {}, JSON_TYPE],
    ['managed', 'Managed settings', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, PROTOBUF_TYPE],
    ['managed', 'Managed settings', { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }, JSON_TYPE],
    [
      'managed',
      'Managed settings',
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf', OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' },
      PROTOBUF_TYPE,
    ],
    ['user', 'settings.json', {}, JSON_TYPE],
  ] as const)('deliver all three signals by %s, %s, %j', async (id, name, more, type) => {
    const env: Record<string, string> = { ...(await variables(id, name)), ...more };
    const { session, arrived } = await told(env);
    const isGzip = env.OTEL_EXPORTER_OTLP_COMPRESSION === 'gzip';

    expect(arrived.map(({ method, path, status }) => [method, path, status]).sort()).toEqual([
      ['POST', '/v1/logs', 200],
      ['POST', '/v1/metrics', 200],
      ['POST', '/v1/traces', 200],
    ]);
    for (const { headers, body } of arrived) {
      expect(headers['content-type']).toBe(type);
      expect(headers.authorization).toBe(`Bearer ${token}`);
      expect(headers['content-encoding']).toBe(isGzip ? 'gzip' : undefined);
      expect(body.subarray(0, 2).toString('hex') === '1f8b').toBe(isGzip);
      const plain = isGzip ? gunzipSync(body) : body;
      expect(plain.toString('latin1')).toContain(session);
      if (type === JSON_TYPE) JSON.parse(plain.toString());
    }
    expect(await kept(session)).toEqual([2, 1, 3]);
  });

  test('say who and where, as percent-encoded', async () => {
    const who = await told(await variables('identity', 'settings.json'));
    const where = await told(await variables('labels', 'managed-settings.json'));
    const [mia] = await product.rows(
      `SELECT user_rank, labels, (SELECT text FROM word WHERE word_id = user) AS user,
         (SELECT text FROM word WHERE word_id = user_name) AS called
       FROM session WHERE name = ?1`,
      who.session,
    );
    // OpenTelemetry's SDK for Rust does not decode OTEL_RESOURCE_ATTRIBUTES.
    const decoded = (text: string) => (language === 'Rust' ? encodeURIComponent(text) : text);
    const [user, called] = ['mia@example.com', 'Mia Berg'].map(decoded);
    expect(mia).toEqual({ user_rank: 5, labels: '{}', user, called });
    const [team] = await product.rows<{ labels: string }>(
      'SELECT labels FROM session WHERE name = ?1',
      where.session,
    );
    expect(JSON.parse(team?.labels ?? '')).toEqual({
      cost_center: 'res-900',
      department: 'research',
      environment: 'prod',
      team: decoded('data science'),
    });
  });

  test('count once what three signals tell', async () => {
    const { session } = await told(await variables('identity', 'settings.json'));
    await product.settle();
    const [figures] = await product.rows<{ rows: string }>(
      `SELECT rows FROM session_day JOIN session ON session.session_id = session_day.session
       WHERE session.name = ?1 AND part = 1`,
      session,
    );
    const rows: number[][] = JSON.parse(figures?.rows ?? '{}').figures;
    const [, , ...request] = rows.find(([model]) => model === wordId('claude-opus-5-5')) ?? [];
    // Requests, errors, retries, tokens in, out, from and to the cache, for an hour; nano-dollars.
    expect(request.slice(0, 9)).toEqual([1, 0, 0, 100, 10, 0, 0, 0, 600_000]);
    const [, , ...start] = rows.find(([model]) => model === 0) ?? [];
    // Sessions, prompts.
    expect(start.slice(9, 11)).toEqual([1, 1]);
  });
});

test.concurrent.each([1, 2])('what %i answers of 503 put off arrives in the end, once', async (requests) => {
  const broken = await Product.start({ withoutDatabase: true });
  const settings = await variables('managed', 'Managed settings');

  /** Exports a session over a wire of its own, which fails at first. */
  async function putOff(language: string, protocol: string) {
    const own = await Wire.start(product);
    own.first = { product: broken, requests };
    const session = `put-off-${language}-${protocol}-${requests}`;
    await exporters[language]?.(session, {
      ...settings,
      OTEL_EXPORTER_OTLP_ENDPOINT: own.origin,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      ...(requests === 1 && { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }),
    });
    await own.stop();
    for (const signal of ['traces', 'logs', 'metrics']) {
      const sent = own.arrived.filter(({ path }) => path === `/v1/${signal}`);
      const statuses = sent.map(({ status }) => status);
      expect(statuses, signal).toEqual([...Array(requests).fill(503), 200]);
      // As long as Retry-After says, or longer: a slow machine does not shorten it. Timers may be a moment early.
      for (const [index, { at }] of sent.slice(1).entries()) {
        expect(at - (sent[index]?.at ?? at), signal).toBeGreaterThan(1900);
      }
    }
    expect(await kept(session)).toEqual([2, 1, 3]);
  }

  // All at once: they wait for seconds.
  const ways = Object.keys(exporters).flatMap((language) =>
    ['http/json', 'http/protobuf'].map((protocol) => [language, protocol] as const),
  );
  const results = await Promise.allSettled(ways.map((way) => putOff(...way)));
  await broken.stop();
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [[ways[index], result.reason]] : [],
  );
  expect(failed).toEqual([]);
});

test('all but the share of addresses is done after it, within the same moment', async () => {
  const onboarding = await onboardingAt(wire.origin, product, admin);
  expect(done(onboarding)).toEqual(['first_request', 'traces', 'metrics', 'logs', 'cost', 'labels']);
});

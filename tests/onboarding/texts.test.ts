// What an admin pastes is read by the programs that it is for.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pythonWithExporters } from '../../scripts/setup.mjs';
import { Product } from '../support/product.ts';
import { Mailbox, Visitor } from '../support/visitor.ts';
import { type Onboarding, onboardingAt, textOf } from './variant.ts';

let product: Product;
let onboarding: Onboarding;

beforeAll(async () => {
  const mailbox = new Mailbox();
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: 'admin@example.com' },
    onLog: mailbox.read,
  });
  const admin = new Visitor(product, mailbox);
  await admin.signIn('admin@example.com');
  onboarding = await onboardingAt('https://otlp.example.com', product, admin);
});

afterAll(() => product?.stop());

// There is no Collector in the registries of npm, PyPI or Debian, so its configuration is read, not run.
test('the Collector takes gRPC and HTTP and passes all three signals on', () => {
  const configuration = parse(textOf(onboarding, 'collector', 'thinspan.yaml'));
  expect(Object.keys(configuration)).toEqual(['receivers', 'processors', 'exporters', 'service']);
  expect(Object.keys(configuration.receivers.otlp.protocols)).toEqual(['grpc', 'http']);
  expect(configuration.exporters['otlp_http/thinspan']).toEqual({
    endpoint: 'https://otlp.example.com',
    compression: 'gzip',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the Collector's own way to name a variable
    headers: { Authorization: 'Bearer ${env:THINSPAN_TOKEN}' },
    retry_on_failure: {
      enabled: true,
      initial_interval: '2s',
      max_interval: '30s',
      max_elapsed_time: '10m',
    },
    sending_queue: { enabled: true },
  });
  const pipeline = { receivers: ['otlp'], processors: ['batch'], exporters: ['otlp_http/thinspan'] };
  expect(configuration.service.pipelines).toEqual({ traces: pipeline, metrics: pipeline, logs: pipeline });
});

test('a second back end is added by taking three marks away', () => {
  const text = textOf(onboarding, 'collector', 'thinspan.yaml').replace(
    /^ {2}# (?= *(otlp_http|endpoint))/gm,
    '  ',
  );
  expect(Object.keys(parse(text).exporters)).toEqual(['otlp_http/thinspan', 'otlp_http/second']);
});

test('TypeScript and Python are well formed', () => {
  const script = transformSync(textOf(onboarding, 'agent_sdk', 'agent.ts'), { loader: 'ts', format: 'esm' });
  expect(script.warnings).toEqual([]);
  const { path } = pythonWithExporters();
  if (!existsSync(path)) throw new Error('`node scripts/test.mjs onboarding` sets Python up.');
  const printed = execFileSync(
    path,
    ['-c', 'import ast, sys; print(len(ast.parse(sys.stdin.read()).body))'],
    {
      input: textOf(onboarding, 'agent_sdk', 'agent.py'),
    },
  );
  expect(Number(printed)).toBeGreaterThan(3);
});

// Content never lands: after the runs in which every OTEL_LOG_* switch was on, no table holds a prompt, an
// answer, a tool's argument or output, a file path or a body.

import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { bodyOf, recorded, replay } from '../support/recorded.ts';

/** Attributes that hold content when a switch is on (Claude Code's monitoring documentation, and recorded). */
const CONTENT = new Set([
  'prompt',
  'prompt_text',
  'user_prompt',
  'response',
  'response.model_output',
  'tool',
  'tools',
  'tool_input',
  'tool_parameters',
  'body',
  'file_path',
  'full_command',
  'bash_command',
  'content',
  'output',
  'diff',
  'error',
  'new_context',
  'system_prompt_preview',
  'hook_matcher',
  'workspace.host_paths',
]);

/** What every word of a sentence and every path contains, and no name of a tool or a model does. */
const LOOKS_LIKE_CONTENT = /[\s/\\{}"<>$]/;

/** Collects the strings under content attributes, however deep. */
function collect(node: unknown, into: Set<string>) {
  if (Array.isArray(node)) for (const item of node) collect(item, into);
  if (typeof node !== 'object' || node === null) return;
  const { key, value } = node as { key?: string; value?: { stringValue?: string } };
  if (key && CONTENT.has(key) && typeof value?.stringValue === 'string') into.add(value.stringValue);
  for (const child of Object.values(node)) collect(child, into);
}

const withContent = recorded.filter(({ content_type }) => content_type === 'application/json');
const secrets = new Set<string>();
let product: Product;
let dump: Map<string, string[]>;

beforeAll(async () => {
  product = await Product.start();
  const token = await product.org(1);
  for (const request of recorded) {
    expect((await replay(product, token, request)).status).toBe(200);
  }
  await product.cron();
  dump = await product.dump();

  for (const request of withContent) {
    const body = bodyOf(request);
    const text = request.content_encoding === 'gzip' ? gunzipSync(body) : Buffer.from(body);
    collect(JSON.parse(text.toString()), secrets);
  }
}, 300_000);

afterAll(() => product?.stop());

/** Set by OTEL_RESOURCE_ATTRIBUTES in the recordings. */
const NAMES_OF_PEOPLE = ['First Last'];

test('the recordings do hold content', () => {
  const all = [...secrets].join('\n');
  for (const sample of [
    '/src/demo/webshop/src/app.py',
    '# TODO: tests',
    'git add -A && git commit',
    'python3 -c',
  ]) {
    expect(all, sample).toContain(sample);
  }
});

test('no table holds any of it', () => {
  // Whole values, and every longer line and word of them: a part of a prompt is content, too.
  const parts = new Set<string>();
  for (const secret of secrets) {
    if (secret === '<REDACTED>') continue;
    for (const part of [secret, ...secret.split('\n')]) {
      if (part.length >= 8 && LOOKS_LIKE_CONTENT.test(part)) parts.add(part);
    }
  }
  expect(parts.size).toBeGreaterThan(80);
  for (const [table, rows] of dump) {
    const text = rows.join('\n');
    const hex = text.toUpperCase();
    for (const part of parts) {
      expect(text.includes(part), `${table} holds ${part.slice(0, 80)}`).toBe(false);
      // BLOBs are dumped in hexadecimal.
      const inHex = Buffer.from(part.slice(0, 32)).toString('hex').toUpperCase();
      expect(hex.includes(inHex), `${table} holds ${part.slice(0, 80)} in a BLOB`).toBe(false);
    }
  }
});

test('every word is a name: of a person, a version, a model, a tool, an event', async () => {
  // What an admin calls people (user.name) has spaces; nothing else has.
  const people = await product.rows<{ text: string }>(
    'SELECT DISTINCT text FROM word WHERE word_id IN (SELECT user_name FROM session)',
  );
  expect(people.map(({ text }) => text).sort()).toEqual(NAMES_OF_PEOPLE);
  const words = await product.rows<{ text: string }>(
    'SELECT text FROM word WHERE word_id NOT IN (SELECT user_name FROM session)',
  );
  expect(words.length).toBeGreaterThan(50);
  for (const { text } of words) {
    expect(text).toMatch(/^[\w.:@+#'-]{1,100}$/);
  }
});

// What the browser loads: of the shell before any page, and of each page when it is opened. Bytes as gzip -9 makes
// them, which is more than the edge sends by brotli.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from '../support/product.ts';

/** The most that is loaded before any page. */
const SHELL = 200_000;

/** The most that is loaded beyond the shell by who opens a page or shows a chart: today's size and a few percent. */
const LOADED_LATER: Record<string, number> = {
  'activity-page': 57_000,
  canvas: 228_000,
  'filter-menu': 45_500,
  'health-page': 52_000,
  'onboarding-page': 43_000,
  'overview-page': 54_500,
  picture: 204_000,
  'quality-page': 58_500,
  'settings-page': 82_500,
  'sign-in-page': 13_200,
  'turns-page': 78_000,
  'usage-page': 56_500,
};

const dist = join(root, 'dashboard/dist');
const assets = readdirSync(join(dist, 'assets')).map((file) => `assets/${file}`);
const text = (file: string) => readFileSync(join(dist, file), 'utf8');
const gzipped = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** Chunks that a script cannot run without. */
function imports(file: string): string[] {
  const statements = text(file).matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g);
  return [...statements].map(([, path]) => posix.join(posix.dirname(file), path ?? ''));
}

/** Files and all that they cannot do without. */
function closure(files: readonly string[]): Set<string> {
  const known = new Set<string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (known.has(file)) continue;
    known.add(file);
    if (file.endsWith('.js')) waiting.push(...imports(file));
  }
  return known;
}

/** index.html and what it makes the browser load. */
const shell = closure([
  'index.html',
  ...[...text('index.html').matchAll(/<(?:script|link)[^>]+(?:src|href)="\.\/([^"]+)"/g)].map(
    ([, path]) => path ?? '',
  ),
]);

/** What is imported when it is needed. */
const later = new Set(
  assets
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...text(file).matchAll(/\bimport\(\s*["'`]\.\/([^"'`]+)/g)])
    .map(([, name]) => `assets/${name}`),
);

/** `assets/usage-page-Bx1-y_2z.js` → `usage-page` */
const nameOf = (file: string) => posix.basename(file).replace(/-[\w-]{8}\.\w+$/, '');

test('the shell is light', () => {
  // All styles are in one file, so that nothing is seen without them.
  expect(assets.filter((file) => file.endsWith('.css') && !shell.has(file))).toEqual([]);
  const sizes = Object.fromEntries([...shell].map((file) => [file, gzipped(file)]));
  const whole = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  expect(whole, JSON.stringify(sizes, null, 2)).toBeLessThanOrEqual(SHELL);
});

test('charts are loaded by who shows one', () => {
  const withCharts = assets.filter((file) => file.endsWith('.js') && /zrender/i.test(text(file)));
  expect(withCharts).not.toEqual([]);
  expect(withCharts.filter((file) => shell.has(file))).toEqual([]);
});

test('whoever opens a page or shows a chart loads no more than they did', () => {
  expect([...new Set([...later].map(nameOf))].sort()).toEqual(Object.keys(LOADED_LATER).sort());
  for (const entry of later) {
    const files = [...closure([entry])].filter((file) => !shell.has(file));
    const size = files.reduce((sum, file) => sum + gzipped(file), 0);
    expect(size, files.join(' ')).toBeLessThanOrEqual(LOADED_LATER[nameOf(entry)] ?? 0);
  }
});

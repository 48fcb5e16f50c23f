// Every page of the dashboard, as it is built.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES as ALL, type PageAddress } from '../../scripts/browser/pages.mjs';
import { root } from './product.ts';

export { settled, still } from '../../scripts/browser/pages.mjs';

/** The names in one of the dashboard's own lists. */
function named(file: string, pattern: RegExp): string[] {
  const names = readFileSync(join(root, 'dashboard/src/pages', file), 'utf8').matchAll(pattern);
  return [...names].map(([, name]) => name ?? '');
}

const built = [
  ...named('pages.ts', /^ {2}page\('(\w+)'/gm).filter((name) => name !== 'settings'),
  ...named('quality/tabs.ts', /\bname: '(\w+)'/g)
    .filter((tab) => tab !== 'summary')
    .map((tab) => `quality-${tab}`),
  ...named('settings/tabs.ts', /\bname: '(\w+)'/g).map((tab) => `settings-${tab}`),
];

// A list that is written in another way must not look like an empty one.
if (built.length < 8) throw new Error(`of the dashboard's pages only ${built.join(', ')} were found`);
const unknown = built.filter((name) => !ALL.some((page) => page.name === name));
if (unknown.length > 0) throw new Error(`scripts/browser/pages.mjs does not have ${unknown.join(', ')}`);

export const PAGES: readonly PageAddress[] = ALL.filter(({ name }) => built.includes(name));

/** Those that show figures of a range of days. */
export const FIGURE_PAGES = PAGES.filter(({ hasFigures }) => hasFigures);

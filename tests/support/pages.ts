// Every page of the dashboard, as it is built.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES as ALL, type PageAddress } from '../../scripts/browser/pages.mjs';
import { root } from './product.ts';

export { settled, still } from '../../scripts/browser/pages.mjs';

/** The names in the dashboard's own lists of pages and of parts of the settings. */
const named = (file: string) =>
  [...readFileSync(join(root, 'dashboard/src/pages', file), 'utf8').matchAll(/\bname: '(\w+)'/g)].map(
    ([, name]) => name ?? '',
  );

const built = [
  ...named('pages.ts').filter((name) => name !== 'settings'),
  ...named('settings/tabs.ts').map((tab) => `settings-${tab}`),
];

const unknown = built.filter((name) => !ALL.some((page) => page.name === name));
if (unknown.length > 0) throw new Error(`scripts/browser/pages.mjs does not have ${unknown.join(', ')}`);

export const PAGES: readonly PageAddress[] = ALL.filter(({ name }) => built.includes(name));

/** Those that show figures of a range of days. */
export const FIGURE_PAGES = PAGES.filter(({ hasFigures }) => hasFigures);

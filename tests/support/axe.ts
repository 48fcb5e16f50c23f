// What axe finds wrong with a page as it stands.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule of WCAG up to 2.2 A and AA, and axe's best practices. */
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/** Those about colours: all that another theme of the same page can break. */
const COLOURS: RunOptions = {
  ...OPTIONS,
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** Each rule that is broken and where, in a line; none where all is well. */
export async function violations(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // The policy of the page forbids scripts from elsewhere, not what its inspector runs.
  await page.evaluate(`globalThis.axe ?? (() => { ${source} })()`);
  const found: AxeResults = await page.evaluate(
    (options) => Reflect.get(window, 'axe').run(options),
    rules === 'all' ? OPTIONS : COLOURS,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) =>
        `${id} at ${target.join(' ')}: ${html.slice(0, 200)} (${failureSummary?.split('\n').slice(1).join(';').trim()})`,
    ),
  );
}

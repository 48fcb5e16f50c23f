// Every page by axe: no rule of WCAG 2.2 A and AA, and no best practice, is broken; light and dark, wide and narrow,
// with an org's figures and without any, and with what opens over a page open.

import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { demoOrg, type View } from '../support/demo_org.ts';
import { PAGES, still } from '../support/pages.ts';
import { showTables } from '../support/shown.ts';

const org = demoOrg();

const WINDOWS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** What is broken on a page as it stands, in both themes. */
async function inEach(page: Page, windows: { width: number; height: number }[]): Promise<string[]> {
  const found: string[] = [];
  for (const window of windows) {
    await page.setViewportSize(window);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-mode="${colorScheme}"]`).waitFor({ state: 'attached' });
      // What is out of sight would change its colours no sooner than it is asked for them.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('*')) getComputedStyle(one).getPropertyValue('color');
      });
      await still(page);
      for (const one of await violations(page, colorScheme === 'light' ? 'all' : 'colours')) {
        found.push(`${window.width} ${colorScheme}: ${one}`);
      }
    }
  }
  return found;
}

/** What is broken on a page of an org, as it is opened or after some work on it. */
async function broken(search: string, view: View = {}, work?: (page: Page) => Promise<unknown>) {
  const { page } = await org().open(search, view);
  try {
    await work?.(page);
    return await inEach(page, view.width ? WINDOWS.filter(({ width }) => width === view.width) : WINDOWS);
  } finally {
    await page.context().close();
  }
}

describe.concurrent('no rule is broken', () => {
  test.for(PAGES)('on $name', async ({ search }, { expect }) => {
    expect(await broken(search)).toEqual([]);
  });

  test.for(PAGES)('on $name where nothing is reported', async ({ search }, { expect }) => {
    expect(await broken(search, { org: 'empty' })).toEqual([]);
  });

  test('in a range without figures', async ({ expect }) => {
    expect(await broken('?page=usage&from=2020-01-01&to=2020-01-07')).toEqual([]);
  });

  test('by one turn', async ({ expect }) => {
    const { body } = await org().full.get<{ turns: { id: string }[] }>('/api/v1/turns?order=cost&limit=1');
    const [turn] = body.turns;
    expect(await broken(`?page=turns&turn=${turn?.id}`)).toEqual([]);
  });

  test('by the open navigation of a narrow window', async ({ expect }) => {
    const found = await broken('?page=usage', { width: 390 }, async (page) => {
      await page.getByRole('button', { name: 'Open the navigation' }).click();
      await page.getByRole('link', { name: 'Settings' }).waitFor();
    });
    expect(found).toEqual([]);
  });

  test('by the open menu of filters, and by filters in force', async ({ expect }) => {
    const found = await broken('?page=usage&source=cli&team=payments&compare=previous', {}, async (page) => {
      await page.getByTestId('add-filter').click();
      await page.getByTestId('filter-value').first().waitFor();
    });
    expect(found).toEqual([]);
  });

  test.for(['usage', 'activity'])('by the charts of %s as tables', async (name, { expect }) => {
    expect(await broken(`?page=${name}`, {}, showTables)).toEqual([]);
  });

  test('by an open dialog', async ({ expect }) => {
    const found = await broken('?page=settings&tab=members', {}, async (page) => {
      await page.getByTestId('remove-member').first().click();
      await page.getByTestId('confirm').waitFor();
    });
    expect(found).toEqual([]);
  });

  test('by either step of signing in', async ({ expect }) => {
    const context = await org().browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(org().site.origin);
    await page.getByTestId('sign-in-email').waitFor();
    expect(await inEach(page, WINDOWS)).toEqual([]);
    await page.getByTestId('sign-in-email').fill('vic.viewer@example.com');
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('sign-in-code').waitFor();
    expect(await inEach(page, WINDOWS)).toEqual([]);
    await context.close();
  });
});

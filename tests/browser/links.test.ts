// A page's address is its state: what somebody chose by the controls is what another browser shows at the address, and
// what the back button leads to.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoOrg } from '../support/demo_org.ts';
import { FIGURE_PAGES, settled } from '../support/pages.ts';
import { idsOf, viewOf } from '../support/shown.ts';

const org = demoOrg();

/** Days, days before, sources and a filter: what all pages share. */
async function narrow(page: Page) {
  await page.getByRole('link', { name: 'Last 90 days' }).click();
  await page.getByTestId('compare').click();
  await page.getByTestId('source-cli').click();
  await page.getByTestId('source-vscode').click();
  await page.getByTestId('add-filter').click();
  await page.getByTestId('filter-by').selectOption('team');
  for (const team of ['payments', 'platform']) {
    await page.locator(`[data-testid="filter-value"][value="${team}"]`).check();
  }
  await page.keyboard.press('Escape');
  await settled(page);
}

/** How the page itself is looked at; the names that the address has for that. */
async function arrange(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (const control of await page.locator('main select[data-testid]').all()) {
    const isMore = (await control.locator('option').count()) > 1;
    if (isMore) {
      await control.selectOption({ index: 1 });
      names.push((await control.getAttribute('data-testid')) ?? '');
      await settled(page);
    }
  }
  for (const [id, name] of [
    ['of-tokens', 'of'],
    ['order-duration', 'order'],
    ['day-before', 'on'],
  ] as const) {
    const control = page.getByTestId(id);
    if ((await control.count()) > 0) {
      await control.click();
      names.push(name);
      await settled(page);
    }
  }
  for (const id of await idsOf(page, 'show')) {
    await page.getByTestId(`show-${id}`).click();
    names.push(`show.${id}`);
  }
  for (const id of await idsOf(page, 'table')) {
    await page.getByTestId(`table-${id}`).locator('th[aria-sort] button').nth(1).click();
    names.push(`sort.${id}`);
  }
  for (const id of await idsOf(page, 'find')) {
    await page.getByTestId(`find-${id}`).fill('a');
    names.push(`find.${id}`);
  }
  for (const id of await idsOf(page, 'next')) {
    await page.getByTestId(`next-${id}`).click();
    names.push(`at.${id}`);
  }
  await settled(page);
  return names;
}

test.concurrent.each(FIGURE_PAGES)('$name is the same at its address', async ({ search }) => {
  const wanted = new URLSearchParams(search);
  const { page } = await org().open(`?page=${wanted.get('page')}`);
  const tab = wanted.get('tab');
  if (tab) await page.getByTestId(`tab-${tab}`).click();
  await settled(page);
  const before = await viewOf(page);

  await narrow(page);
  const narrowed = await viewOf(page);
  expect(narrowed.controls).not.toEqual(before.controls);
  const names = await arrange(page);
  const chosen = await viewOf(page);
  expect(chosen).not.toEqual(narrowed);

  const address = new URL(page.url());
  for (const [name, value] of wanted) expect(address.searchParams.get(name)).toBe(value);
  expect(address.searchParams.getAll('source')).toEqual(['cli', 'vscode']);
  expect(address.searchParams.getAll('team')).toEqual(['payments', 'platform']);
  expect([...address.searchParams.keys()]).toEqual(
    expect.arrayContaining(['from', 'to', 'compare', ...names]),
  );
  const { page: other } = await org().open(address.search);
  expect(await viewOf(other)).toEqual(chosen);

  // Other days are looked at in the same way, from the first rows on; and back, also from another page.
  await page.getByRole('link', { name: 'Last 30 days' }).click();
  await settled(page);
  const kept = new URL(page.url()).searchParams;
  for (const name of names) {
    expect([name, kept.get(name)]).toEqual([
      name,
      name.startsWith('at.') ? null : address.searchParams.get(name),
    ]);
  }
  await page.goBack();
  await settled(page);
  expect(await viewOf(page)).toEqual(chosen);
  await page.getByRole('link', { name: 'Connect' }).click();
  await settled(page);
  await page.goBack();
  await settled(page);
  expect(await viewOf(page)).toEqual(chosen);
  await Promise.all([page, other].map((one) => one.context().close()));
});

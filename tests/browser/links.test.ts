// A page's address is its state: what somebody chose by the controls is what another browser shows at the address.

import { expect, test } from 'vitest';
import { demoOrg } from '../support/demo_org.ts';
import { FIGURE_PAGES, settled } from '../support/pages.ts';
import { idsOf, viewOf } from '../support/shown.ts';

const org = demoOrg();

test.concurrent.each(FIGURE_PAGES)('$name is the same at its address', async ({ search }) => {
  const { page } = await org().open(search);
  const before = await viewOf(page);

  await page.getByRole('link', { name: 'Last 90 days' }).click();
  await page.getByTestId('compare').click();
  await page.getByTestId('source-cli').click();
  await page.getByTestId('source-vscode').click();
  await page.getByTestId('add-filter').click();
  await page.getByTestId('filter-value').nth(3).check();
  await page.getByTestId('filter-value').nth(5).check();
  await page.keyboard.press('Escape');
  await settled(page);
  for (const id of await idsOf(page, 'show')) await page.getByTestId(`show-${id}`).click();
  for (const id of await idsOf(page, 'table')) {
    await page.getByTestId(`table-${id}`).locator('th[aria-sort] button').nth(1).click();
  }
  for (const id of await idsOf(page, 'find')) await page.getByTestId(`find-${id}`).fill('a');
  await settled(page);

  const chosen = await viewOf(page);
  expect(chosen.controls).not.toEqual(before.controls);
  const address = new URL(page.url());
  const { page: other } = await org().open(address.search);
  expect(await viewOf(other)).toEqual(chosen);

  // Back from there is where it was.
  await page.goto(`${org().site.origin}/${search}`);
  await settled(page);
  expect(await viewOf(page)).toEqual(before);
  await page.goBack();
  await settled(page);
  expect(await viewOf(page)).toEqual(chosen);
  await Promise.all([page, other].map((one) => one.context().close()));
});

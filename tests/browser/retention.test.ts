// How long things are kept: more at once, less after a question, and nothing out of range.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const VIEWER = 'mia@example.com';
const PATH = '/api/v1/retention';

const mailbox = new Mailbox();
let product: Product;
let site: Site;
let browser: Browser;
let admin: Person;
let viewer: Person;

async function kept(): Promise<[raw: number, daily: number]> {
  const { retention } = await admin.read<{ retention: { raw_days: number; daily_days: number } }>(
    '/api/v1/dimensions',
  );
  return [retention.raw_days, retention.daily_days];
}

async function fill(raw: string, daily: string) {
  await admin.page.getByTestId('retention-raw_days').fill(raw);
  await admin.page.getByTestId('retention-daily_days').fill(daily);
}

beforeAll(async () => {
  product = await Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: ADMIN }, onLog: mailbox.read });
  site = await Site.start(product);
  browser = await startBrowser();
  admin = await Person.at(site, browser, mailbox);
  viewer = await Person.at(site, browser, mailbox);
  await admin.signIn(ADMIN);
  await admin.open('/?page=settings&tab=retention');
  await admin.page.getByTestId('save-retention').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('what is out of range is refused, by the page and by the API', async () => {
  const before = await kept();
  const { page } = admin;
  for (const [raw, daily, field] of [
    ['0', '400', 'raw_days'],
    ['366', '400', 'raw_days'],
    ['', '400', 'raw_days'],
    ['30', '29', 'daily_days'],
    ['30', '1101', 'daily_days'],
  ] as const) {
    await fill(raw, daily);
    await page.getByTestId('save-retention').click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), {
        message: `${raw} ${daily}`,
      })
      .toBe(field);
    expect(await page.locator('main').textContent()).toContain('Enter ');
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    if (raw !== '') {
      const status = await admin.call('PUT', PATH, { raw_days: Number(raw), daily_days: Number(daily) });
      expect(status).toBe(400);
    }
  }
  expect(await kept()).toEqual(before);
});

test('more is kept without a question, and nothing comes back', async () => {
  const { page } = admin;
  await fill('60', '500');
  expect(await page.getByTestId('retention-raised').textContent()).toContain('What is gone stays gone');
  await page.getByTestId('save-retention').click();
  await expect
    .poll(() => page.getByTestId('outcome').textContent())
    .toContain('Details are kept for 60 days');
  expect(await kept()).toEqual([60, 500]);
});

test('less is kept after a question that says what goes', async () => {
  const { page } = admin;
  await fill('7', '500');
  // Enter in a field asks, too.
  await page.getByTestId('retention-raw_days').press('Enter');
  await page.getByTestId('lowered-raw').waitFor();
  expect(await page.getByTestId('lowered-daily').count()).toBe(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(await kept()).toEqual([60, 500]);
  await fill('7', '90');
  await page.getByTestId('save-retention').click();
  await page.getByTestId('lowered-daily').waitFor();
  await page.getByTestId('confirm').click();
  await expect.poll(() => page.getByTestId('outcome').textContent()).toContain('daily figures for 90 days');
  expect(await kept()).toEqual([7, 90]);
  await page.reload();
  await page.getByTestId('retention-daily_days').waitFor();
  await expect.poll(() => page.getByTestId('retention-daily_days').inputValue()).toBe('90');
});

test('a viewer changes no retention', async () => {
  await admin.addViewer(VIEWER);
  await viewer.signIn(VIEWER);
  await viewer.open('/?page=settings&tab=retention');
  await viewer.page.getByTestId('admins-only').waitFor();
  expect(await viewer.call('PUT', PATH, { raw_days: 1, daily_days: 1 })).toBe(403);
  expect(await kept()).toEqual([7, 90]);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect([...admin.complaints, ...viewer.complaints]).toEqual([]);
});

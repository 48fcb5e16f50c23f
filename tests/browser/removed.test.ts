// A member is removed while their page is open: its next request leads to the sign-in page.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const VIEWER = 'mia@example.com';

const mailbox = new Mailbox();
let product: Product;
let site: Site;
let browser: Browser;
let admin: Person;
let viewer: Person;

beforeAll(async () => {
  product = await Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: ADMIN }, onLog: mailbox.read });
  site = await Site.start(product);
  browser = await startBrowser();
  admin = await Person.at(site, browser, mailbox);
  viewer = await Person.at(site, browser, mailbox);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('the page of who is removed is signed out with the next request', async () => {
  await admin.signIn(ADMIN);
  await admin.open('/?page=settings&tab=members');
  await admin.page.getByTestId('member-email').fill(VIEWER);
  await admin.page.getByTestId('add-member').click();
  const row = admin.page.getByTestId('table-members').locator(`tr[data-key="${VIEWER}"]`);
  await row.waitFor();
  await viewer.signIn(VIEWER);

  await row.getByTestId('remove-member').click();
  await admin.page.getByTestId('confirm').click();
  await row.waitFor({ state: 'detached' });
  await expect.poll(() => admin.page.getByTestId('outcome').textContent()).toBe(`${VIEWER} was removed.`);
  // What was pressed is gone with its row: the keyboard goes on from the line that says so.
  await expect
    .poll(() => admin.page.evaluate(() => document.activeElement?.getAttribute('data-testid')))
    .toBe('outcome');

  await viewer.page.getByRole('link', { name: 'Settings' }).click();
  await viewer.page.getByTestId('sign-in-email').waitFor();
  expect(await viewer.page.locator('main').textContent()).toContain('Your sign-in has ended.');
  expect(await viewer.call('GET', '/api/v1/usage')).toBe(401);
});

test('and cannot sign in again', async () => {
  await viewer.page.getByTestId('sign-in-email').fill(VIEWER);
  await viewer.page.getByTestId('sign-in-submit').click();
  // The page says the same as to a member; no mail goes out but the one before.
  await viewer.page.getByTestId('sign-in-code').waitFor();
  expect(mailbox.codes(VIEWER)).toHaveLength(1);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect([...admin.complaints, ...viewer.complaints]).toEqual([]);
});

// The first admin by the deployment's link, where no mail works yet: once, and by a press of a button.

import { createHmac } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { AUTH_KEY, Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { Mailbox } from '../support/visitor.ts';

/** What the deployment prints behind `#first-admin=`. */
function key(): string {
  const expires = Math.floor(Date.now() / 1000) + 86_400;
  return `${expires}.${createHmac('sha256', AUTH_KEY).update(`first-admin:${expires}`).digest('hex')}`;
}

let product: Product;
let site: Site;
let browser: Browser;
const link = key();

beforeAll(async () => {
  // No way of mail is set up.
  product = await Product.start({ vars: { ADMIN_EMAILS: 'admin@example.com' } });
  site = await Site.start(product);
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

const orgs = () => product.rows('SELECT name FROM org');

test('a link that does not open anything says so, and leads to sign-in by mail', async () => {
  const stranger = await Person.at(site, browser, new Mailbox());
  const { page } = stranger;
  await page.goto(`${site.origin}/#first-admin=${link.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`);
  await page.getByTestId('first-admin').click();
  await expect.poll(() => page.getByTestId('form-error').textContent()).toContain('npm run deploy');
  await page.getByTestId('first-admin-mail').click();
  await page.getByTestId('sign-in-email').waitFor();
  expect(await orgs()).toEqual([]);
  expect(stranger.complaints).toEqual([]);
});

test('the link signs in the first admin, when the button is pressed and not before', async () => {
  const admin = await Person.at(site, browser, new Mailbox());
  const { page } = admin;
  await page.goto(`${site.origin}/#first-admin=${link}`);
  const button = page.getByTestId('first-admin');
  await button.waitFor();
  expect(page.url()).toBe(`${site.origin}/`);
  expect(await orgs()).toEqual([]);
  await button.click();
  await page.getByTestId('generate-token').waitFor();
  expect(await orgs()).toHaveLength(1);
  expect(admin.complaints).toEqual([]);
});

test('it works once', async () => {
  const { page } = await Person.at(site, browser, new Mailbox());
  // In a tab that shows the page already.
  await page.goto(site.origin);
  await page.getByTestId('sign-in-email').waitFor();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `first-admin=${link}`);
  await page.getByTestId('first-admin').click();
  await expect.poll(() => page.getByTestId('form-error').textContent()).toContain('was used');
  await expect.poll(() => page.getByTestId('first-admin').count()).toBe(0);
});

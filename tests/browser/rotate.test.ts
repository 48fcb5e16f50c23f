// The token is rotated: what has the old one is refused with its next export, and an admin sees it among what was
// refused.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { recorded, replay } from '../support/recorded.ts';
import { Site } from '../support/site.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const [first] = recorded;

let product: Product;
let site: Site;
let browser: Browser;
let admin: Person;

beforeAll(async () => {
  const mailbox = new Mailbox();
  product = await Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: ADMIN }, onLog: mailbox.read });
  site = await Site.start(product);
  browser = await startBrowser();
  admin = await Person.at(site, browser, mailbox);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

async function exported(token: string): Promise<number> {
  if (!first) throw new Error('nothing is recorded');
  return (await replay(product, token, first)).status;
}

test('the old token stops at once, the new one works, and the page tells both', async () => {
  const { page } = admin;
  await admin.signIn(ADMIN);
  const old = await admin.generateToken();
  expect(await exported(old)).toBe(200);

  const next = await admin.rotateToken();
  expect(next).not.toBe(old);
  expect(await exported(old)).toBe(401);
  expect(await exported(next)).toBe(200);

  await page.reload();
  const row = (token: string) =>
    page.getByTestId('table-tokens').locator(`tr[data-key="${token.slice(0, 13)}"]`);
  await expect.poll(() => row(next).textContent()).toContain('In force');
  await expect.poll(() => row(old).textContent()).toContain(`by ${ADMIN}`);

  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  const refused = page.getByTestId('table-rejections').locator(`tr[data-key="${old.slice(0, 13)}"]`);
  await refused.waitFor({ timeout: 30_000 });
  expect(await refused.getAttribute('data-reason')).toBe('revoked');
  expect(await refused.textContent()).toContain('The token was replaced or revoked.');
});

test('a revoked token leaves none in force', async () => {
  const { page } = admin;
  const token = await admin.rotateToken();
  await page.getByTestId('revoke-token').click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('generate-token').waitFor();
  expect(await page.getByTestId('token-value').count()).toBe(0);
  expect(await exported(token)).toBe(401);
});

test('the audit log tells all of it', async () => {
  const { page } = admin;
  await page.getByTestId('tab-audit').click();
  const rows = page.getByTestId('table-audit').locator('tbody tr');
  await rows.first().waitFor();
  const actions = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-key')));
  const own = ['token_revoked', 'token_rotated', 'token_rotated', 'token_generated'];
  expect(actions.slice(0, own.length)).toEqual(own);
  // Both of the same moment, so in any order.
  expect(actions.slice(own.length).sort()).toEqual(['admin_listed', 'org_founded']);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('audit.csv');
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect(admin.complaints).toEqual([]);
});

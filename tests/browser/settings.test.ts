// A person's own sessions, a person who is erased, and an admin of two orgs.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { today } from '../support/today.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
/** Who reported in the recording that is replayed. */
const PERSON = 'dev@example.com';

const mailbox = new Mailbox();
let product: Product;
let site: Site;
let browser: Browser;
let admin: Person;

beforeAll(async () => {
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: `${ADMIN}; Acme: ${ADMIN}` },
    onLog: mailbox.read,
  });
  site = await Site.start(product);
  browser = await startBrowser();
  admin = await Person.at(site, browser, mailbox);
  await admin.signIn(ADMIN);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('a session of another browser can be ended', async () => {
  const other = await Person.at(site, browser, mailbox);
  await other.signIn(ADMIN);
  await admin.open('/?page=settings&tab=sessions');
  const sessions = admin.page.getByTestId('sessions').getByRole('listitem');
  await expect.poll(() => sessions.count()).toBe(2);
  expect(await sessions.first().textContent()).toContain('This browser');
  await admin.page.getByTestId('end-session').click();
  await expect.poll(() => sessions.count()).toBe(1);
  expect(await other.call('GET', '/api/v1/me')).toBe(401);
  expect(await admin.call('GET', '/api/v1/me')).toBe(200);
});

test('another org shows its own, and nothing of the one before', async () => {
  const { page } = admin;
  await admin.open('/?page=onboarding');
  const token = await admin.generateToken();
  for (const { signal, body } of today('team-attributes')) {
    const answer = await product.send(`/v1/${signal}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(200);
  }
  await product.settle();

  const switcher = page.getByTestId('org-switcher');
  const home = await switcher.inputValue();
  await switcher.selectOption('Acme');
  // The other org has no token yet, and the page forgot that of this one.
  await page.getByTestId('generate-token').waitFor();
  expect(await page.locator('main').textContent()).not.toContain('thinspan_');
  await switcher.selectOption(home);
  await page.getByTestId('rotate-token').waitFor();
});

test('a person is erased after their address was typed', async () => {
  const { page } = admin;
  await admin.open('/?page=settings&tab=erasure');
  expect(await page.getByTestId('erase').isDisabled()).toBe(true);
  await page.getByTestId('erase-person').fill('dev@');
  await page.getByRole('option', { name: PERSON }).click();
  await page.getByTestId('erase').click();
  await page.getByTestId('erase-typed').fill('somebody');
  expect(await page.getByTestId('confirm').isDisabled()).toBe(true);
  await page.getByTestId('erase-typed').fill(PERSON);
  await page.getByTestId('confirm').click();
  const row = page.getByTestId('table-erasures').locator('tbody tr');
  await expect.poll(() => row.textContent()).toContain('Under way');
  await product.cron();
  await page.reload();
  await row.waitFor();
  await expect.poll(() => row.textContent()).toContain('Done');
  // What is left does not name them.
  expect(await page.locator('main').textContent()).not.toContain(PERSON);
  const dump = await product.dump();
  for (const rows of dump.values()) expect(rows.join('\n')).not.toContain(PERSON);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect(admin.complaints).toEqual([]);
});

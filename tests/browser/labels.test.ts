// A label of the org's own: listed, reported, and taken off the list.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { today } from '../support/today.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const VIEWER = 'mia@example.com';

interface Dimensions {
  attributes: string[];
  labels: Record<string, string[]>;
}

const mailbox = new Mailbox();
let product: Product;
let site: Site;
let browser: Browser;
let admin: Person;
let viewer: Person;

const dimensions = () => admin.read<Dimensions>('/api/v1/dimensions');

const row = (name: string) => admin.page.getByTestId('table-labels').locator(`tr[data-key="${name}"]`);
const values = (name: string) => row(name).locator('[data-column="values"]').getAttribute('data-value');

beforeAll(async () => {
  product = await Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: ADMIN }, onLog: mailbox.read });
  site = await Site.start(product);
  browser = await startBrowser();
  admin = await Person.at(site, browser, mailbox);
  viewer = await Person.at(site, browser, mailbox);
  await admin.signIn(ADMIN);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('what cannot be a label is refused, and the page says why', async () => {
  const { page } = admin;
  await admin.open('/?page=settings&tab=labels');
  for (const [wrong, why] of [
    ['a b', 'cannot be a label'],
    ['team', 'is there already'],
    ['', 'Enter the name'],
  ] as const) {
    await page.getByTestId('label-attribute').fill(wrong);
    await page.getByTestId('add-label').click();
    await expect.poll(() => page.getByTestId('label-error').textContent()).toContain(why);
  }
  expect((await dimensions()).attributes).toEqual([]);
});

test('a label that is listed is known to the API, and stands in what clients are told', async () => {
  const { page } = admin;
  await page.getByTestId('label-attribute').fill('squad');
  await page.getByTestId('add-label').click();
  await expect.poll(() => page.getByTestId('outcome').textContent()).toBe('squad is a label from now on.');
  expect((await dimensions()).attributes).toEqual(['squad']);
  expect(await page.getByTestId('label-example').textContent()).toContain('squad=');
  expect(await values('label.squad')).toBe('0');
});

test('what clients report of it from then on is counted', async () => {
  await admin.open('/?page=onboarding');
  const token = await admin.generateToken();
  const declared = '{"key":"squad","value":{"stringValue":"rockets"}},';
  for (const { signal, body } of today('team-attributes')) {
    const labelled = body.replaceAll('"resource":{"attributes":[', (start) => start + declared);
    expect(labelled).not.toBe(body);
    const answer = await product.send(`/v1/${signal}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: labelled,
    });
    expect(answer.status).toBe(200);
  }
  await product.settle();
  expect((await dimensions()).labels).toEqual({ squad: ['rockets'] });
  await admin.open('/?page=settings&tab=labels');
  await row('label.squad').waitFor();
  await expect.poll(() => row('label.squad').textContent()).toContain('rockets');
  expect(await values('label.squad')).toBe('1');
  // And the standard ones, which need no listing.
  expect(await row('department').textContent()).toContain('engineering');
  expect(await values('team')).toBe('1');
  expect(await values('environment')).toBe('0');
});

test('a label is taken off the list after a question', async () => {
  const { page } = admin;
  await row('label.squad').getByTestId('remove-label').click();
  await page.getByTestId('confirm').click();
  await row('label.squad').waitFor({ state: 'detached' });
  expect((await dimensions()).attributes).toEqual([]);
});

test('an old link that groups by it says what is wrong, and leads on', async () => {
  const { page } = admin;
  await admin.open('/?page=usage&by=label.squad');
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('label.squad');
  await page.getByTestId('start-over').click();
  await page.getByTestId('table-groups').waitFor();
  expect(new URL(page.url()).search).toBe('?page=usage');
});

test('a viewer changes no labels', async () => {
  await admin.addViewer(VIEWER);
  await viewer.signIn(VIEWER);
  await viewer.open('/?page=settings&tab=labels');
  await viewer.page.getByTestId('admins-only').waitFor();
  expect(await viewer.call('PUT', '/api/v1/dimensions', { attributes: ['squad'] })).toBe(403);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect([...admin.complaints, ...viewer.complaints]).toEqual([]);
});

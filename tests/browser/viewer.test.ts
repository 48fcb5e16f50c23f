// Somebody is invited as a viewer: they see figures and their own sessions, and nothing of what is for admins; neither
// on the pages nor of the API.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product, root } from '../support/product.ts';
import { recorded, replay } from '../support/recorded.ts';
import { Site } from '../support/site.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const VIEWER = 'mia@example.com';

interface Description {
  paths: Record<string, Record<string, { tags?: string[] }>>;
}

/** Every route for admins that the API's description tells of. */
function adminRoutes(): [method: string, path: string][] {
  const { paths } = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')) as Description;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { tags }]) => tags?.includes('admins'))
      .map(([method]): [string, string] => [
        method.toUpperCase(),
        path.replace('{id}', encodeURIComponent(ADMIN)),
      ]),
  );
}

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

test('an admin adds a member, who is told by mail', async () => {
  await admin.signIn(ADMIN);
  // With data, so that no page asks by itself every few seconds how far the org has come.
  const token = await admin.generateToken();
  const [first] = recorded;
  if (!first) throw new Error('nothing is recorded');
  expect((await replay(product, token, first)).status).toBe(200);
  await admin.open('/?page=settings&tab=members');
  await admin.page.getByTestId('member-email').fill(VIEWER);
  await admin.page.getByTestId('add-member').click();
  await admin.page.getByTestId('table-members').locator(`tr[data-key="${VIEWER}"]`).waitFor();
  await expect
    .poll(() => admin.page.getByTestId('outcome').textContent())
    .toContain('invitation is on its way');
  await expect.poll(() => mailbox.invited()).toEqual([VIEWER]);
});

test('the last admin stays one, and is told why', async () => {
  const row = admin.page.getByTestId('table-members').locator(`tr[data-key="${ADMIN}"]`);
  await row.getByTestId('role').selectOption('viewer');
  await expect.poll(() => row.getByRole('alert').first().textContent()).toContain('at least one admin');
  expect(await row.getByTestId('role').inputValue()).toBe('admin');
});

test('the viewer finds no page for admins', async () => {
  await viewer.signIn(VIEWER);
  const { page } = viewer;
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  expect(await links.allTextContents()).toEqual([
    'Overview',
    'Usage',
    'Quality',
    'Activity',
    'Turns',
    'Health',
    'Settings',
  ]);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByTestId('sessions').waitFor();
  const tabs = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  expect(await tabs.allTextContents()).toEqual(['Your sessions', 'Prices']);
});

test.each([
  '/?page=onboarding',
  '/?page=onboarding&variant=mdm',
  '/?page=settings&tab=token',
  '/?page=settings&tab=members',
  '/?page=settings&tab=labels',
  '/?page=settings&tab=retention',
  '/?page=settings&tab=audit',
  '/?page=settings&tab=erasure',
])('at %s the viewer is told that it is for admins', async (address) => {
  await viewer.open(address);
  await viewer.page.getByTestId('admins-only').waitFor();
});

test('every route for admins refuses the viewer, and only because they are one', async () => {
  const routes = adminRoutes();
  expect(routes.length).toBeGreaterThanOrEqual(15);
  for (const [method, path] of routes) {
    expect(await viewer.call(method, path), `${method} ${path}`).toBe(403);
    if (method === 'GET') expect(await admin.call(method, path), `${method} ${path}`).toBe(200);
  }
});

test('whose role is changed while they look sees it with the next request', async () => {
  await admin.page.reload();
  await admin.page
    .getByTestId('table-members')
    .locator(`tr[data-key="${VIEWER}"]`)
    .getByTestId('role')
    .selectOption('admin');
  await expect.poll(() => viewer.call('GET', '/api/v1/members')).toBe(200);
  await viewer.open('/?page=settings&tab=members');
  await viewer.page.getByTestId('table-members').waitFor();
  // And back, without a reload: the refusal of an answer makes the page ask who it is for.
  await admin.page
    .getByTestId('table-members')
    .locator(`tr[data-key="${VIEWER}"]`)
    .getByTestId('role')
    .selectOption('viewer');
  await expect.poll(() => viewer.call('GET', '/api/v1/members')).toBe(403);
  await viewer.page.getByTestId('tab-audit').click();
  await viewer.page.getByTestId('admins-only').waitFor();
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect([...admin.complaints, ...viewer.complaints]).toEqual([]);
});

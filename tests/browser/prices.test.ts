// Prices of the org's own: set for a past day and taken back, for a model that has none, and not by a viewer.

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
const MODEL = 'claude-opus-5-5';
const ROW = `${MODEL} standard`;
/** On no price list. */
const UNKNOWN = 'somebody-elses-model';

const NAMES = ['input', 'output', 'cache_read', 'cache_creation_5m', 'cache_creation_1h'] as const;

interface PriceList {
  today: string;
  prices: { model: string; rate: string; in_force: Record<(typeof NAMES)[number], number> | null }[];
  unpriced: { model: string; tokens: number }[];
}

const mailbox = new Mailbox();
let product: Product;
let site: Site;
let browser: Browser;
let admin: Person;
let viewer: Person;

async function report(token: string, scenario: string, model: string) {
  for (const { signal, body } of today(scenario)) {
    const answer = await product.send(`/v1/${signal}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body.replaceAll(MODEL, model),
    });
    expect(answer.status).toBe(200);
  }
}

/** What a model cost in the last days. */
async function costOf(model: string): Promise<number> {
  const { groups } = await admin.read<{ groups: { key: string; cost_usd: number }[] }>(
    '/api/v1/usage?group_by=model',
  );
  return groups.find(({ key }) => key === model)?.cost_usd ?? 0;
}

const prices = () => admin.read<PriceList>('/api/v1/prices');

/** Some days before today, for what was reported may be of yesterday. */
async function past(): Promise<string> {
  const { today } = await prices();
  return new Date(Date.parse(today) - 3 * 86_400_000).toISOString().slice(0, 10);
}

beforeAll(async () => {
  product = await Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: ADMIN }, onLog: mailbox.read });
  site = await Site.start(product);
  browser = await startBrowser();
  admin = await Person.at(site, browser, mailbox);
  viewer = await Person.at(site, browser, mailbox);
  await admin.signIn(ADMIN);
  await admin.open('/?page=onboarding');
  const token = await admin.generateToken();
  await report(token, 'team-attributes', MODEL);
  await report(token, 'tools-chain', UNKNOWN);
  await product.settle();
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('the table has the prices in force, as the API tells them', async () => {
  const { page } = admin;
  await admin.open('/?page=settings&tab=prices&find.prices=opus-5-5');
  const row = page.getByTestId('table-prices').locator(`tr[data-key="${ROW}"]`);
  await row.waitFor();
  const { prices: all } = await prices();
  const now = all.find(({ model, rate }) => model === MODEL && rate === 'standard')?.in_force;
  for (const name of NAMES) {
    expect(await row.locator(`[data-column="${name}"]`).getAttribute('data-value')).toBe(String(now?.[name]));
  }
  expect(await row.locator('[data-column="source"]').getAttribute('data-value')).toBe('list');
});

test('what is wrong with a price stands at its field', async () => {
  const { page } = admin;
  await page.getByTestId('table-prices').locator(`tr[data-key="${ROW}"]`).getByTestId('open-price').click();
  await page.getByTestId('table-price-history').waitFor();
  await page.getByTestId('set-price').click();
  await page.getByTestId('price-cache_read').fill('0.1234');
  await page.getByTestId('save-price').click();
  await expect
    .poll(() => page.getByRole('dialog').textContent())
    .toContain('`cache_read` must be USD per million tokens');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('cache_read');
});

test('a price of a past day has to be meant, and then changes what that day cost', async () => {
  const { page } = admin;
  const before = await costOf(MODEL);
  expect(before).toBeGreaterThan(0);
  const { prices: all } = await prices();
  const list = all.find(({ model, rate }) => model === MODEL && rate === 'standard')?.in_force;
  if (!list) throw new Error('no price');
  await page.getByTestId('price-input').fill(String(list.input * 2));
  await page.getByTestId('price-output').fill(String(list.output * 2));
  // The cache's prices follow input as they do on the list.
  await page.getByTestId('price-cache').click();
  expect(await page.getByTestId('price-cache_creation_1h').inputValue()).toBe(
    String(list.cache_creation_1h * 2),
  );
  await page.getByTestId('price-from').fill(await past());
  await page.getByTestId('save-price').click();
  await expect
    .poll(() => page.getByRole('alert').allTextContents())
    .toContain('Say that this is meant, or choose today or a later day.');
  expect(await costOf(MODEL)).toBe(before);
  await page.getByTestId('price-change-past').check();
  await page.getByTestId('save-price').click();
  await expect
    .poll(() => page.getByTestId('outcome').textContent())
    .toContain(`${MODEL} has a price of your own`);
  const source = page.getByTestId('table-prices').locator(`tr[data-key="${ROW}"] [data-column="source"]`);
  await expect.poll(() => source.getAttribute('data-value')).toBe('own');
  expect(await costOf(MODEL)).toBeCloseTo(before * 2, 5);
});

test('the list counts again, and the history tells by whom', async () => {
  const { page } = admin;
  const doubled = await costOf(MODEL);
  await admin.open(`/?page=settings&tab=prices&price=${MODEL}+standard`);
  const own = page.getByTestId('table-price-history').locator('tr[data-key^="own "]');
  await own.waitFor();
  await expect.poll(() => own.locator('[data-column="created_by"]').getAttribute('data-value')).toBe(ADMIN);
  await page.getByTestId('follow-list').click();
  await page.getByTestId('price-from').fill(await past());
  await page.getByTestId('price-change-past').check();
  await page.getByTestId('save-price').click();
  await expect.poll(() => page.getByTestId('outcome').textContent()).toContain('follows the list again');
  expect(await costOf(MODEL)).toBeCloseTo(doubled / 2, 5);
});

test('a model without a price is told first, and gets one', async () => {
  const { page } = admin;
  await admin.open('/?page=settings&tab=prices');
  const notice = page.getByTestId('unpriced');
  await notice.waitFor();
  const { unpriced } = await prices();
  expect(unpriced.map(({ model }) => model)).toEqual([UNKNOWN]);
  expect(await notice.getAttribute('data-value')).toBe(String(unpriced[0]?.tokens));
  expect(await costOf(UNKNOWN)).toBe(0);
  await page.getByTestId('set-unpriced').click();
  await page.getByTestId('price-all').click();
  for (const name of NAMES) await page.getByTestId(`price-${name}`).fill('1.5');
  await page.getByTestId('price-change-past').check();
  await page.getByTestId('save-price').click();
  await notice.waitFor({ state: 'detached' });
  expect((await prices()).unpriced).toEqual([]);
  expect(await costOf(UNKNOWN)).toBeGreaterThan(0);
});

test('a viewer reads prices and changes none', async () => {
  await admin.addViewer(VIEWER);
  await viewer.signIn(VIEWER);
  const { page } = viewer;
  await viewer.open(`/?page=settings&tab=prices&price=${MODEL}+standard&set=own`);
  await page.getByTestId('table-price-history').waitFor();
  expect(await page.getByTestId('save-price').count()).toBe(0);
  expect(await page.getByTestId('set-price').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByTestId('table-price-history').waitFor({ state: 'detached' });
  expect(await page.getByTestId('new-price').count()).toBe(0);
  expect(await viewer.call('POST', '/api/v1/prices', { model: MODEL, follows_list: true })).toBe(403);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect([...admin.complaints, ...viewer.complaints]).toEqual([]);
});

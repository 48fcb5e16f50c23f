// From an empty database to a green checklist, as an admin does it: sign in with the mailed code, generate the token,
// paste the settings into a client, and watch what arrives.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { today } from '../support/today.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';
const ITEMS = ['first_request', 'traces', 'metrics', 'logs', 'users', 'cost', 'labels'];

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

test('what an admin pastes makes the checklist turn green by itself', async () => {
  const { page } = admin;
  await admin.signIn(ADMIN);
  // Nothing is connected: that is where to begin.
  await expect.poll(() => new URL(page.url()).search).toBe('?page=onboarding');
  const token = await admin.generateToken();
  expect(token).toMatch(/^thinspan_[0-9a-f]{48}$/);

  const text = await page.getByTestId('file-text').first().textContent();
  const { env } = JSON.parse(text ?? '');
  expect(env.OTEL_EXPORTER_OTLP_ENDPOINT).toBe(site.origin);
  expect(env.OTEL_EXPORTER_OTLP_HEADERS).toBe(`Authorization=Bearer ${token}`);
  const [, authorization] = env.OTEL_EXPORTER_OTLP_HEADERS.split('=');

  const done = async () => {
    const items = await page.locator('[data-done="true"]').all();
    return Promise.all(items.map((item) => item.getAttribute('data-testid')));
  };
  await page.getByTestId('check-labels').waitFor();
  expect(await done()).toEqual([]);
  // Whatever turns green from here on does so without a reload, which would lose this.
  await page.evaluate(() => Reflect.set(window, 'stillHere', true));

  for (const { signal, body } of today('team-attributes')) {
    const response = await fetch(`${env.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/${signal}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(200);
  }
  await expect.poll(done).toEqual(ITEMS.map((id) => `check-${id}`));
  await page.getByTestId('all-arrives').waitFor();
  expect(await page.locator('[aria-live="polite"]').textContent()).toContain('Traces');
  expect(await page.evaluate(() => Reflect.get(window, 'stillHere'))).toBe(true);

  await product.cron();
  await page.getByRole('link', { name: 'Open the overview' }).click();
  await page.getByTestId('tile-cost_usd').waitFor();
});

test('every way to roll out has the token in the place of the placeholder', async () => {
  const { page } = admin;
  await page.getByRole('link', { name: 'Connect', exact: true }).click();
  const token = await page.getByTestId('token-value').textContent();
  const variants = page.locator('[data-testid^="variant-"]');
  await variants.first().waitFor();
  expect(await variants.count()).toBe(8);
  for (const variant of await variants.all()) {
    await variant.click();
    const id = (await variant.getAttribute('data-testid'))?.replace('variant-', '') ?? '';
    await expect.poll(() => new URL(page.url()).searchParams.get('variant')).toBe(id);
    const texts = (await page.locator('main').textContent()) ?? '';
    expect(texts, id).toContain(token);
    expect(texts, id).not.toContain('YOUR_INGEST_TOKEN');
  }
});

test('a script can be had as a file, with the token', async () => {
  const { page } = admin;
  await page.getByTestId('variant-mdm').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download thinspan-linux.sh' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('thinspan-linux.sh');
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  expect(Buffer.concat(chunks).toString()).toContain(await page.getByTestId('token-value').textContent());
});

test('after a reload the token is not shown any more, and a hint says where it belongs', async () => {
  const { page } = admin;
  await page.reload();
  await page.getByTestId('placeholder-hint').waitFor();
  expect(await page.locator('main').textContent()).not.toMatch(/thinspan_[0-9a-f]{48}/);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect(admin.complaints).toEqual([]);
});

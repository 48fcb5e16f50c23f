// From nothing to a lit dashboard, as an admin does it: sign in with the code that the console shows, generate
// the ingest token, let a client report with it, and read the client's own figures on the Usage page.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complaintsOf, startBrowser } from '../support/browser.ts';
import { Product } from '../support/product.ts';
import { recorded, replay, scenarios } from '../support/recorded.ts';
import { Site } from '../support/site.ts';

const ADMIN = 'admin@example.com';
const SCENARIO = 'tools-chain';

let product: Product;
let site: Site;
let browser: Browser;
let page: Page;
let log = '';
let complaints: string[];

/** The code in the last mail that the Worker printed. */
const mailedCode = () =>
  /To admin@example\.com: Your Thinspan sign-in code\s+Your sign-in code is (\d{6})/.exec(log)?.[1];

beforeAll(async () => {
  product = await Product.start({
    vars: { MAIL: 'console', ADMIN_EMAILS: ADMIN },
    onLog: (line) => {
      log += line;
    },
  });
  site = await Site.start(product);
  browser = await startBrowser();
  page = await browser.newPage();
  complaints = complaintsOf(page, site);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('an admin signs in, generates the token, and reads the figures that a client reported', async () => {
  await page.goto(site.origin);
  await page.getByTestId('sign-in-email').fill(ADMIN);
  await page.getByTestId('sign-in-submit').click();
  await page.getByTestId('sign-in-code').waitFor();
  await expect.poll(mailedCode).toBeDefined();
  await page.getByTestId('sign-in-code').fill(mailedCode() ?? '');

  await page.getByTestId('generate-token').click();
  const token = (await page.getByTestId('token-value').textContent())?.trim() ?? '';
  expect(token).toMatch(/^thinspan_[0-9a-f]{48}$/);
  // The snippet is ready to paste: this origin, this token.
  const snippet = await page.getByTestId('file-text').first().textContent();
  expect(snippet).toContain(`"OTEL_EXPORTER_OTLP_ENDPOINT": "${site.origin}"`);
  expect(snippet).toContain(`Authorization=Bearer ${token}`);

  // What nothing can be made of is told before there is anything else.
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { status } = await product.send('/v1/logs', { method: 'POST', headers, body: 'no JSON' });
  expect(status).toBe(400);
  await page.goto(`${site.origin}/?page=health`);
  await page.getByTestId('table-refused').waitFor();
  expect(await page.getByTestId('verdict').textContent()).toContain('1 export of log records was refused');

  for (const request of recorded.filter(({ scenario }) => scenario === SCENARIO)) {
    expect((await replay(product, token, request)).status).toBe(200);
  }
  await product.cron();

  const totals = scenarios[SCENARIO]?.totals.api_request_logs;
  if (!totals) throw new Error(SCENARIO);
  await page.goto(`${site.origin}/?page=usage&from=2026-11-20&to=2026-11-22`);
  const value = async (tile: string) => Number(await page.getByTestId(tile).getAttribute('data-value'));
  const tokens =
    (totals.input_tokens ?? 0) +
    (totals.output_tokens ?? 0) +
    (totals.cache_read_tokens ?? 0) +
    (totals.cache_creation_tokens ?? 0);
  await page.getByTestId('tile-tokens').waitFor();
  expect(await value('tile-tokens')).toBe(tokens);
  expect(await value('tile-requests')).toBe(7);
  expect(await value('tile-sessions')).toBe(1);
  // The recorded client computes list prices itself; ours must say the same.
  expect(await value('tile-cost_usd')).toBeCloseTo(totals.cost_usd ?? 0, 5);
  const row = page.getByTestId('table-groups').locator('tr[data-key="claude-opus-5-5"]');
  await row.waitFor();
  expect(Number(await row.locator('[data-column="cost_usd"]').getAttribute('data-value'))).toBeCloseTo(
    totals.cost_usd ?? 0,
    5,
  );
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect(complaints).toEqual([]);
});

test('the token’s plain text is nowhere in the database', async () => {
  const dump = await product.dump();
  expect(dump.get('ingest_token')?.length).toBe(1);
  for (const rows of dump.values()) expect(rows.join('\n')).not.toMatch(/thinspan_[0-9a-f]{48}/);
});

test('signed out, the figures are gone', async () => {
  await page.getByTestId('sign-out').click();
  await page.getByTestId('sign-in-email').waitFor();
  expect((await page.request.get(`${site.origin}/api/v1/usage`)).status()).toBe(401);
});

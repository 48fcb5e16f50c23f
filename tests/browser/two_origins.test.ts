// The dashboard on one origin and the Worker on another, as they are deployed: sign-in, reading, changes and signing
// out go across, and no third origin gets in.

import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';

const mailbox = new Mailbox();
let product: Product;
let site: Site;
let browser: Browser;
let admin: Person;

beforeAll(async () => {
  [site, product] = await Site.startApart((DASHBOARD_ORIGIN) =>
    Product.start({ vars: { MAIL: 'console', ADMIN_EMAILS: ADMIN, DASHBOARD_ORIGIN }, onLog: mailbox.read }),
  );
  browser = await startBrowser();
  admin = await Person.at(site, browser, mailbox);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('an admin signs in across origins, with a cookie that is the Worker’s alone', async () => {
  expect(site.workerOrigin).not.toBe(site.origin);
  const verified = admin.page.waitForResponse((response) => response.url().endsWith('/auth/verify'));
  await admin.signIn(ADMIN);
  const response = await verified;
  expect(response.url()).toBe(`${site.workerOrigin}/api/v1/auth/verify`);
  const headers = await response.allHeaders();
  expect(headers['access-control-allow-origin']).toBe(site.origin);
  expect(headers['access-control-allow-credentials']).toBe('true');
  const cookie = (await response.headersArray())
    .filter(({ name }) => name.toLowerCase() === 'set-cookie')
    .map(({ value }) => value)
    .join('\n');
  expect(cookie).toMatch(/^__Host-[^=]+=[^;]+;.*SameSite=Strict/m);
  expect(cookie).toMatch(/; Secure/);
  expect(cookie).toMatch(/; HttpOnly/);
  const kept = (await admin.context.cookies()).find(({ name }) => name.startsWith('__Host-'));
  expect(kept).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict', path: '/' });
});

test('changes go across: a token is made with POST and revoked with DELETE', async () => {
  const { page } = admin;
  const token = await admin.generateToken();
  expect(token).toMatch(/^thinspan_[0-9a-f]{48}$/);
  const text = await page.getByTestId('file-text').first().textContent();
  expect(JSON.parse(text ?? '').env.OTEL_EXPORTER_OTLP_ENDPOINT).toBe(site.workerOrigin);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByTestId('revoke-token').click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('generate-token').waitFor();
  expect(await product.rows('SELECT 1 FROM ingest_token WHERE revoked_ms IS NULL')).toEqual([]);
});

test('a table is downloaded from the Worker', async () => {
  await admin.page.getByTestId('tab-audit').click();
  const [download] = await Promise.all([
    admin.page.waitForEvent('download'),
    admin.page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  expect(download.url()).toBe(`${site.workerOrigin}/api/v1/audit.csv`);
  expect(download.suggestedFilename()).toBe('audit.csv');
});

test('a third origin can neither read nor change anything', async () => {
  const third = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>third</title>');
  });
  await new Promise<void>((listening) => third.listen(0, '127.0.0.1', listening));
  const address = third.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  // The first is of the same site, so that the cookie goes along; the second is not.
  for (const host of ['localhost', '127.0.0.1']) {
    const page = await admin.context.newPage();
    await page.goto(`http://${host}:${address.port}/`);
    const tried = await page.evaluate(async (api) => {
      const attempt = (path: string, init: RequestInit) =>
        fetch(api + path, { credentials: 'include', ...init }).then(
          () => 'answered',
          () => 'refused',
        );
      const json = { 'Content-Type': 'application/json' };
      return [
        await attempt('/api/v1/me', {}),
        await attempt('/api/v1/ingest-tokens', { method: 'POST', headers: json, body: '{}' }),
        // Needs no preflight, so the Worker gets to see it.
        await attempt('/api/v1/ingest-tokens', { method: 'POST', body: '{}' }),
        await attempt('/api/v1/sessions', { method: 'DELETE', headers: json, body: '{}' }),
      ];
    }, site.workerOrigin);
    expect(tried, host).toEqual(['refused', 'refused', 'refused', 'refused']);
    await page.close();
  }
  third.close();
  expect(await product.rows('SELECT 1 FROM ingest_token WHERE revoked_ms IS NULL')).toEqual([]);
});

test('signing out ends the session on both sides', async () => {
  const { page } = admin;
  await page.getByTestId('sign-out').click();
  await page.getByTestId('sign-in-email').waitFor();
  expect(await admin.call('GET', '/api/v1/me')).toBe(401);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect(admin.complaints).toEqual([]);
});

// Sign-in when something goes wrong: mail that is down, and codes that are not right.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { Person } from '../support/person.ts';
import { Product } from '../support/product.ts';
import { Site } from '../support/site.ts';
import { Mailbox } from '../support/visitor.ts';

const ADMIN = 'admin@example.com';

let product: Product;
let site: Site;
let browser: Browser;
let person: Person;
let isMailDown = true;
/** The code in the mail that the provider was last given. */
let code = '';

/** The provider's API, as the Worker calls it. */
async function provider(request: Request): Promise<Response> {
  const { text } = (await request.json()) as { text: string };
  if (isMailDown) return new Response('down', { status: 500 });
  code = /code is (\d{6})/.exec(text)?.[1] ?? '';
  return Response.json({ id: '1' });
}

beforeAll(async () => {
  product = await Product.start({
    vars: { RESEND_API_KEY: 're_test', MAIL_FROM: 'signin@example.com', ADMIN_EMAILS: ADMIN },
    outbound: provider,
  });
  site = await Site.start(product);
  browser = await startBrowser();
  person = await Person.at(site, browser, new Mailbox());
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

test('while mail is down the page says so, and trying again works once it is up', async () => {
  const { page } = person;
  await person.open();
  await page.getByTestId('sign-in-email').fill(ADMIN);
  await page.getByTestId('sign-in-submit').click();
  const retry = page.getByTestId('mail-retry');
  await retry.waitFor();
  isMailDown = false;
  await retry.click();
  await expect.poll(() => code).toMatch(/^\d{6}$/);
  await retry.waitFor({ state: 'detached' });
});

test('a wrong code says how many tries there are, and a new one can be asked for', async () => {
  const { page } = person;
  await page.getByTestId('sign-in-code').fill(code === '000000' ? '000001' : '000000');
  await expect.poll(() => page.getByTestId('form-error').textContent()).toContain('not the code');
  expect(await page.locator('main').textContent()).toContain('A code can be tried 5 times.');
  const before = code;
  await page.getByTestId('sign-in-resend').click();
  await expect.poll(() => code).not.toBe(before);
  await page.getByTestId('sign-in-code').fill(code);
  await page.getByTestId('sign-out').waitFor();
});

test('who asks for too many codes is told when to ask for the next', async () => {
  const { page } = person;
  await page.getByTestId('sign-out').click();
  await page.getByTestId('sign-in-email').fill('mia@example.com');
  await page.getByTestId('sign-in-submit').click();
  await page.getByTestId('sign-in-code').waitFor();
  await expect
    .poll(
      async () => {
        await page.getByTestId('sign-in-resend').click();
        return page.getByTestId('form-error').textContent();
      },
      { interval: 300, timeout: 20_000 },
    )
    .toMatch(/The next code can be asked for in \d+ minutes?\./);
});

test('nothing on the way was blocked, broken or asked of a third party', () => {
  expect(person.complaints).toEqual([]);
});

// Chromium, as the tests, the pictures and the measurements of the dashboard start it.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Alone with what is tested: nothing is fetched for the browser itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = () => process.env.CHROME ?? '/usr/bin/chromium';

/** One that gives each context cookies of its own. */
export function startChromium() {
  return chromium.launch({ executablePath: executablePath(), args: FLAGS });
}

/**
 * One with a profile of its own, which ends with it, and a port that other programs drive it by.
 *
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function startProfile(options = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'thinspan-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executablePath(),
    args: [...FLAGS, '--remote-debugging-port=0'],
    ...options,
  });
  // Chromium writes down which port it has got.
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  context.once('close', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  return { context, port: Number(port) };
}

/**
 * Notes what a page finds wrong: script errors, what the policy blocked, requests to anybody else.
 *
 * @param {import('playwright-core').Page} page
 * @param {readonly string[]} origins whom it may ask
 * @param {string[]} complaints added to
 */
export function listen(page, origins, complaints) {
  page.on('console', (message) => {
    // The API's refusals are answers, and the tests of pages ask for them.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (![...origins, 'data:', 'blob:'].some((origin) => request.url().startsWith(origin))) {
      complaints.push(`a request to a third party: ${request.url()}`);
    }
  });
}

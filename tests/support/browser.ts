// Chromium with cookies of a test's own, and what it found wrong.

import type { Browser, Page } from 'playwright-core';
import { listen, startChromium } from '../../scripts/browser/chromium.mjs';
import type { Site } from './site.ts';

/** Chromium, as the tests start it; each of its contexts has cookies of its own. */
export const startBrowser: () => Promise<Browser> = startChromium;

/** Where a page's script errors, what the policy blocked and requests to anybody else are noted from now on. */
export function complaintsOf(page: Page, { origin, workerOrigin }: Site): string[] {
  const complaints: string[] = [];
  listen(page, [origin, workerOrigin], complaints);
  return complaints;
}

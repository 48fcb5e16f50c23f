// Opening a page: at most three calls of the API, whoever is signed in included; nothing asked of anybody else,
// nothing blocked by the policy, no error.

import { describe, test } from 'vitest';
import { complaintsOf } from '../support/browser.ts';
import { demoOrg } from '../support/demo_org.ts';
import { PAGES, settled } from '../support/pages.ts';

const MOST_CALLS = 3;

const org = demoOrg();

/** Opens a page for the first time in a browser. */
async function cold(search: string, who: 'full' | 'empty') {
  const page = await org().visit({ org: who });
  const complaints = complaintsOf(page, org().site);
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}${search}`);
  });
  // What a page that is open asks again from time to time is not of its opening, which may take longer than that.
  await page.addInitScript(() => {
    window.setInterval = (() => 0) as unknown as typeof window.setInterval;
  });
  // What the policy blocks is told to the page, also where the console says nothing.
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`blocked by ${violatedDirective}: ${blockedURI}`),
    );
  });
  await page.goto(`${org().site.origin}/${search}`);
  await settled(page);
  await page.context().close();
  return { calls, complaints };
}

describe.concurrent('opening a page', () => {
  test.for(PAGES)('$name asks little, and nobody else', async ({ search }, { expect }) => {
    const { calls, complaints } = await cold(search, 'full');
    expect(complaints).toEqual([]);
    expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(MOST_CALLS);
    // That calls are seen at all.
    expect(calls).toContain('GET /api/v1/me');
  });

  test.for(PAGES)('$name asks little of an org that has nothing', async ({ search }, { expect }) => {
    const { calls, complaints } = await cold(search, 'empty');
    expect(complaints).toEqual([]);
    expect(calls.length, calls.join('\n')).toBeLessThanOrEqual(MOST_CALLS);
  });
});

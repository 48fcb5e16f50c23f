// Lighthouse finds nothing wrong with how the pages can be used by everybody, nor with how they are made. It takes its
// time: the parts of Quality and of the settings are left to axe (accessibility.test.ts). How fast a page is, a machine
// says of itself: `npm run bench -- dashboard` prints it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProfile } from '../../scripts/browser/chromium.mjs';
import { marks } from '../../scripts/browser/lighthouse.mjs';
import { demoOrg } from '../support/demo_org.ts';
import { PAGES } from '../support/pages.ts';

const org = demoOrg();

let profile: Awaited<ReturnType<typeof startProfile>>;

beforeAll(async () => {
  profile = await startProfile();
  await profile.context.addCookies([org().full.browserCookie(org().site.origin)]);
});

afterAll(() => profile?.context.close());

/** Of what has parts, the first. */
const FIRSTS = PAGES.filter(({ name }) => !name.includes('-') || name === 'settings-token');

test.each(FIRSTS)('$name has full marks', async ({ search }) => {
  const { scores, faults } = await marks(`${org().site.origin}/${search}`, profile.port, [
    'accessibility',
    'best-practices',
  ]);
  expect(faults).toEqual([]);
  expect(scores).toEqual({ accessibility: 100, 'best-practices': 100 });
});

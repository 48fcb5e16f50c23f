// Every page of the dashboard, for what goes over all of them.

/**
 * @typedef {object} PageAddress
 * @property {string} name what pictures and tests call it
 * @property {string} search its address below the origin
 * @property {boolean} hasFigures whether the range, the filters and the comparison of the address concern it
 */

/** The parts of the settings, in their order. */
export const TABS = ['token', 'members', 'sessions', 'prices', 'labels', 'retention', 'audit', 'erasure'];

/** The parts of Quality besides its summary, in their order. */
export const QUALITY_TABS = ['approvals', 'tools', 'requests', 'waiting'];

/** In the order of the navigation. @type {readonly PageAddress[]} */
export const PAGES = [
  { name: 'overview', search: '?page=overview', hasFigures: true },
  { name: 'usage', search: '?page=usage', hasFigures: true },
  { name: 'quality', search: '?page=quality', hasFigures: true },
  ...QUALITY_TABS.map((tab) => ({
    name: `quality-${tab}`,
    search: `?page=quality&tab=${tab}`,
    hasFigures: true,
  })),
  { name: 'activity', search: '?page=activity', hasFigures: true },
  { name: 'turns', search: '?page=turns', hasFigures: true },
  { name: 'health', search: '?page=health', hasFigures: true },
  { name: 'onboarding', search: '?page=onboarding', hasFigures: false },
  ...TABS.map((tab) => ({ name: `settings-${tab}`, search: `?page=settings&tab=${tab}`, hasFigures: false })),
];

/** What stands where an answer is not there yet. */
export const UNSETTLED =
  '[data-testid="skeleton"], [aria-busy="true"], [role="status"][aria-label^="Reading"], [role="status"][aria-label^="Loading"]';

/**
 * Waits until nothing on a page moves or changes its colour any more; what turns for ever does not count.
 *
 * @param {import('playwright-core').Page} page
 */
export async function still(page) {
  await page.evaluate(`(async () => {
    const painted = () => new Promise((after) => requestAnimationFrame(() => requestAnimationFrame(after)));
    const ending = () =>
      document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity);
    await painted();
    // The end of one may be the beginning of another: a colour that is inherited changes along with its parent's.
    for (let round = 0; round < 20 && ending().length > 0; round++) {
      await Promise.all(ending().map((one) => one.finished.catch(() => {})));
      await painted();
    }
  })()`);
}

/**
 * Waits until a page shows what it was asked for, and stands still.
 *
 * @param {import('playwright-core').Page} page
 */
export async function settled(page) {
  await page.locator('main h1').first().waitFor();
  const unsettled = page.locator('main').locator(UNSETTLED);
  // What has arrived may ask for more: it has to be quiet twice.
  for (let quiet = 0; quiet < 2; ) {
    const count = await unsettled.count();
    quiet = count === 0 ? quiet + 1 : 0;
    if (count > 0) await unsettled.first().waitFor({ state: 'detached' });
    await still(page);
  }
}

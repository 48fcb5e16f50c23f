// How fast the dashboard is, in the org of a thousand people with a quarter's history that the read API is measured
// in: Lighthouse's mark of each page, and how long people wait after they pressed something.

/// <reference lib="dom" />

import { startProfile } from '../browser/chromium.mjs';
import { marks } from '../browser/lighthouse.mjs';
import { PAGES, settled, UNSETTLED } from '../browser/pages.mjs';
import { buildDashboard, startProduct } from '../browser/product.mjs';
import { browser } from '../setup.mjs';
import { quantile } from './figures.mjs';
import { History, load } from './history.mjs';

/** @typedef {import('./worker.mjs').Worker} Worker */
/** @typedef {import('playwright-core').Page} Page */

const SIZE = { users: 1000, days: 90, turnDays: 30 };
const RUNS = 3;
/** Of Lighthouse. */
export const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const DAY_MS = 86_400_000;

/** Of what has parts, the first. */
const WHOLE = PAGES.filter(({ name }) => !name.includes('-') || name === 'settings-token');

/** Event Timing tells nothing of what is faster. */
const SHORTEST_MS = 16;

/** What is pressed; false where a page has none. @type {Record<string, (page: Page, name: string) => Promise<boolean>>} */
const WORK = {
  open: async (page, name) => {
    await page.locator(`nav[aria-label="Pages"] a[href*="page=${name}"]`).click();
    return true;
  },
  source: (page) => press(page, '[data-testid="source-cli"]'),
  range: async (page) => {
    const preset = page.getByRole('link', { name: 'Last 90 days' });
    if ((await preset.count()) === 0) return false;
    await preset.click();
    return true;
  },
  sort: (page) => press(page, 'main [data-testid^="table-"] th[aria-sort="none"] button'),
  search: async (page) => {
    const field = page.locator('main [data-testid^="find-"]').first();
    if ((await field.count()) === 0) return false;
    await field.focus();
    await page.keyboard.press('1');
    return true;
  },
  'as table': (page) => press(page, 'main [data-testid^="show-"]'),
  filters: (page) => press(page, '[data-testid="add-filter"]'),
};

export const ACTIONS = Object.keys(WORK);

/** @param {Page} page @param {string} selector */
async function press(page, selector) {
  const one = page.locator(selector).first();
  if ((await one.count()) === 0) return false;
  await one.click();
  return true;
}

/** Notes in the page when something was pressed, and how long the paint after it took. */
function watch() {
  /** @type {{ pressedMs: number, longestMs: number }} */
  const seen = { pressedMs: 0, longestMs: 0 };
  Reflect.set(window, 'seen', seen);
  for (const kind of ['pointerdown', 'keydown']) {
    document.addEventListener(kind, ({ timeStamp }) => Object.assign(seen, { pressedMs: timeStamp }), true);
  }
  new PerformanceObserver((list) => {
    for (const { duration, interactionId } of /** @type {PerformanceEventTiming[]} */ (list.getEntries())) {
      if (interactionId) seen.longestMs = Math.max(seen.longestMs, duration);
    }
  }).observe(
    // Not yet in the types: what is slower than this is told.
    /** @type {PerformanceObserverInit} */ ({ type: 'event', durationThreshold: 16, buffered: true }),
  );
}

/** Waits in the page until nothing is on its way any more. @param {string} unsettled @returns {Promise<number>} ms since the press */
async function arrival(unsettled) {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  // What was pressed is shown as busy with the next paint at the latest.
  await frame();
  await frame();
  const main = () => document.querySelector('main');
  while (!main()?.querySelector('h1') || main()?.querySelector(unsettled)) await frame();
  return performance.now() - Reflect.get(window, 'seen').pressedMs;
}

/**
 * What somebody waits for after a press, in ms; undefined where there is nothing to press.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} origin
 * @param {string} name
 * @param {string} action
 */
async function waited(context, origin, name, action) {
  const page = await context.newPage();
  try {
    await page.addInitScript(watch);
    await page.goto(`${origin}/?page=${action === 'open' ? 'settings&tab=sessions' : name}`);
    await settled(page);
    await page.evaluate(() => Object.assign(Reflect.get(window, 'seen'), { longestMs: 0 }));
    if (!(await WORK[action](page, name))) return undefined;
    const figures = await page.evaluate(arrival, UNSETTLED);
    await settled(page);
    const paint = await page.evaluate(() => Reflect.get(window, 'seen').longestMs);
    return { paint: Math.max(paint, SHORTEST_MS), figures };
  } finally {
    await page.close();
  }
}

/** @param {Worker} worker @param {(line: string) => void} onLine */
export async function dashboard(worker, onLine) {
  process.env.CHROME = await browser();
  await buildDashboard(onLine);
  await worker.org();
  const history = new History({ ...SIZE, lastDay: Math.floor(Date.now() / DAY_MS) });
  await load(worker.db, 1, history, (_, left) => onLine(`${left} days left to write`));
  // The cron marks what was written past it as the org's newest figures.
  await worker.cron();

  const { origin, member, stop } = await startProduct(worker);
  const { context, port } = await startProfile({ viewport: { width: 1440, height: 900 } });
  try {
    await (await member(1, 'admin@example.com')).signIn(context);

    const speed = [];
    for (const { name, search } of WHOLE) {
      /** @type {Record<string, number>[]} */
      const runs = [];
      for (let run = 1; run <= RUNS; run++) {
        onLine(`Lighthouse: ${name}, ${run} of ${RUNS}`);
        const { scores } = await marks(`${origin}/${search}`, port, CATEGORIES);
        runs.push(scores);
      }
      // Of what does not change from run to run the middle one is as good as any.
      const middle = CATEGORIES.map((category) => [
        category,
        quantile(runs.map((scores) => scores[category])),
      ]);
      speed.push({ page: name, ...Object.fromEntries(middle) });
    }

    const rows = [];
    for (const { name } of WHOLE.filter(({ hasFigures }) => hasFigures)) {
      /** @type {Record<string, number | undefined>} */
      const paint = {};
      /** @type {Record<string, number | undefined>} */
      const figures = {};
      for (const action of ACTIONS) {
        onLine(`${name}: ${action}`);
        const runs = [];
        for (let run = 0; run < RUNS; run++) {
          const one = await waited(context, origin, name, action);
          if (one) runs.push(one);
        }
        if (runs.length === 0) continue;
        paint[action] = quantile(runs.map((one) => one.paint));
        figures[action] = quantile(runs.map((one) => one.figures));
      }
      rows.push({ page: name, paint, figures });
    }
    return { size: SIZE, runs: RUNS, marks: speed, rows };
  } finally {
    await context.close();
    await stop();
  }
}

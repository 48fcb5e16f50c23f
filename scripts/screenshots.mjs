// `npm run screenshots`: takes every page of the dashboard into build/screenshots, with a contact sheet: of an org
// that has some of everything and of one that has nothing, in a wide and a narrow window, light and dark. The product
// is its own, so nothing has to run.
//
//   npm run screenshots
//   npm run screenshots -- usage turns    only pages whose name begins so
//   npm run screenshots -- --keep         and replaces the README's pictures in docs/images

import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { startChromium } from './browser/chromium.mjs';
import { PAGES, settled } from './browser/pages.mjs';
import { buildDashboard, startProduct } from './browser/product.mjs';
import { buildWorker } from './build-worker.mjs';
import { endWithChildren } from './processes.mjs';
import { bold, clear, cyan, giveUp, say, step } from './progress.mjs';
import { inRoot } from './project.mjs';
import { fillOrg, OWN_LABEL } from './sample/org.mjs';
import { browser, setUp } from './setup.mjs';

/** @typedef {import('./browser/product.mjs').Member} Member */

const OUT = inRoot('build/screenshots');
/** What the README shows: pages in a window, not in full length. */
const KEPT = { overview: 'overview', turn: 'turn', onboarding: 'connect' };
const KEPT_WINDOW = { width: 1280, height: 900 };

const WIDTHS = { wide: 1440, narrow: 390 };
/** A small telephone, and a wall. */
const EXTREMES = [360, 3840];
const THEMES = /** @type {const} */ (['light', 'dark']);
/** Twice as many days as pages show unless others are chosen: what they are compared with is there, too. */
const DAYS = 60;

const words = process.argv.slice(2);
const keep = words.includes('--keep');
const chosen = words.filter((word) => !word.startsWith('--'));

/** @param {string} name */
const isChosen = (name) => chosen.length === 0 || chosen.some((word) => name.startsWith(word));

/** @typedef {{ name: string, search: string, org: 'full' | 'empty', width: number, theme: 'light' | 'dark' }} Shot */

/** @param {string} turn the address of one turn @returns {Shot[]} */
function shots(turn) {
  /** @type {Shot[]} */
  const list = [];
  const all = [...PAGES, { name: 'turn', search: turn }].filter(({ name }) => isChosen(name));
  for (const { name, search } of all) {
    for (const org of /** @type {const} */ (['full', 'empty'])) {
      if (name === 'turn' && org === 'empty') continue;
      for (const [size, width] of Object.entries(WIDTHS)) {
        for (const theme of THEMES) {
          list.push({ name: `${name}-${org}-${size}-${theme}`, search, org, width, theme });
        }
      }
    }
  }
  for (const width of EXTREMES) {
    if (isChosen('overview')) {
      list.push({
        name: `overview-full-${width}-light`,
        search: '?page=overview',
        org: 'full',
        width,
        theme: 'light',
      });
    }
  }
  return list;
}

/** What an admin does in the settings before anything is reported. @param {Member} admin */
async function manage(admin) {
  await admin.send('PUT', '/api/v1/dimensions', { attributes: [OWN_LABEL] });
  // What is older than what is kept is not taken.
  await admin.send('PUT', '/api/v1/retention', { raw_days: 2 * DAYS, daily_days: 400 });
  for (const [name, role] of [
    ['oliver.ops', 'admin'],
    ['vic.viewer', 'viewer'],
    ['una.viewer', 'viewer'],
  ]) {
    await admin.send('POST', '/api/v1/members', { email: `${name}@example.com`, role });
  }
}

/** All pictures of a folder on one page. @param {string[]} names */
const contactSheet = (names) => `<!doctype html>
<meta charset="utf-8">
<title>Thinspan</title>
<style>
  body { font: 14px system-ui; margin: 24px; background: #888 }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 16px }
  figure { margin: 0 } figcaption { padding: 4px 0 }
  img { width: 100%; height: 320px; object-fit: cover; object-position: top; border: 1px solid #444 }
</style>
<main>
${names.map((name) => `<figure><a href="${name}"><img loading="lazy" src="${name}" alt=""></a><figcaption>${name.replace('.png', '')}</figcaption></figure>`).join('\n')}
</main>
`;

endWithChildren(clear);
try {
  await setUp();
  await buildWorker('release');
  process.env.CHROME = await browser();
  await step('dashboard', buildDashboard);

  const { product, origin, member, stop } = await startProduct();
  /** @type {Record<'full' | 'empty', Member> | undefined} */
  let members;
  let turn = '';
  await step('an org with some of everything, and one with nothing', async () => {
    const token = await product.org('Example Inc');
    await product.org('Beginner Ltd');
    members = {
      full: await member(1, 'ada.admin@example.com'),
      empty: await member(2, 'eve.admin@example.com'),
    };
    await manage(members.full);
    const sent = await fillOrg(
      { send: (one) => product.send(token, one), fold: () => product.cron() },
      { days: DAYS },
    );
    const { turns } = await members.full.get('/api/v1/turns?order=cost&source=cli&limit=1');
    turn = `?page=turns&turn=${encodeURIComponent(turns[0].id)}`;
    return `${sent.requests} requests`;
  });
  if (!members) throw new Error('Nobody is signed in.');

  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const chromium = await startChromium();
  /**
   * @param {Omit<Shot, 'name'>} shot
   * @param {string} path
   * @param {{ width: number, height: number }} [viewport] exactly this; without, the page in full length
   */
  const take = async ({ search, org, width, theme }, path, viewport) => {
    const context = await chromium.newContext({
      viewport: viewport ?? { width, height: width < 600 ? 844 : 900 },
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    await /** @type {Record<string, Member>} */ (members)[org].signIn(context);
    const page = await context.newPage();
    await page.goto(`${origin}/${search}`);
    await settled(page);
    if (!viewport) {
      // A window as high as the page: what fills its height is drawn in full length as well.
      const height = await page.evaluate('document.documentElement.scrollHeight');
      await page.setViewportSize({ width, height });
      await settled(page);
    }
    await page.screenshot({ path });
    await context.close();
  };

  const list = shots(turn);
  await step('pictures', async (onLine) => {
    const queue = list.entries();
    await Promise.all(
      [0, 1].map(async () => {
        for (const [at, shot] of queue) {
          onLine(`${at + 1} of ${list.length}: ${shot.name}`);
          await take(shot, `${OUT}/${shot.name}.png`);
        }
      }),
    );
    writeFileSync(`${OUT}/index.html`, contactSheet(readdirSync(OUT).sort()));
    return `${list.length} pages`;
  });

  if (keep) {
    await step("the README's pictures", async () => {
      for (const [page, name] of Object.entries(KEPT)) {
        const { search = turn } = PAGES.find((one) => one.name === page) ?? {};
        const file = `${OUT}/kept-${name}.png`;
        await take({ search, org: 'full', width: 1280, theme: 'light' }, file, KEPT_WINDOW);
        copyFileSync(file, inRoot('docs/images', `${name}.png`));
      }
    });
  }
  await chromium.close();
  await stop();
  say(`\n${bold('Every page')}: ${cyan(`${OUT}/index.html`)}\n`);
  process.exit(0);
} catch (error) {
  giveUp(error);
}

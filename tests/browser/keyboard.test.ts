// Everything without a pointer: journeys by keys alone. After each key what has the focus can be seen, and told from
// what has it not.

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { demoOrg, look, type View } from '../support/demo_org.ts';
import { type Focused, Keyboard } from '../support/keyboard.ts';
import { settled } from '../support/pages.ts';
import { idsOf, tilesOf } from '../support/shown.ts';

const org = demoOrg();

/** A journey from an address; nothing on it had the focus that could not be seen. */
async function journey(search: string, work: (keys: Keyboard, page: Page) => Promise<unknown>, view?: View) {
  const { page, complaints } = await org().open(search, view);
  const keys = new Keyboard(page);
  await work(keys, page);
  expect(keys.problems).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
}

/** Is one read after another? To its right or further down, in columns that stand next to each other. */
function isReadAfter(one: Focused, before: Focused): boolean {
  const isAbove = one.box.bottom <= before.box.top;
  const isBeside = one.box.top < before.box.bottom && !isAbove;
  if (isAbove) return one.box.left >= before.box.right;
  return !isBeside || one.box.right > before.box.left;
}

interface Node {
  children: Node[];
}

/** The most expensive turn of the first page whose spans are told with what set them off. */
async function nestedTurn(): Promise<string> {
  const { full } = org();
  const { body } = await full.get<{ turns: { id: string }[] }>('/api/v1/turns?order=cost&limit=15');
  for (const { id } of body.turns) {
    const [root, ...others] = (await full.get<{ roots: Node[] }>(`/api/v1/turns/${id}`)).body.roots;
    if (others.length === 0 && root && root.children.length > 1) return id;
  }
  throw new Error('none of the most expensive turns has spans below its first');
}

/** What the address says of something. */
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

describe.concurrent('what the Tab key stops at is seen, named and read in this order', () => {
  const walk = (search: string, { isBothWays = false, ...view }: View & { isBothWays?: boolean } = {}) =>
    journey(
      search,
      async (keys) => {
        expect(await keys.unnamed()).toEqual([]);
        const stops = await keys.walk();
        const jumps = stops
          .slice(1)
          .map((stop, at) => [stops[at] ?? stop, stop] as const)
          .filter(([before, stop]) => !isReadAfter(stop, before))
          .map(([before, stop]) => `from ${before.label} back to ${stop.label}`);
        expect(jumps).toEqual([]);
        if (isBothWays) {
          const back: string[] = [];
          for (const _ of stops) back.push((await keys.press('Shift+Tab')).label);
          expect(back).toEqual(stops.map(({ label }) => label).toReversed());
        }
      },
      view,
    );

  test('on a page of figures', () => walk('?page=usage&compare=previous&show.tokens=table'));

  // And back: what stays at an edge may lie over what is come to from the other side.
  test('in a narrow window', () =>
    walk('?page=usage&source=cli&team=payments', { width: 390, isBothWays: true }));

  test('on the page of one turn', async () => walk(`?page=turns&turn=${await nestedTurn()}`));
});

describe.concurrent('by keys alone', () => {
  test('past the navigation, and by it to another page', () =>
    journey('?page=overview', async (keys, page) => {
      expect((await keys.press('Tab')).label).toBe('Skip to the content');
      expect((await keys.press('Enter')).tag).toBe('main');
      expect((await keys.press('Tab')).label).toBe('Last 7 days');
      await keys.tabTo('Usage', 'Shift+Tab');
      expect(await keys.choose('Enter')).toMatchObject({ tag: 'h1', label: 'Usage' });
      expect(parameter(page, 'page')).toBe('usage');
      expect(await page.title()).toBe('Usage · Thinspan');
      // From the heading on, not from the top again.
      expect((await keys.press('Tab')).label).toBe('Last 7 days');
    }));

  test('days and a source are chosen, and the focus stays', () =>
    journey('?page=usage', async (keys, page) => {
      const before = await tilesOf(page);
      await keys.tabTo('Last 7 days');
      expect((await keys.choose('Enter')).label).toBe('Last 7 days');
      expect(await page.locator(':focus').getAttribute('aria-current')).toBe('true');
      const week = await tilesOf(page);
      expect(Number(week.cost_usd)).toBeLessThan(Number(before.cost_usd));
      await keys.tabTo('source-vscode');
      expect((await keys.choose('Space')).testId).toBe('source-vscode');
      expect(await page.locator(':focus').getAttribute('aria-pressed')).toBe('true');
      expect(Number((await tilesOf(page)).cost_usd)).toBeLessThan(Number(week.cost_usd));
      await keys.choose('Space');
      expect(await tilesOf(page)).toEqual(week);
    }));

  test('a filter is found by typing and checked', () =>
    journey('?page=usage', async (keys, page) => {
      const before = await tilesOf(page);
      await keys.tabTo('add-filter');
      await keys.press('Enter');
      await page.getByTestId('filter-find').waitFor();
      await keys.tabTo('filter-find');
      await keys.type('mia.berg');
      expect((await keys.press('Tab')).testId).toBe('filter-value');
      expect((await keys.choose('Space')).testId).toBe('filter-value');
      expect(await page.locator(':focus').isChecked()).toBe(true);
      expect((await keys.press('Escape')).testId).toBe('add-filter');
      expect(await page.getByTestId('filter-find').count()).toBe(0);
      expect(parameter(page, 'user')).toContain('mia.berg@');
      expect(Number((await tilesOf(page)).cost_usd)).toBeLessThan(Number(before.cost_usd));
      await keys.tabTo('clear-filters');
      await keys.choose('Enter');
      expect(await tilesOf(page)).toEqual(before);
    }));

  test('a chart is read as a table, sorted, to its last page', () =>
    journey('?page=usage', async (keys, page) => {
      await keys.tabTo('show-groups_by_day');
      expect((await keys.choose('Enter')).testId).toBe('show-groups_by_day');
      const rows = page.getByTestId('table-groups_by_day').locator('tbody tr');
      const days = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-key') ?? ''));
      const first = await days();
      await keys.tabTo('Day');
      expect((await keys.press('Enter')).label).toBe('Day');
      const sort = () => page.locator('th:has(:focus)').getAttribute('aria-sort');
      expect(await sort()).toBe('ascending');
      const ascending = await days();
      expect(ascending).toEqual(ascending.toSorted());
      await keys.press('Enter');
      expect(await sort()).toBe('descending');
      const descending = await days();
      expect(descending[0]).not.toBe(ascending[0]);
      expect([ascending, descending]).toContainEqual(first);
      await keys.tabTo('next-groups_by_day');
      // The last page: there is no next one, and the focus is not lost for that.
      expect((await keys.press('Enter')).testId).toBe('next-groups_by_day');
      expect(await days()).toEqual(ascending.slice(0, 15).toReversed());
      await keys.press('Enter');
      expect(await days()).toEqual(ascending.slice(0, 15).toReversed());
      expect((await keys.press('Shift+Tab')).testId).toBe('previous-groups_by_day');
      expect((await keys.press('Enter')).testId).toBe('previous-groups_by_day');
      expect(await days()).toEqual(descending);
    }));

  test('from the list into the waterfall of a turn, and back', () =>
    journey('?page=turns', async (keys, page) => {
      const link = page
        .getByTestId('table-turns')
        .locator(`tbody a[href*="${await nestedTurn()}"]`)
        .first();
      const [name, href] = [await link.textContent(), await link.getAttribute('href')];
      await keys.tabTo(name ?? '');
      expect((await keys.choose('Enter')).tag).toBe('h1');
      expect(new URL(page.url()).search).toBe(href);
      const grid = page.getByTestId('waterfall');
      const row = async (key: string) => {
        expect((await keys.press(key)).role).toBe('row');
        const at = page.locator(':focus');
        const [index, level, expanded] = await Promise.all(
          ['aria-rowindex', 'aria-level', 'aria-expanded'].map((one) => at.getAttribute(one)),
        );
        return { index: Number(index), level: Number(level), expanded };
      };
      const count = async () => Number(await grid.getAttribute('aria-rowcount'));
      const all = await count();
      expect(all).toBeGreaterThan(4);

      await keys.tabTo('row');
      expect(await row('End')).toMatchObject({ index: all });
      const top = await row('Home');
      expect(top).toEqual({ index: 2, level: 1, expanded: 'true' });
      // One stop of the Tab key for the whole grid: its rows are gone over by arrows.
      expect(await row('ArrowDown')).toMatchObject({ index: 3, level: 2 });
      expect(await row('ArrowUp')).toEqual(top);
      // The arrow to the right opens, and then goes in; to the left it closes, and then goes out.
      expect(await row('ArrowRight')).toMatchObject({ index: 3, level: 2 });
      expect(await row('ArrowLeft')).toMatchObject({ index: 2 });
      expect(await row('ArrowLeft')).toEqual({ ...top, expanded: 'false' });
      expect(await count()).toBe(2);
      expect(await row('ArrowDown')).toMatchObject({ index: 2 });
      expect(await row('ArrowRight')).toEqual(top);
      expect(await count()).toBe(all);

      await row('ArrowDown');
      const key = await page.locator(':focus').getAttribute('data-key');
      const details = page.getByTestId('span-details');
      await row('Enter');
      expect(await details.getAttribute('data-key')).toBe(key);
      expect((await keys.press('Tab')).testId).toBe('span-details');
      expect((await keys.press('Escape')).role).toBe('row');
      expect(await page.locator(':focus').getAttribute('data-key')).toBe(key);
      expect(await details.count()).toBe(0);
      await row('Space');
      await details.waitFor();
      await keys.tabTo('close-details');
      expect((await keys.press('Enter')).role).toBe('row');
      expect(await details.count()).toBe(0);

      await keys.tabTo('back', 'Shift+Tab');
      expect(await keys.choose('Enter')).toMatchObject({ tag: 'h1', label: 'Turns' });
      await page.goBack();
      await settled(page);
      expect((await keys.look()).tag).toBe('h1');
      expect(new URL(page.url()).searchParams.has('turn')).toBe(true);
    }));

  test('from part to part of a page', () =>
    journey('?page=quality', async (keys, page) => {
      await keys.tabTo('tab-summary');
      for (const [part, table] of [
        ['approvals', 'by_tool'],
        ['tools', 'tools'],
        ['requests', 'by_model'],
        ['waiting', 'waiting_by_tool'],
      ]) {
        expect((await keys.press('Tab')).testId).toBe(`tab-${part}`);
        expect((await keys.choose('Enter')).testId).toBe(`tab-${part}`);
        expect(await page.locator(':focus').getAttribute('aria-current')).toBe('page');
        expect(await idsOf(page, 'table')).toContain(table);
      }
    }));

  test.each([
    ['members', 'remove-member'],
    ['token', 'rotate-token'],
  ])('the dialog of the settings about %s keeps the focus, and gives it back', (tab, opener) =>
    journey(`?page=settings&tab=${tab}`, async (keys, page) => {
      await keys.tabTo(opener);
      const before = await page.locator(':focus').getAttribute('aria-label');
      const dialog = page.getByRole('alertdialog');
      await keys.press('Enter');
      await dialog.waitFor();
      const stops = new Set<string>();
      for (let pressed = 0; pressed < 6; pressed++) {
        const { label } = await keys.press(pressed < 3 ? 'Tab' : 'Shift+Tab');
        expect(await dialog.locator(':focus').count()).toBe(1);
        stops.add(label);
      }
      expect(stops.size).toBeGreaterThan(1);
      expect((await keys.press('Escape')).testId).toBe(opener);
      expect(await dialog.count()).toBe(0);
      expect(await page.locator(':focus').getAttribute('aria-label')).toBe(before);
    }),
  );

  test('to the last column of a table that is wider than the window, and it says that there is more', () =>
    journey(
      '?page=usage',
      async (keys, page) => {
        const region = page.getByRole('region', { name: 'Models. The column headings sort the table.' });
        const fades = () => region.evaluate((element) => getComputedStyle(element).maskImage !== 'none');
        const isLastSeen = () =>
          region.evaluate((element) => {
            const last = element.querySelector('th:last-child')?.getBoundingClientRect();
            return last !== undefined && last.right <= element.getBoundingClientRect().right + 1;
          });
        await keys.tabTo('Models. The column headings sort the table.');
        expect([await fades(), await isLastSeen()]).toEqual([true, false]);
        for (let pressed = 0; pressed < 100 && (await fades()); pressed++) await keys.press('ArrowRight');
        expect([await fades(), await isLastSeen()]).toEqual([false, true]);
      },
      { width: 390 },
    ));

  test('by the navigation of a narrow window', () =>
    journey(
      '?page=usage',
      async (keys, page) => {
        const drawer = page.getByRole('navigation', { name: 'Pages' });
        await keys.tabTo('Open the navigation');
        await keys.press('Enter');
        await drawer.getByRole('link', { name: 'Health' }).waitFor();
        // What it lies over cannot be come to.
        const stops = new Set<string>();
        for (let pressed = 0; pressed < 14; pressed++) stops.add((await keys.press('Tab')).label);
        expect(stops).toContain('Health');
        expect(stops).not.toContain('Last 7 days');
        expect((await keys.press('Escape')).label).toBe('Open the navigation');
        await keys.press('Enter');
        await keys.tabTo('Health');
        expect(await keys.choose('Enter')).toMatchObject({ tag: 'h1', label: 'Health' });
        expect((await keys.press('Tab')).label).toBe('Last 7 days');
      },
      { width: 390 },
    ));

  test('in with the code from the mail, and out', async () => {
    const context = await org().browser.newContext(look({ theme: 'light', width: 1440 }));
    const page = await context.newPage();
    const keys = new Keyboard(page);
    await page.goto(org().site.origin);
    await page.getByTestId('sign-in-email').waitFor();
    expect((await keys.type('vic.viewer@example.com')).testId).toBe('sign-in-email');
    await page.keyboard.press('Enter');
    await page.getByTestId('sign-in-code').waitFor();
    expect((await keys.look()).testId).toBe('sign-in-code');
    await page.keyboard.type(await org().mailbox.code('vic.viewer@example.com'));
    await page.getByTestId('sign-out').waitFor();
    await settled(page);
    expect((await keys.look()).tag).toBe('h1');
    await keys.tabTo('sign-out', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByTestId('sign-in-email').waitFor();
    expect((await keys.look()).testId).toBe('sign-in-email');
    expect(keys.problems).toEqual([]);
    await context.close();
  });
});

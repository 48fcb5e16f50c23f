// What a page of figures shows, read by its marks: tiles, tables with all their rows, files, controls.

import type { Locator, Page } from 'playwright-core';
import { settled } from './pages.ts';

/** A figure, a text, or that there is none. */
export type Value = string | null;

/** A row by its columns. */
export type Row = Record<string, Value>;

const NAMED = 'data-testid';

/** The ids of what is on the page, such as `cost` of `tile-cost`. */
export async function idsOf(page: Page, kind: string): Promise<string[]> {
  const marks = await page
    .locator(`main [${NAMED}^="${kind}-"]`)
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid') ?? ''));
  return marks.map((mark) => mark.slice(kind.length + 1));
}

/** The tiles' figures by their ids. */
export async function tilesOf(page: Page): Promise<Row> {
  const tiles = await page
    .locator(`main [${NAMED}^="tile-"]`)
    .evaluateAll((all) =>
      all.map((one): [string, string | null] => [
        one.getAttribute('data-testid')?.slice('tile-'.length) ?? '',
        one.getAttribute('data-value'),
      ]),
    );
  return Object.fromEntries(tiles);
}

/** Figures in no tile and no table, by their marks. */
export async function othersOf(page: Page): Promise<Row> {
  const others = await page
    .locator(`main [${NAMED}][data-value]:not([${NAMED}^="tile-"])`)
    .evaluateAll((all) =>
      all.map((one): [string, string | null] => [
        one.getAttribute('data-testid') ?? '',
        one.getAttribute('data-value'),
      ]),
    );
  return Object.fromEntries(others);
}

/** How much more or less the tiles say it is than in the range before, as parts of 1, by their ids. */
export async function changesOf(page: Page): Promise<Row> {
  const changes = await page
    .locator(`main [${NAMED}^="tile-"]`, { has: page.locator('[data-change]') })
    .evaluateAll((all) =>
      all.map((one): [string, string | null] => [
        one.getAttribute('data-testid')?.slice('tile-'.length) ?? '',
        one.querySelector('[data-change]')?.getAttribute('data-change') ?? null,
      ]),
    );
  return Object.fromEntries(changes);
}

/** The rows of a table that are shown, in their order. */
function shownRows(table: Locator): Promise<{ key: string; cells: Row }[]> {
  return table.locator('tbody tr[data-key]').evaluateAll((rows) =>
    rows.map((row) => ({
      key: row.getAttribute('data-key') ?? '',
      cells: Object.fromEntries(
        [...row.querySelectorAll('[data-column]')].map((cell) => [
          cell.getAttribute('data-column'),
          cell.getAttribute('data-value'),
        ]),
      ),
    })),
  );
}

/** All rows of a table by their keys, page after page. */
export async function rowsOf(page: Page, id: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (;;) {
    for (const { key, cells } of await shownRows(page.getByTestId(`table-${id}`))) rows.set(key, cells);
    const next = page.getByTestId(`next-${id}`);
    if ((await next.count()) === 0 || (await next.isDisabled())) return rows;
    await next.click();
    await settled(page);
  }
}

/** Shows every chart as a table. */
export async function showTables(page: Page) {
  for (const id of await idsOf(page, 'show')) {
    await page.getByTestId(`show-${id}`).click();
    await page.getByTestId(`table-${id}`).waitFor();
  }
}

/** Chromium drops what a page downloads beyond ten files within a second (`LocalFrame::ShouldThrottleDownload`). */
const DOWNLOAD_GAP_MS = 120;

/** The file of a table or chart, as its lines by columns. */
export async function fileOf(page: Page, id: string): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId(`csv-${id}`).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  await page.waitForTimeout(DOWNLOAD_GAP_MS);
  const [names = [], ...lines] = parseCsv(Buffer.concat(chunks).toString());
  return lines.map((fields) => Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])));
}

/** A row of a turn's waterfall. */
export interface WaterfallRow {
  key: string;
  /** 1: it has nothing above it. */
  level: number;
  cells: Row;
}

/** All rows of a turn's waterfall in their order; those out of view are not drawn until they are scrolled to. */
export async function waterfallOf(page: Page): Promise<WaterfallRow[]> {
  const waterfall = page.getByTestId('waterfall');
  const rows = new Map<number, WaterfallRow>();
  for (;;) {
    const drawn = await waterfall.locator('[role="row"][data-key]').evaluateAll((all) =>
      all.map((one): [number, WaterfallRow] => [
        Number(one.getAttribute('aria-rowindex')),
        {
          key: one.getAttribute('data-key') ?? '',
          level: Number(one.getAttribute('aria-level')),
          cells: Object.fromEntries(
            [...one.querySelectorAll('[data-column]')].map((cell) => [
              cell.getAttribute('data-column'),
              cell.getAttribute('data-value'),
            ]),
          ),
        },
      ]),
    );
    for (const [place, row] of drawn) rows.set(place, row);
    const isScrolled = await waterfall.evaluate((one) => {
      const before = one.scrollTop;
      one.scrollTop += one.clientHeight / 2;
      return one.scrollTop > before;
    });
    if (!isScrolled) break;
    await settled(page);
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
}

/** The fields of RFC 4180. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && line.length === 0) break;
    line.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      lines.push(line);
      line = [];
    }
  }
  return lines;
}

/** Everything that the address is responsible for: the figures, in their order, and how the controls stand. */
export async function viewOf(page: Page) {
  const tables = Object.fromEntries(
    await Promise.all(
      (await idsOf(page, 'table')).map(async (id) => [id, await shownRows(page.getByTestId(`table-${id}`))]),
    ),
  );
  const controls = await page
    .locator('main')
    .locator(
      '[aria-pressed], [aria-current], [aria-sort], [data-testid^="filter-"], input[type="search"], select',
    )
    .evaluateAll((all) =>
      all.map((one) =>
        [
          one.getAttribute('data-testid') ?? one.textContent,
          ...['aria-pressed', 'aria-current', 'aria-sort'].map((name) => one.getAttribute(name)),
          'value' in one ? one.value : one.textContent,
        ].join(' '),
      ),
    );
  return { tiles: await tilesOf(page), tables, controls };
}

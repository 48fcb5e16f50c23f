// Every figure that a page shows is the one that the API tells for the same query string: tiles, tables (charts as
// tables, too), and the files that tables are downloaded as.

import { describe, expect, test } from 'vitest';
import { AWKWARD_TEAM } from '../../scripts/sample/org.mjs';
import { demoOrg } from '../support/demo_org.ts';
import {
  type Answers,
  type Ask,
  type Cells,
  type Expected,
  PAGE_FIGURES,
  type PageFigures,
  type Parameters,
  type Rows,
  TIME_ZONE,
} from '../support/figures/index.ts';
import { FIGURE_PAGES } from '../support/pages.ts';
import { changesOf, fileOf, idsOf, othersOf, rowsOf, showTables, tilesOf } from '../support/shown.ts';

const org = demoOrg();

const DAY_MS = 86_400_000;

/** So many last UTC days. */
function last(days: number): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return `from=${day(Date.now() - (days - 1) * DAY_MS)}&to=${day(Date.now())}`;
}

/** The same of every page; a map may have a view of its own for each. */
const SCOPES = [
  ['everything, compared', `${last(10)}&compare=previous`],
  ['two teams, 7 days', `${last(7)}&team=payments&team=${encodeURIComponent(AWKWARD_TEAM)}`],
  ['a user, a source, a model', `${last(30)}&user=priya.nair@example.com&source=cli&model=claude-opus-5-5`],
] as const;

/** What the API says of a scope, and of how a page looks at it. */
async function expected({ asks, expects }: PageFigures, scope: string, view: string): Promise<Expected> {
  const ask: Ask = async <Name extends keyof Answers>(resource: Name, parameters: Parameters) => {
    const query = new URLSearchParams(scope);
    for (const [name, value] of Object.entries(parameters)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    const { status, text, body } = await org().full.get<Answers[Name]>(`/api/v1/${resource}?${query}`);
    expect(status, text).toBe(200);
    return body;
  };
  const address = new URLSearchParams(`${scope}&${view}`);
  const resources = Object.entries(typeof asks === 'function' ? asks(address) : asks);
  const answers = await Promise.all(
    resources.map(async ([resource, parameters]) => [
      resource,
      await ask(resource as keyof Answers, parameters),
    ]),
  );
  return expects(Object.fromEntries(answers), address, ask);
}

/** As marks, and the fields of a file, have it. */
const written = (cells: Cells) =>
  Object.fromEntries(
    Object.entries(cells).map(([name, value]) => [
      name,
      value === null || value === undefined ? '' : String(value),
    ]),
  );

/** Whether a figure that both sides derive differs in the last digits of its fraction alone. */
function isNear(told: unknown, shown: unknown): told is number {
  if (typeof told !== 'number' || typeof shown !== 'string' || shown === '') return false;
  const apart = Math.abs(told - Number(shown));
  return !Number.isInteger(apart) && apart <= 1e-9 * Math.max(1, Math.abs(told));
}

/** What is told, its derived figures to the last digit as they are shown. */
const asShown = (told: Cells, shown: Cells): Cells =>
  Object.fromEntries(
    Object.entries(told).map(([name, value]) => [
      name,
      isNear(value, shown[name]) ? Number(shown[name]) : value,
    ]),
  );

/** Of what is told, what is shown: the same names, and nothing that is not told. */
function among(told: Cells, shown: Cells, where: string): Cells {
  const untold = Object.keys(shown).filter((name) => !(name in told));
  expect(untold, `${where}: tests/support/figures does not say what these are`).toEqual([]);
  return Object.fromEntries(Object.keys(shown).map((name) => [name, told[name]]));
}

/** A text that a spreadsheet would run as a formula is told as one in a file. */
const inFile = (cells: Cells) =>
  written(
    Object.fromEntries(
      Object.entries(cells).map(([column, value]) => [
        column,
        typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value,
      ]),
    ),
  );

const namesOf = (cells: Cells) => Object.keys(cells).sort();

/** The tiles, and what each says it changed by. */
function compareTiles(told: Expected, tiles: Cells, changes: Cells) {
  expect(Object.keys(tiles).length > 0, 'has tiles').toBe(Object.keys(told.tiles).length > 0);
  expect(written(tiles)).toEqual(written(among(asShown(told.tiles, tiles), tiles, 'tiles')));
  const { before = {} } = told;
  for (const [id, change] of Object.entries(changes)) {
    const [now, was] = [Number(told.tiles[id]), Number(before[id])];
    expect(Number(change), `${id}, compared`).toBeCloseTo((now - was) / Math.abs(was), 9);
  }
  if (told.isWhole) {
    expect(namesOf(tiles)).toEqual(namesOf(told.tiles));
    const comparable = Object.keys(before).filter((id) => before[id] && typeof told.tiles[id] === 'number');
    expect(namesOf(changes), 'compared').toEqual(comparable.sort());
  }
}

/** All rows, and the file in the same order; the file may have more columns. */
function compareTable(id: string, told: Rows, shown: Rows, file: Record<string, string>[], isWhole: boolean) {
  expect([...shown.keys()].sort(), id).toEqual([...told.keys()].sort());
  const all = [...shown].map(([key, row]) => {
    const cells = asShown(told.get(key) ?? {}, row);
    expect(written(row), `${id}, ${key}`).toEqual(written(among(cells, row, id)));
    if (isWhole) expect(namesOf(row), `${id}, ${key}`).toEqual(namesOf(cells));
    return cells;
  });
  const [[line = {}], [row = {}]] = [file, [...shown.values()]];
  expect(Object.keys(line), `${id}.csv`).toEqual(expect.arrayContaining(Object.keys(row)));
  expect(file, `${id}.csv`).toEqual(all.map((cells) => inFile(among(cells, line, `${id}.csv`))));
}

describe.concurrent.each(FIGURE_PAGES)('$name', ({ name, search }) => {
  test.each(SCOPES.map(([what, scope], at) => ({ what, scope, at })))('$what', async ({ scope, at }) => {
    const figures = PAGE_FIGURES[name];
    const view = figures?.views?.[at] ?? '';
    const { page } = await org().open(`${search}&${scope}&${view}`, { timeZone: TIME_ZONE.name });
    const [tiles, changes, others] = [await tilesOf(page), await changesOf(page), await othersOf(page)];
    await showTables(page);
    const tables = await idsOf(page, 'table');
    if (figures) {
      const told = await expected(figures, scope, view);
      const { isWhole = false } = told;
      compareTiles(told, tiles, changes);
      if (told.others || isWhole) expect(written(others)).toEqual(written(told.others ?? {}));
      expect(tables.toSorted()).toEqual(namesOf(told.tables).filter((id) => told.tables[id]?.size));
      for (const id of tables) {
        const rows = await rowsOf(page, id);
        compareTable(id, told.tables[id] ?? new Map(), rows, await fileOf(page, id), isWhole);
      }
    } else {
      expect([...Object.keys(tiles), ...tables], 'nothing says what these are').toEqual([]);
    }
    await page.context().close();
  });
});

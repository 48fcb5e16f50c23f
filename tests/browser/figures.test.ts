// Every figure that a page shows is the one that the API tells for the same query string: tiles, tables (charts as
// tables, too), and the files that tables are downloaded as.

import { describe, expect, test } from 'vitest';
import { AWKWARD_TEAM } from '../../scripts/sample/org.mjs';
import { demoOrg } from '../support/demo_org.ts';
import {
  type Answers,
  type Expected,
  PAGE_FIGURES,
  type PageFigures,
  VIEWS,
} from '../support/figures/index.ts';
import { FIGURE_PAGES } from '../support/pages.ts';
import { changesOf, fileOf, idsOf, rowsOf, showTables, tilesOf } from '../support/shown.ts';

const org = demoOrg();

const DAY_MS = 86_400_000;

/** So many last UTC days. */
function last(days: number): string {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return `from=${day(Date.now() - (days - 1) * DAY_MS)}&to=${day(Date.now())}`;
}

const SCOPES = {
  'everything, compared': `${last(10)}&compare=previous`,
  'two teams, 7 days': `${last(7)}&team=payments&team=${encodeURIComponent(AWKWARD_TEAM)}`,
  'two users, a source, a model': `${last(30)}&user=mia.berg@example.com&user=wei.chen@example.com&source=cli&model=claude-opus-5-5`,
};

/** What the API says of a scope. */
async function expected({ asks, expects }: PageFigures, scope: string): Promise<Expected> {
  const answers: Partial<Record<keyof Answers, unknown>> = {};
  for (const [resource, extra] of Object.entries(asks)) {
    const { status, text, body } = await org().full.get(
      `/api/v1/${resource}?${scope}&${new URLSearchParams(extra)}`,
    );
    expect(status, text).toBe(200);
    answers[resource as keyof Answers] = body;
  }
  return expects(answers as Answers, new URLSearchParams(scope));
}

/** As a mark or a field of a file has it. */
const written = (value: unknown) => (value === null || value === undefined ? '' : String(value));

/** Of what the API tells, what is shown: the same names, and nothing that it does not tell. */
function among(told: Record<string, unknown>, shown: Record<string, unknown>, where: string) {
  const untold = Object.keys(shown).filter((name) => !(name in told));
  expect(untold, `${where}: tests/support/figures_of.ts does not say what these are`).toEqual([]);
  return Object.fromEntries(Object.keys(shown).map((name) => [name, written(told[name])]));
}

const asWritten = (shown: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, written(value)]));

/** A text that a spreadsheet would run as a formula is told as one in a file. */
const inFile = (value: string) =>
  /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;

describe.concurrent.each([...FIGURE_PAGES, ...VIEWS])('$name', ({ name, search }) => {
  test.each(Object.entries(SCOPES))('%s', async (_, scope) => {
    const figures = PAGE_FIGURES[name];
    const { page } = await org().open(`${search}&${scope}`);
    const [tiles, changes] = [await tilesOf(page), await changesOf(page)];
    await showTables(page);
    const tables = await idsOf(page, 'table');
    if (!figures) {
      expect([...Object.keys(tiles), ...tables], 'nothing says what these are').toEqual([]);
      await page.context().close();
      return;
    }

    const told = await expected(figures, scope);
    expect(Object.keys(tiles).length > 0, 'has tiles').toBe(Object.keys(told.tiles).length > 0);
    expect(asWritten(tiles)).toEqual(among(told.tiles, tiles, 'tiles'));

    for (const [id, change] of Object.entries(changes)) {
      const [now, before] = [Number(told.tiles[id]), Number(told.before?.[id])];
      expect(Number(change), `${id}, compared`).toBeCloseTo((now - before) / Math.abs(before), 9);
    }

    const withRows = Object.keys(told.tables).filter((id) => told.tables[id]?.size !== 0);
    expect(tables.toSorted()).toEqual(withRows.sort());
    for (const id of tables) {
      const rows = await rowsOf(page, id);
      const all = told.tables[id] ?? new Map();
      expect([...rows.keys()].sort(), id).toEqual([...all.keys()].sort());
      for (const [key, row] of rows) {
        expect(asWritten(row), `${id}, ${key}`).toEqual(among(all.get(key) ?? {}, row, id));
      }

      const file = await fileOf(page, id);
      const [line = {}] = file;
      const lines = [...all.values()].map((row) => among(row, line, `${id}.csv`));
      const sorted = (list: Record<string, string>[]) => list.map((one) => JSON.stringify(one)).sort();
      expect(sorted(file), id).toEqual(
        sorted(
          lines.map((one) =>
            Object.fromEntries(Object.entries(one).map(([column, value]) => [column, inFile(value)])),
          ),
        ),
      );
    }
    await page.context().close();
  });
});

// The page of a turn shows what the API tells of it: its figures, every span in its place in the waterfall, in the
// table and in the file, and the events beside them.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tokens, Turn, TurnEvent, TurnNode, Turns } from '../../dashboard/src/api/types.ts';
import { startBrowser } from '../support/browser.ts';
import { look } from '../support/demo_org.ts';
import { settled } from '../support/pages.ts';
import { Product } from '../support/product.ts';
import { fileOf, idsOf, type Row, rowsOf, tilesOf, waterfallOf } from '../support/shown.ts';
import { SignedIn } from '../support/signed_in.ts';
import { Site } from '../support/site.ts';
import { today } from '../support/today.ts';

/** Sub-agents, hooks as spans, an API that failed for good, a client that was killed, one with events alone. */
const SENT: readonly { scenario: string; signals?: readonly string[] }[] = [
  { scenario: 'fg-subagent' },
  { scenario: 'detailed-tracing' },
  { scenario: 'api-overloaded-final' },
  { scenario: 'killed-kill' },
  { scenario: 'tools-delta', signals: ['logs', 'metrics'] },
];

let product: Product;
let site: Site;
let browser: Browser;
let page: Page;
const turns: Turn[] = [];

beforeAll(async () => {
  product = await Product.start({ onLog: () => {} });
  const token = await product.org(1);
  const admin = await SignedIn.as(product, 'admin@example.com', 'admin');
  for (const { scenario, signals } of SENT) {
    for (const { signal, body } of today(scenario)) {
      if (signals && !signals.includes(signal)) continue;
      const { status } = await product.send(`/v1/${signal}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
      expect(status).toBe(200);
    }
  }
  await product.settle();
  const list = await admin.get<Turns>('/api/v1/turns?limit=100');
  for (const { id } of list.body.turns) turns.push((await admin.get<Turn>(`/api/v1/turns/${id}`)).body);

  [site, browser] = await Promise.all([Site.start(product), startBrowser()]);
  const context = await browser.newContext(look({ theme: 'light', width: 1440 }));
  await context.addCookies([admin.browserCookie(site.origin)]);
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await product?.stop();
});

/** A node as a row: those below come right after it. */
interface Placed {
  node: TurnNode;
  level: number;
}

const placed = (nodes: readonly TurnNode[], level = 1): Placed[] =>
  nodes.flatMap((node) => [{ node, level }, ...placed(node.children, level + 1)]);

/** A span's id, or its place where it has none. */
const keyed = (rows: readonly Placed[]) =>
  rows.map((row, at) => ({ ...row, key: row.node.span_id ?? `n${at}` }));

/** As a mark or a field of a file has it; costs that are added up are not the same to the last bit. */
const written = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : String(typeof value === 'number' ? Number(value.toFixed(9)) : value);

const asWritten = (row: object): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, written(value)]));

/** The same of what is shown, where a figure is a text already. */
const asShown = (row: Row): Row =>
  asWritten(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        /^-?[\d.]+(e-?\d+)?$/.test(value ?? '') ? Number(value) : value,
      ]),
    ),
  );

/** None where none is told. */
const sum = (figures: readonly (number | null)[]) => {
  const told = figures.filter((figure) => figure !== null);
  return told.length === 0 ? null : told.reduce((all, one) => all + one, 0);
};

const tokenSum = (tokens: Tokens | null) =>
  tokens && sum([tokens.input ?? 0, tokens.output ?? 0, tokens.cache_read ?? 0, tokens.cache_creation ?? 0]);

const isToldByLogs = ({ roots }: Turn) => {
  const nodes = placed(roots);
  return nodes.length > 0 && nodes.every(({ node }) => node.told_by === 'logs');
};

const tiles = (turn: Turn) => ({
  cost_usd: turn.cost_usd,
  duration_ms: turn.duration_ms,
  // Traces alone tell of it.
  waiting_ms: isToldByLogs(turn) ? null : turn.waiting_ms,
  tokens: turn.input_tokens + turn.output_tokens + turn.cache_read_tokens + turn.cache_creation_tokens,
  requests: turn.requests,
  tool_runs: turn.tool_runs,
  errors: turn.errors,
  sessions: turn.sessions,
  complete: Number(turn.complete),
});

/** A row of the waterfall: tokens and cost are those of everything below as well. */
function inWaterfall({ node }: Placed) {
  const all = placed([node]).map((one) => one.node);
  return {
    name: null,
    offset_ms: node.offset_ms,
    duration_ms: node.duration_ms,
    tokens: sum(all.map(({ tokens }) => tokenSum(tokens))),
    cost_usd: sum(all.map(({ cost_usd }) => cost_usd)),
  };
}

const KINDS: Partial<Record<TurnNode['kind'], string>> = {
  interaction: 'Turn',
  tool: 'Tool call',
  execution: 'Tool run',
  hook: 'Hook',
  other: 'Span',
};

function labelOf({ kind, model, name }: TurnNode): string {
  if (kind === 'blocked_on_user') return 'Waiting for a decision';
  if (kind === 'llm_request') return model ?? name ?? 'Model request';
  return name ?? KINDS[kind] ?? '';
}

/** A row of the table, and a line of the file. */
function inTable({ node, level }: Placed) {
  const { begun_at, offset_ms, duration_ms, kind, outcome, decided_by, error, status, name, agent } = node;
  const { model, tokens, cost_usd, reported_cost_usd, ttft_ms, attempts, session, orphan, told_by } = node;
  return {
    label: labelOf(node),
    ...{ kind, level, begun_at, offset_ms, duration_ms, outcome, decided_by, error, status, name, agent },
    model,
    'tokens.input': tokens?.input,
    'tokens.output': tokens?.output,
    'tokens.cache_read': tokens?.cache_read,
    'tokens.cache_creation': tokens?.cache_creation,
    ...{ cost_usd, reported_cost_usd, ttft_ms, attempts, events: node.events.length, orphan, told_by },
    ...{ session, span_id: node.span_id, parent_id: node.parent_id },
  };
}

const inEvents = ({ kind, at, offset_ms, name, detail, outcome, decided_by, error, session }: TurnEvent) => ({
  ...{ kind, at, offset_ms, name, detail, outcome, decided_by, error, session },
});

test('the turns have some of everything', () => {
  const nodes = turns.flatMap(({ roots }) => placed(roots));
  expect(turns.filter(isToldByLogs)).not.toEqual([]);
  expect(turns.filter(({ complete }) => !complete)).not.toEqual([]);
  expect(turns.filter(({ events }) => events.length > 0)).not.toEqual([]);
  expect(turns.filter(({ errors }) => errors > 0)).not.toEqual([]);
  expect(nodes.filter(({ node }) => node.agent !== null)).not.toEqual([]);
});

test('each page shows what the API tells of its turn', async () => {
  let outOfView = 0;
  for (const turn of turns) {
    await page.goto(`${site.origin}/?page=turns&turn=${turn.id}`);
    await settled(page);
    expect(asShown(await tilesOf(page)), turn.id).toEqual(asWritten(tiles(turn)));

    const spans = keyed(placed(turn.roots));
    outOfView += spans.length - (await page.locator('[role="row"][data-key]').count());
    const rows = await waterfallOf(page);
    expect(
      rows.map(({ cells, ...row }) => ({ ...row, ...asShown(cells) })),
      `the waterfall of ${turn.id}`,
    ).toEqual(spans.map((span) => ({ key: span.key, level: span.level, ...asWritten(inWaterfall(span)) })));

    await page.getByTestId('show-spans').click();
    await settled(page);
    const tables: Record<string, [key: string, row: Row][]> = {
      spans: spans.map((span) => [span.key, asWritten(inTable(span))]),
      ...(turn.events.length > 0 && {
        events: turn.events.map((event, at): [string, Row] => [String(at), asWritten(inEvents(event))]),
      }),
    };
    expect((await idsOf(page, 'table')).sort()).toEqual(Object.keys(tables).sort());
    for (const [id, told] of Object.entries(tables)) {
      const shown = [...(await rowsOf(page, id))].map(([key, row]): [string, Row] => [key, asShown(row)]);
      expect(shown, `${id} of ${turn.id}`).toEqual(told);
      expect((await fileOf(page, id)).map(asShown), `${id}.csv of ${turn.id}`).toEqual(
        told.map(([, row]) => row),
      );
    }
  }
  expect(outOfView, 'rows that are not drawn at once').toBeGreaterThan(0);
});

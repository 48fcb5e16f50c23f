// The log of changes: who may read it, page by page and as a table.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Product } from '../support/product.ts';
import { SignedIn } from '../support/signed_in.ts';

interface Entry {
  id: string;
  at: string;
  actor: string;
  action: string;
  subject: string | null;
  detail: string | null;
}

interface Page {
  entries: Entry[];
  next: string | null;
}

const NOON = Date.UTC(2026, 10, 20, 12);
const AUDIT = '/api/v1/audit';

let product: Product;
let admin: SignedIn;
let other: SignedIn;

beforeAll(async () => {
  product = await Product.start();
  await product.org(1);
  await product.org(2);
  admin = await SignedIn.as(product, 'admin@example.com', 'admin');
  other = await SignedIn.as(product, 'admin@example.net', 'admin', 2);
  // 130 changes, two in each millisecond; of another org as many.
  for (const org of [1, 2]) {
    await product.rows(
      `WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 129)
        INSERT INTO audit SELECT ?1, ?2 + n / 2, 4294967295 - n, 'admin@org-' || CAST(?1 AS INTEGER) || '.example', 'token_rotated',
          'thinspan_' || printf('%04d', n), iif(n % 2, 'CI', NULL) FROM n`,
      org,
      NOON,
    );
  }
});

afterAll(() => product?.stop());

/** The changes as they were written, newest first. */
const expected = () =>
  Array.from({ length: 130 }, (_, index) => 129 - index)
    .sort((a, b) => Math.floor(b / 2) - Math.floor(a / 2) || a - b)
    .map((n) => ({
      id: `${NOON + Math.floor(n / 2)}-${4_294_967_295 - n}`,
      at: new Date(NOON + Math.floor(n / 2)).toISOString(),
      actor: 'admin@org-1.example',
      action: 'token_rotated',
      subject: `thinspan_${String(n).padStart(4, '0')}`,
      detail: n % 2 ? 'CI' : null,
    }));

describe('page by page', () => {
  test('the newest fifty come first', async () => {
    const { status, body } = await admin.get<Page>(AUDIT);
    expect(status).toBe(200);
    expect(body).toEqual({ entries: expected().slice(0, 50), next: expected()[49]?.id });
  });

  test.each([1, 7, 65, 129, 130, 131, 200])('%i at a time, all are there once', async (limit) => {
    const pages: Entry[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next ? `&before=${next}` : '';
      const { status, body }: { status: number; body: Page } = await admin.get<Page>(
        `${AUDIT}?limit=${limit}${query}`,
      );
      expect(status).toBe(200);
      expect(body.entries.length).toBeLessThanOrEqual(limit);
      pages.push(...body.entries);
      next = body.next;
    }
    expect(pages).toEqual(expected());
  });

  test('what is added meanwhile moves nothing', async () => {
    const first = (await admin.get<Page>(`${AUDIT}?limit=10`)).body;
    expect((await admin.post('/api/v1/ingest-tokens', { name: 'new' })).status).toBe(201);
    const then = (await admin.get<Page>(`${AUDIT}?limit=10&before=${first.next}`)).body;
    expect(then.entries).toEqual(expected().slice(10, 20));
    const [newest] = (await admin.get<Page>(`${AUDIT}?limit=1`)).body.entries;
    expect(newest).toMatchObject({ actor: 'admin@example.com', action: 'token_rotated', detail: 'new' });
    await product.rows("DELETE FROM audit WHERE actor = 'admin@example.com'");
  });

  test('one org does not see another', async () => {
    const { entries } = (await other.get<Page>(`${AUDIT}?limit=200`)).body;
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['admin@org-2.example']));
    // Nor by a cursor of another's.
    const cursor = expected()[0]?.id;
    const { text } = await other.get(`${AUDIT}?before=${cursor}`);
    expect(text).not.toContain('org-1');
  });

  test.each([
    ['before=yesterday', 'before'],
    ['before=1', 'before'],
    ['before=1-2-3', 'before'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=5&limit=5', 'limit'],
    ['from=2026-11-01', 'from'],
  ])('%s is 400 and named', async (query, parameter) => {
    const { status, body } = await admin.get(`${AUDIT}?${query}`);
    expect([status, body.parameter]).toEqual([400, parameter]);
  });
});

describe('as a table', () => {
  test('has a line for each change, the newest first', async () => {
    const { status, headers, text } = await admin.get(`${AUDIT}.csv`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    const lines = expected().map(({ id, at, actor, action, subject, detail }) =>
      [id, at, actor, action, subject, detail ?? ''].join(','),
    );
    expect(text).toBe(['id,at,actor,action,subject,detail', ...lines, ''].join('\r\n'));
  });

  test('goes on before a line, and no other parameter', async () => {
    const { text } = await admin.get(`${AUDIT}.csv?before=${expected()[99]?.id}`);
    expect(text.split('\r\n')).toHaveLength(1 + 30 + 1);
    const { status, body } = await admin.get(`${AUDIT}.csv?limit=5`);
    expect([status, body.parameter]).toEqual([400, 'limit']);
  });

  test('no cell is a formula, and none breaks a line', async () => {
    const formula = '=HYPERLINK("http://evil.example","x")';
    await product.rows(
      "INSERT INTO audit VALUES (1, ?1, 1, '+1@example.com', 'token_rotated', ?2, 'two\nlines')",
      NOON + 1000,
      formula,
    );
    const { text } = await admin.get(`${AUDIT}.csv`);
    await product.rows('DELETE FROM audit WHERE audit_id = 1');
    expect(text.slice(0, text.indexOf(expected()[0]?.id ?? ''))).toBe(
      'id,at,actor,action,subject,detail\r\n' +
        `${NOON + 1000}-1,2026-11-20T12:00:01.000Z,'+1@example.com,token_rotated,` +
        `"'=HYPERLINK(""http://evil.example"",""x"")","two\nlines"\r\n`,
    );
  });
});

test('a viewer reads neither', async () => {
  const viewer = await SignedIn.as(product, 'viewer@example.com', 'viewer');
  expect([(await viewer.get(AUDIT)).status, (await viewer.get(`${AUDIT}.csv`)).status]).toEqual([403, 403]);
});

test('a page reads as many rows as it has', async () => {
  const { headers } = await admin.get(`${AUDIT}?limit=10`);
  const read = Number(/read=(\d+)/.exec(headers.get('server-timing') ?? '')?.[1]);
  // The session, its member and org; ten entries, and one more to know whether there are more.
  expect(read).toBeLessThanOrEqual(20);
});

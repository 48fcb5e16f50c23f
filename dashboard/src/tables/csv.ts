/** Tables as files for spreadsheets. */

import type { Column } from './column';

/**
 * A table as CSV (RFC 4180): a line of names, then every row, with figures in full. A text that a spreadsheet
 * would run as a formula has an apostrophe before it, as in the API's own tables (docs/API.md, "Export").
 */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ id }) => field(id)),
    ...rows.map((row) => columns.map(({ value }) => field(value(row)))),
  ];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function field(value: number | string | null): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

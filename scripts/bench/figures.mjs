// Summing up measurements, and showing them.

/** @param {number[]} values @param {number} [share] 0.5: the median */
export function quantile(values, share = 0.5) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** @template T @param {T[]} list @param {(one: T) => number} of */
export const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

/** @param {number | undefined} value NaN: not known @param {number} digits */
const shown = (value, digits) =>
  value === undefined || Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/**
 * Lays out rows under a heading. The first column is text, the others are numbers.
 *
 * @template {Record<string, any>} Row
 * @param {string} title
 * @param {Row[]} rows
 * @param {{ [label: string]: [key: keyof Row, digits?: number] }} columns by label
 * @returns {string}
 */
export function table(title, rows, columns) {
  const cells = [
    Object.keys(columns),
    ...rows.map((row) =>
      Object.values(columns).map(([key, digits = 0]) => {
        const value = row[key];
        return typeof value === 'string' ? value : shown(value, digits);
      }),
    ),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
  );
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The order of a table's rows, as the address keeps it: `-cost_usd` is by cost, the largest first. */

import { changeView, useView } from '../url-state';
import type { Column } from './column';

export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

/** The order that the address asks for, else `byDefault`; `undefined`: as the rows come. */
export function useSorting(table: string, byDefault: string | undefined): Sorting | undefined {
  const written = useView(`sort.${table}`) ?? byDefault;
  if (written === undefined) {
    return undefined;
  }
  const isDescending = written.startsWith('-');
  return { column: isDescending ? written.slice(1) : written, isDescending };
}

/** Sorts by a column; when it is sorted by that already, the other way round. */
export function sortBy<Row>(table: string, { id, isText }: Column<Row>, now: Sorting | undefined): void {
  const isDescending = now?.column === id ? !now.isDescending : isText !== true;
  changeView({ [`sort.${table}`]: `${isDescending ? '-' : ''}${id}`, [`at.${table}`]: undefined });
}

/** Rows without the figure come last, whichever way. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const column = columns.find(({ id }) => id === sorting?.column);
  if (column === undefined || sorting === undefined) {
    return rows;
  }
  const sign = sorting.isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((one, other) => {
      if (one.value === null || other.value === null) {
        return Number(one.value === null) - Number(other.value === null);
      }
      return sign * order(one.value, other.value);
    })
    .map(({ row }) => row);
}

const collator = new Intl.Collator('en-US', { numeric: true });

function order(one: number | string, other: number | string): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : collator.compare(String(one), String(other));
}

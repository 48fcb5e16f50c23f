import * as format from '../../format';
import type { Column } from '../../tables/column';

/** A length of time in milliseconds of one thing, to the second. */
export function elapsed<Row>(id: string, label: string, value: (row: Row) => number | null): Column<Row> {
  return {
    id,
    label,
    value,
    cell: (row) => {
      const figure = value(row);
      return <span title={format.exactMilliseconds(figure)}>{format.elapsed(figure)}</span>;
    },
  };
}

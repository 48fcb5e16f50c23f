import type { Named } from '../../../api/types';
import { exactCount } from '../../../format';
import { type Column, text } from '../../../tables/column';

/** Stands for a name that clients do not tell. */
const UNNAMED = 'Not told';

/** A column of names. */
export function named<Row>(id: string, label: string, name: (row: Row) => string): Column<Row> {
  return text(id, label, name, (row) => name(row) || UNNAMED);
}

/** What each was how often, as `user-slash 3, claude-proactive 1`. */
export function tallied<Row>(id: string, label: string, list: (row: Row) => readonly Named[]): Column<Row> {
  return text(id, label, (row) =>
    list(row)
      .map(({ name, count }) => `${name || UNNAMED} ${exactCount(count)}`)
      .join(', '),
  );
}

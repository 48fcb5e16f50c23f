import type { UnknownKind } from '../../api/types';
import { type Column, counted, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { SIGNALS } from './words';

const COLUMNS: readonly Column<UnknownKind>[] = [
  text('name', 'Kind', ({ name }) => name),
  text(
    'signal',
    'Signal',
    ({ signal }) => signal,
    ({ signal }) => SIGNALS.find((one) => one.signal === signal)?.name ?? signal,
  ),
  counted('count', 'Records', ({ count }) => count),
];

const keyOf = ({ signal, name }: UnknownKind) => `${signal} ${name}`;

/** What clients send that no figure is made of. */
export function UnknownTable({ kinds }: { kinds: readonly UnknownKind[] }) {
  return (
    <TableCard
      id="unknown_records"
      title="Other kinds of records"
      note="Counted by name: this version makes no figures of them. Nothing to mend."
      columns={COLUMNS}
      rows={kinds}
      keyOf={keyOf}
      textOf={keyOf}
      sort="-count"
      empty="Every record is of a kind that figures are made of."
    />
  );
}

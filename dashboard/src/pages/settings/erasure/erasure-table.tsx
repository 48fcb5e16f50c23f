import { Badge } from '@cloudflare/kumo/components/badge';
import type { Erasure } from '../../../api/types';
import { AddressText } from '../../../components/address-text';
import { today } from '../../../days';
import { time } from '../../../format';
import { type Column, text } from '../../../tables/column';
import { TableCard } from '../../../tables/table-card';

const COLUMNS: readonly Column<Erasure>[] = [
  text(
    'id',
    'Erasure',
    ({ id }) => id,
    ({ id }) => <span className="font-mono text-sm">{id}</span>,
  ),
  text(
    'asked_at',
    'Asked for',
    ({ asked_at }) => asked_at,
    ({ asked_at }) => time(asked_at),
  ),
  text(
    'asked_by',
    'By',
    ({ asked_by }) => asked_by,
    ({ asked_by }) => (
      <span className="block min-w-40 whitespace-normal">
        <AddressText text={asked_by} />
      </span>
    ),
  ),
  text(
    'done_at',
    'State',
    ({ done_at }) => done_at,
    ({ done_at }) =>
      done_at === null ? (
        <Badge variant="warning">Under way</Badge>
      ) : (
        <>
          <Badge variant="success">Done</Badge> {time(done_at)}
        </>
      ),
  ),
];

/** Every erasure there was. Whom it was of is what was erased. */
export function ErasureTable({ erasures }: { erasures: readonly Erasure[] }) {
  return (
    <TableCard
      id="erasures"
      title="Erasures"
      columns={COLUMNS}
      rows={erasures}
      keyOf={({ id }) => id}
      textOf={({ id, asked_by }) => `${id} ${asked_by}`}
      empty="Nobody was erased."
      of={today()}
    />
  );
}

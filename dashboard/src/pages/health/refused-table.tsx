import type { Refused } from '../../api/types';
import { Sentence } from '../../components/sentence';
import { dayWithYear } from '../../format';
import { type Column, counted, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { People } from './people';
import { reasonName, SIGNALS, userName } from './words';

const COLUMNS: readonly Column<Refused>[] = [
  text(
    'reason',
    'Why',
    ({ reason }) => reason,
    ({ reason }) => reasonName(reason),
  ),
  text(
    'signal',
    'Signal',
    ({ signal }) => signal,
    ({ signal }) => SIGNALS.find((one) => one.signal === signal)?.name ?? signal,
  ),
  counted('records', 'Records', ({ records }) => records),
  counted('requests', 'Exports', ({ requests }) => requests),
  text(
    'last_day',
    'Last day (UTC)',
    ({ last_day: day }) => day,
    ({ last_day: day }) => dayWithYear(day),
  ),
  text(
    'mend',
    'What to do',
    ({ mend }) => mend,
    ({ mend }) => (
      <span className="block w-80 wrap-anywhere whitespace-normal">
        <Sentence text={mend} />
      </span>
    ),
  ),
  text(
    'users',
    'Who sent them',
    ({ users }) => users.join('; '),
    ({ users }) => (
      <div className="w-64 whitespace-normal">
        <People names={users.map(userName)} />
      </div>
    ),
  ),
];

const keyOf = ({ signal, reason }: Refused) => `${signal} ${reason}`;

/** Records that were not stored. */
export function RefusedTable({ refused }: { refused: readonly Refused[] }) {
  return (
    <TableCard
      id="refused"
      title="Refused records"
      note="Not stored: they are in no figure. The rest of their exports is."
      columns={COLUMNS}
      rows={refused}
      keyOf={keyOf}
      sort="-records"
      empty="None: every record that arrived in these days was understood."
    />
  );
}

import type { ActiveDay, Activity } from '../../api/types';
import { dayWithYear } from '../../format';
import type { SettledScope } from '../../scope';
import { type Column, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { DONE_COLUMNS } from './done-columns';
import { ServerTableLink } from './server-table-link';

const COLUMNS: readonly Column<ActiveDay>[] = [
  text(
    'day',
    'Day',
    ({ day }) => day,
    ({ day }) => dayWithYear(day),
  ),
  ...DONE_COLUMNS,
];

interface PersonDaysProps {
  activity: Activity;
  scope: SettledScope;
}

/** What one user did on each day. */
export function PersonDays({ activity, scope }: PersonDaysProps) {
  return (
    <TableCard
      id="days"
      title="Day by day"
      note="UTC days"
      action={<ServerTableLink scope={scope} />}
      columns={COLUMNS}
      rows={activity.series}
      keyOf={({ day }) => day}
      sort="-day"
    />
  );
}

import type { ActiveUser, Activity } from '../../api/types';
import { dayWithYear, exactCount } from '../../format';
import { type Column, counted, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { DONE_COLUMNS } from './done-columns';
import { textOfUser, UserLink } from './user-link';

const COLUMNS: readonly Column<ActiveUser>[] = [
  text(
    'user',
    'User',
    ({ user }) => user,
    (user) => <UserLink {...user} />,
  ),
  counted('active_days', 'Active days', ({ active_days }) => active_days),
  text(
    'last_day',
    'Last active',
    ({ last_day }) => last_day,
    ({ last_day }) => (last_day === null ? '–' : dayWithYear(last_day)),
  ),
  ...DONE_COLUMNS,
];

/** Everybody who did anything in the range. */
export function UsersTable({ activity: { users, users_truncated } }: { activity: Activity }) {
  return (
    <TableCard
      id="users"
      title="Users"
      note={
        users_truncated
          ? `The ${exactCount(users.length)} with the highest cost; filter to see others`
          : users.length > 1 && 'Choose one to see only what they did'
      }
      columns={COLUMNS}
      rows={users}
      keyOf={keyOfUser}
      textOf={textOfUser}
      sort="-cost_usd"
    />
  );
}

export function keyOfUser({ user }: ActiveUser): string {
  return user;
}

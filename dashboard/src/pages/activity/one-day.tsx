import { useQuery } from '@tanstack/react-query';
import { activityQuery } from '../../api/figures';
import type { ActiveUser, Activity } from '../../api/types';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { Reading } from '../../components/reading';
import { type Day, parseDay } from '../../days';
import * as format from '../../format';
import type { SettledScope } from '../../scope';
import { type Column, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { changeView, useView } from '../../url-state';
import { DayPicker } from './day-picker';
import { DONE_COLUMNS } from './done-columns';
import { ServerTableLink } from './server-table-link';
import { textOfUser, UserLink } from './user-link';
import { keyOfUser } from './users-table';

const COLUMNS: readonly Column<ActiveUser>[] = [
  text(
    'user',
    'User',
    ({ user }) => user,
    (user) => <UserLink {...user} />,
  ),
  ...DONE_COLUMNS,
];

interface OneDayProps {
  activity: Activity;
  scope: SettledScope;
  /** The activity is that of the scope, and no former one that is still shown. */
  isCurrent: boolean;
}

/** Who did what on one day of the range. */
export function OneDay({ activity, scope, isCurrent }: OneDayProps) {
  const day = useDay(activity);
  const query = useQuery({
    ...activityQuery({ range: { from: day, to: day }, filters: scope.filters, isCompared: false }),
    enabled: isCurrent,
  });
  const action = (
    <>
      <DayPicker day={day} range={activity} onChange={(on) => changeView({ on, 'at.day': undefined })} />
      <ServerTableLink scope={scope} />
    </>
  );
  const { data, error, isPlaceholderData } = query;
  if (data === undefined) {
    return (
      <Card title="Day by day" note={format.dayWithYear(day)} action={action}>
        {error === null ? (
          <Reading what="the day" />
        ) : (
          <ErrorNotice
            title="The day could not be read"
            error={error}
            onRetry={() => query.refetch()}
            isRetrying={query.isFetching}
          />
        )}
      </Card>
    );
  }
  return (
    <div
      className={`transition-opacity ${isPlaceholderData ? 'opacity-50' : ''}`}
      aria-busy={isPlaceholderData}
    >
      <TableCard
        id="day"
        title="Day by day"
        note={<span aria-live="polite">{summary(data)}</span>}
        action={action}
        of={data.from}
        columns={COLUMNS}
        rows={data.users}
        keyOf={keyOfUser}
        textOf={textOfUser}
        sort="-cost_usd"
        empty="Nobody was active on this day."
      />
    </div>
  );
}

/** The day that the address names, where it is in the range; else the last on which anybody was active. */
function useDay({ from, to, series }: Activity): Day {
  const named = parseDay(useView('on') ?? null);
  return named !== undefined && named >= from && named <= to
    ? named
    : (series.findLast(({ dau }) => dau > 0)?.day ?? to);
}

function summary({ from, totals }: Activity): string {
  const people = format.counted(totals.active_users, 'user', 'users');
  const prompts = totals.prompts === null ? '' : `, ${format.counted(totals.prompts, 'prompt', 'prompts')}`;
  return `${format.dayWithYear(from)} (UTC): ${people}${prompts}, ${format.usd(totals.cost_usd)}`;
}

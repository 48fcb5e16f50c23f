import { useMemo } from 'react';
import type { Activity } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries } from '../../charts/daily-drawing';
import { COUNT } from '../../charts/unit';

/** How many used Claude Code on each day, and in the week and the month that end with it. */
export function ActiveUsersChart({ activity }: { activity: Activity }) {
  const days = useMemo(() => activity.series.map(({ day }) => day), [activity]);
  const series = useMemo(
    (): readonly DailySeries[] => [
      { id: 'dau', name: 'On the day', values: activity.series.map(({ dau }) => dau) },
      { id: 'wau', name: 'In 7 days', values: activity.series.map(({ wau }) => wau) },
      { id: 'mau', name: 'In 30 days', values: activity.series.map(({ mau }) => mau) },
    ],
    [activity],
  );
  return (
    <DailyChartCard
      id="active_users"
      title="Active developers"
      note="On a UTC day, and in the 7 and 30 days to it"
      kind="lines"
      days={days}
      series={series}
      unit={COUNT}
    />
  );
}

/** What the page draws over the days. */

import type { ActiveDay } from '../../api/types';
import { COUNT, SECONDS, type Unit } from '../../charts/unit';

export interface DailyLine {
  /** The API's name. */
  readonly id: string;
  readonly name: string;
  readonly value: (day: ActiveDay) => number | null;
}

export interface DailyChart {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly kind: 'bars' | 'lines';
  readonly unit: Unit;
  readonly lines: readonly DailyLine[];
  /** What is told of the range before, when it is compared. */
  readonly before: DailyLine;
}

export const ACTIVE_USERS: DailyChart = {
  id: 'active_users',
  title: 'Active users',
  note: 'Different people on a UTC day, in the 7 and in the 30 days that end with it',
  kind: 'lines',
  unit: COUNT,
  lines: [
    { id: 'dau', name: 'Daily', value: ({ dau }) => dau },
    { id: 'wau', name: 'Weekly', value: ({ wau }) => wau },
    { id: 'mau', name: 'Monthly', value: ({ mau }) => mau },
  ],
  before: { id: 'previous_dau', name: 'Daily, the days before', value: ({ dau }) => dau },
};

export const PROMPTS: DailyChart = {
  id: 'prompts',
  title: 'Prompts and sessions a day',
  kind: 'lines',
  unit: COUNT,
  lines: [
    { id: 'prompts', name: 'Prompts', value: ({ prompts }) => prompts },
    { id: 'sessions', name: 'Sessions started', value: ({ sessions }) => sessions },
  ],
  before: { id: 'previous_prompts', name: 'Prompts, the days before', value: ({ prompts }) => prompts },
};

export const LINES: DailyChart = {
  id: 'lines',
  title: 'Lines of code a day',
  kind: 'bars',
  unit: COUNT,
  lines: [
    { id: 'lines_added', name: 'Added', value: ({ lines_added }) => lines_added },
    { id: 'lines_removed', name: 'Removed', value: ({ lines_removed }) => lines_removed },
  ],
  before: {
    id: 'previous_lines',
    name: 'Both, the days before',
    value: ({ lines_added, lines_removed }) => lines_added + lines_removed,
  },
};

export const COMMITS: DailyChart = {
  id: 'commits',
  title: 'Commits and pull requests a day',
  kind: 'bars',
  unit: COUNT,
  lines: [
    { id: 'commits', name: 'Commits', value: ({ commits }) => commits },
    { id: 'pull_requests', name: 'Pull requests', value: ({ pull_requests }) => pull_requests },
  ],
  before: {
    id: 'previous_commits_and_pull_requests',
    name: 'Both, the days before',
    value: ({ commits, pull_requests }) => both(commits, pull_requests),
  },
};

export const ACTIVE_TIME: DailyChart = {
  id: 'active_time',
  title: 'Active time a day',
  kind: 'bars',
  unit: SECONDS,
  lines: [
    {
      id: 'active_cli_seconds',
      name: 'Claude working',
      value: ({ active_cli_seconds }) => active_cli_seconds,
    },
    { id: 'active_user_seconds', name: 'Typing', value: ({ active_user_seconds }) => active_user_seconds },
  ],
  before: {
    id: 'previous_active_seconds',
    name: 'Both, the days before',
    value: ({ active_user_seconds, active_cli_seconds }) => both(active_user_seconds, active_cli_seconds),
  },
};

function both(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

import type { ActiveDay, ActiveUser } from '../../api/types';
import { type Column, counted, dollars, seconds } from '../../tables/column';

/** What users and days are both told of. */
type Done = Pick<
  ActiveUser & ActiveDay,
  | 'sessions'
  | 'prompts'
  | 'requests'
  | 'tokens'
  | 'cost_usd'
  | 'lines_added'
  | 'lines_removed'
  | 'commits'
  | 'pull_requests'
  | 'active_user_seconds'
  | 'active_cli_seconds'
>;

/** What was done, of a user or on a day. */
export const DONE_COLUMNS: readonly Column<Done>[] = [
  counted('sessions', 'Sessions', ({ sessions }) => sessions),
  counted('prompts', 'Prompts', ({ prompts }) => prompts),
  counted('requests', 'Requests', ({ requests }) => requests),
  counted('tokens', 'Tokens', ({ tokens }) => tokens),
  dollars('cost_usd', 'Cost', ({ cost_usd }) => cost_usd),
  counted('lines_added', 'Lines +', ({ lines_added }) => lines_added),
  counted('lines_removed', 'Lines −', ({ lines_removed }) => lines_removed),
  counted('commits', 'Commits', ({ commits }) => commits),
  counted('pull_requests', 'Pull requests', ({ pull_requests }) => pull_requests),
  seconds('active_user_seconds', 'Typing', ({ active_user_seconds }) => active_user_seconds),
  seconds('active_cli_seconds', 'Claude working', ({ active_cli_seconds }) => active_cli_seconds),
];

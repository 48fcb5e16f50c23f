import { useMemo } from 'react';
import type { GroupFigures, Usage } from '../../api/types';
import { activeSeconds, totalTokens } from '../../derived';
import * as format from '../../format';
import { type Column, counted, dollars, rate, seconds, share } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { groupColumn } from '../group-column';
import { type Grouping, groupingOf, groupNames, groupsTitle } from '../grouping';
import { TOKEN_KINDS } from './token-kinds';

/** Groups and all their figures. */
export function GroupTable({ usage }: { usage: Usage }) {
  const by = groupingOf(usage);
  const names = useMemo(() => groupNames(by, usage.groups), [by, usage]);
  const columns = useMemo(() => columnsOf(usage, by, names), [usage, by, names]);
  return (
    <TableCard
      id="groups"
      title={groupsTitle(by)}
      columns={columns}
      rows={usage.groups}
      keyOf={keyOf}
      textOf={({ key }) => `${names.get(key)} ${key}`}
      sort="-cost_usd"
    />
  );
}

const keyOf = ({ key }: GroupFigures) => key;

function columnsOf(
  usage: Usage,
  by: Grouping,
  names: ReadonlyMap<string, string>,
): readonly Column<GroupFigures>[] {
  const total = usage.totals.cost_usd;
  // Whose sessions and commits they were is told by user and by label, not by model.
  const isToldWhole = by !== 'model' && usage.totals.sessions !== null;
  return [
    groupColumn(by, names, by === 'model' ? BY_USER : BY_MODEL),
    dollars('cost_usd', 'Cost', ({ cost_usd }) => cost_usd),
    share('share', 'Share', ({ cost_usd }) => (total > 0 ? cost_usd / total : null)),
    ...changeColumns(usage),
    counted('tokens', 'Tokens', totalTokens),
    rate('cache_hit_rate', 'Cache hits', ({ cache_hit_rate }) => cache_hit_rate),
    counted('requests', 'Requests', ({ requests }) => requests),
    ...(isToldWhole ? WORK : []),
    counted('lines_added', 'Lines added', ({ lines_added }) => lines_added),
    counted('lines_removed', 'Lines removed', ({ lines_removed }) => lines_removed),
    ...(isToldWhole ? RESULTS : []),
    ...TOKEN_KINDS.map(({ id, name }) => counted<GroupFigures>(id, name, (group) => group[id])),
    counted('unpriced_tokens', 'Without a price', ({ unpriced_tokens }) => unpriced_tokens),
    dollars('cache_savings_usd', 'Saved by the cache', ({ cache_savings_usd }) => cache_savings_usd),
    dollars('reported_cost_usd', 'Reported cost', ({ reported_cost_usd }) => reported_cost_usd),
  ];
}

/** What users did is best seen by model, and what models did by user; by model is how the page begins. */
const BY_MODEL = {};
const BY_USER = { by: 'user' };

const WORK: readonly Column<GroupFigures>[] = [
  counted('sessions', 'Sessions', ({ sessions }) => sessions),
  counted('prompts', 'Prompts', ({ prompts }) => prompts),
  counted('tool_runs', 'Tool runs', ({ tool_runs }) => tool_runs),
];

const RESULTS: readonly Column<GroupFigures>[] = [
  counted('commits', 'Commits', ({ commits }) => commits),
  counted('pull_requests', 'Pull requests', ({ pull_requests }) => pull_requests),
  seconds('active_seconds', 'Active time', activeSeconds),
];

/** How much more or less each group cost than in the days before, when those are told. */
function changeColumns({ previous }: Usage): readonly Column<GroupFigures>[] {
  if (previous === undefined) {
    return [];
  }
  const before = new Map(previous.groups.map(({ key, cost_usd }) => [key, cost_usd]));
  const change = ({ key, cost_usd }: GroupFigures) => cost_usd - (before.get(key) ?? 0);
  return [
    dollars('previous_cost_usd', 'Before', ({ key }) => before.get(key) ?? 0),
    {
      id: 'change_usd',
      label: 'Change',
      value: (group) => Math.round(change(group) * 1e6) / 1e6,
      cell: (group) => {
        const was = before.get(group.key) ?? 0;
        const percent = was === 0 ? 'new' : format.changeInPercent(change(group) / was);
        return <span title={percent}>{format.usdChange(change(group))}</span>;
      },
    },
  ];
}

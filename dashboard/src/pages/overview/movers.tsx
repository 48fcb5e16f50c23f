import { useMemo } from 'react';
import type { Usage } from '../../api/types';
import { lengthOf } from '../../days';
import { ratio } from '../../derived';
import * as format from '../../format';
import { type Column, dollars, share } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { GroupChoice } from '../group-choice';
import { groupColumn } from '../group-column';
import { type Grouping, groupingOf, groupNames } from '../grouping';
import { type Mover, moversOf } from './moved';

const OFFERED = [
  'user',
  'team',
  'model',
  'repository',
  'source',
  'department',
  'cost_center',
  'environment',
] as const;

interface MoversProps {
  usage: Usage;
  /** The grouping that is asked for: the answer may still be of another one. */
  by: Grouping;
}

/** Where the cost went up or down. */
export function Movers({ usage, by }: MoversProps) {
  const shown = groupingOf(usage);
  const rows = useMemo(() => moversOf(usage), [usage]);
  const names = useMemo(() => groupNames(shown, rows), [shown, rows]);
  const columns = useMemo(() => columnsOf(shown, names), [shown, names]);
  return (
    <TableCard
      id="movers"
      title="What moved most"
      note={`Cost against the ${format.counted(lengthOf(usage), 'day', 'days')} before`}
      action={<GroupChoice by={by} offered={OFFERED} table="movers" />}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      textOf={({ key }) => `${names.get(key)} ${key}`}
      sort="-share"
      empty="Nothing cost anything, in these days or in those before."
    />
  );
}

const keyOf = ({ key }: Mover) => key;

function columnsOf(by: Grouping, names: ReadonlyMap<string, string>): readonly Column<Mover>[] {
  return [
    groupColumn(by, names, by === 'user' ? BY_MODEL : BY_USER),
    dollars('cost_usd', 'Now', ({ now }) => now),
    dollars('previous_cost_usd', 'Before', ({ before }) => before),
    {
      id: 'change_usd',
      label: 'Change',
      value: ({ change }) => change,
      cell: ({ change }) => <span title={format.exactUsd(change)}>{format.usdChange(change)}</span>,
    },
    {
      id: 'change_rate',
      label: 'In percent',
      value: ({ change, before }) => ratio(change, before) ?? null,
      cell: inPercent,
    },
    share('share', 'Share of all movement', (row) => row.share),
  ];
}

/** What users did is best seen by model, and everything else by user. */
const BY_MODEL = { by: 'model' };
const BY_USER = {};

function inPercent({ now, before, change }: Mover): string {
  if (before === 0) {
    return 'new';
  }
  return now === 0 ? 'gone' : format.changeInPercent(change / before);
}

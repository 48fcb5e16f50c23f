import { useMemo } from 'react';
import { ago, time } from '../../format';
import { type Column, counted, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { STOPPED_AFTER_HOURS, type Stopped } from './last-seen';
import { personName, sourceNames } from './words';

interface StoppedTableProps {
  stopped: readonly Stopped[];
  nowMs: number;
}

/** Who reported in the range, and no longer does. */
export function StoppedTable({ stopped, nowMs }: StoppedTableProps) {
  const columns = useMemo(() => columnsOf(nowMs), [nowMs]);
  return (
    <TableCard
      id="stopped"
      title="Who stopped"
      note={`Reported in these days, and nothing for more than ${STOPPED_AFTER_HOURS / 24} days before now.`}
      columns={columns}
      rows={stopped}
      keyOf={keyOf}
      textOf={textOf}
      sort="-last_seen"
      empty="Nobody."
    />
  );
}

const keyOf = ({ reporter }: Stopped) => reporter.user;
const textOf = ({ reporter }: Stopped) => `${reporter.user} ${reporter.name ?? ''}`;

function columnsOf(nowMs: number): readonly Column<Stopped>[] {
  return [
    text(
      'user',
      'User',
      ({ reporter }) => reporter.user,
      ({ reporter }) => personName(reporter),
    ),
    text(
      'last_seen',
      'Last seen',
      ({ last }) => last.at,
      ({ last }) => ago(last.at, nowMs),
    ),
    text(
      'last_seen_at',
      'At',
      ({ last }) => last.at,
      ({ last }) => time(last.at),
    ),
    text(
      'sources',
      'Sources',
      ({ reporter }) => reporter.sources.join('; '),
      ({ reporter }) => sourceNames(reporter.sources),
    ),
    counted('session_days', 'Session-days', ({ reporter }) => reporter.session_days),
  ];
}

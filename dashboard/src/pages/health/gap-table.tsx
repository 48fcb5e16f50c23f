import { useMemo } from 'react';
import { Sentence } from '../../components/sentence';
import { type Column, counted, share, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import type { GapGroup } from './gaps';
import { People } from './people';
import { gapName, personName } from './words';

interface GapTableProps {
  gaps: readonly GapGroup[];
  /** Of everybody. */
  sessionDays: number;
}

/** Who does not tell what, and which variable makes their clients tell it. */
export function GapTable({ gaps, sessionDays }: GapTableProps) {
  const columns = useMemo(() => columnsOf(sessionDays), [sessionDays]);
  return (
    <TableCard
      id="gaps"
      title="What is not told"
      note="Session-days without it (a session on one day), of all session-days; and what switches it on."
      columns={columns}
      rows={gaps}
      keyOf={keyOf}
      empty="Everything that clients can tell is told."
    />
  );
}

const keyOf = ({ key }: GapGroup) => key;
const namesOf = ({ reporters }: GapGroup) => reporters.map(personName);

function columnsOf(sessionDays: number): readonly Column<GapGroup>[] {
  return [
    text(
      'what',
      'Missing',
      ({ what }) => what,
      ({ what }) => gapName(what),
    ),
    counted('users', 'Users', ({ reporters }) => reporters.length),
    counted('session_days', 'Session-days', (gap) => gap.sessionDays),
    share('share', 'Of all', (gap) => (sessionDays > 0 ? gap.sessionDays / sessionDays : null)),
    text(
      'setting',
      'What to do',
      ({ setting }) => setting,
      ({ setting }) => (
        <span className="block w-80 wrap-anywhere whitespace-normal">
          <Sentence text={setting} />
        </span>
      ),
    ),
    text(
      'who',
      'Who',
      ({ reporters }) => reporters.map(({ user }) => user).join('; '),
      (gap) => (
        <div className="w-64 whitespace-normal">
          <People names={namesOf(gap)} />
        </div>
      ),
    ),
  ];
}

import { useMemo } from 'react';
import type { Reporter, Signal } from '../../api/types';
import { ago, time } from '../../format';
import { type Column, counted, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { isStale } from './last-seen';
import { gapName, identityName, personName, SIGNALS, sourceNames } from './words';

interface ReporterTableProps {
  reporters: readonly Reporter[];
  nowMs: number;
}

/** Everybody who reported in the range. */
export function ReporterTable({ reporters, nowMs }: ReporterTableProps) {
  const columns = useMemo(() => columnsOf(nowMs), [nowMs]);
  return (
    <TableCard
      id="users"
      title="Who reports"
      note="When each signal was last seen, in these days or out of them."
      columns={columns}
      rows={reporters}
      keyOf={keyOf}
      textOf={textOf}
      sort="-session_days"
    />
  );
}

const keyOf = ({ user }: Reporter) => user;
const textOf = ({ user, name }: Reporter) => `${user} ${name ?? ''}`;

function columnsOf(nowMs: number): readonly Column<Reporter>[] {
  return [
    text('user', 'User', keyOf, personName),
    counted('session_days', 'Session-days', ({ session_days }) => session_days),
    ...SIGNALS.map(({ signal, name }) => lastSeenColumn(signal, name, nowMs)),
    text('missing', 'Missing', ({ missing }) => missing.map(({ what }) => what).join('; '), missingNames),
    text(
      'sources',
      'Sources',
      ({ sources }) => sources.join('; '),
      ({ sources }) => sourceNames(sources),
    ),
    text('versions', 'Versions', versionsOf),
    text(
      'identity',
      'Known by',
      ({ identity }) => identity,
      ({ identity }) => identityName(identity),
    ),
  ];
}

function lastSeenColumn(signal: Signal, name: string, nowMs: number): Column<Reporter> {
  return text(
    `${signal}_last_seen`,
    name,
    (row) => row[signal].last_seen,
    (row) => {
      const { last_seen: at } = row[signal];
      return (
        <span
          className={isStale(at, nowMs) ? 'font-medium text-kumo-warning' : ''}
          title={at === null ? undefined : time(at)}
        >
          {at === null ? 'never' : ago(at, nowMs)}
        </span>
      );
    },
  );
}

function missingNames({ missing }: Reporter) {
  return missing.length === 0 ? (
    <span className="text-kumo-subtle">Nothing</span>
  ) : (
    <span
      title={missing
        .map((gap) => `${gapName(gap.what)}: ${gap.session_days} of ${gap.of} session-days`)
        .join('\n')}
    >
      {missing.map(({ what }) => gapName(what)).join(', ')}
    </span>
  );
}

/** Each version once, whatever it runs on. */
function versionsOf({ versions }: Reporter): string {
  return [...new Set(versions.map(({ version }) => version))].filter((version) => version !== '').join(', ');
}

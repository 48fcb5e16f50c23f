import { useMemo } from 'react';
import type { ClientVersion } from '../../api/types';
import { type Column, counted, share, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';

/** Clients in use, the newest version first. */
export function VersionTable({ versions }: { versions: readonly ClientVersion[] }) {
  const columns = useMemo(() => columnsOf(versions), [versions]);
  return (
    <TableCard
      id="versions"
      title="Client versions"
      note="By session-days."
      columns={columns}
      rows={versions}
      keyOf={keyOf}
      textOf={keyOf}
      sort="-version"
      empty="No client has said its version in these days."
    />
  );
}

const keyOf = ({ version, os }: ClientVersion) => `${version} ${os}`;

function columnsOf(versions: readonly ClientVersion[]): readonly Column<ClientVersion>[] {
  const all = versions.reduce((sum, { session_days }) => sum + session_days, 0);
  return [
    text(
      'version',
      'Version',
      ({ version }) => version,
      ({ version }) => (version === '' ? 'Not said' : version),
    ),
    text(
      'os',
      'Runs on',
      ({ os }) => os,
      ({ os }) => systemName(os),
    ),
    counted('session_days', 'Session-days', ({ session_days }) => session_days),
    share('share', 'Share', ({ session_days }) => (all > 0 ? session_days / all : null)),
  ];
}

const SYSTEMS: Readonly<Record<string, string>> = {
  '': 'Not said',
  darwin: 'macOS',
  linux: 'Linux',
  windows: 'Windows',
  win32: 'Windows',
};

function systemName(os: string): string {
  return SYSTEMS[os] ?? os;
}

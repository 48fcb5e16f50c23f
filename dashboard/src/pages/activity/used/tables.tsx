/** A table for each thing of Claude Code that is counted. */

import { useMemo } from 'react';
import type {
  Activity,
  Compactions,
  Hook,
  McpServer,
  Mentions,
  Named,
  PermissionModeChange,
  Plugin,
  Skill,
  Subagent,
  UnknownRecord,
  Version,
} from '../../../api/types';
import { type Column, counted, milliseconds, text } from '../../../tables/column';
import { TableCard } from '../../../tables/table-card';
import { type Costed, costedColumns, withCosts } from './costed';
import { named, tallied } from './names';

interface TableProps {
  activity: Activity;
}

const SKILLS: readonly Column<Costed<Skill>>[] = [
  named('name', 'Skill', ({ name }) => name),
  counted('activations', 'Activated', ({ use }) => use?.activations ?? null),
];

/** The widest, so it comes last. */
const TRIGGERS: Column<Costed<Skill>> = tallied('triggers', 'By', ({ use }) => use?.triggers ?? []);

export function SkillsTable({ activity: { skills, costs } }: TableProps) {
  const rows = useMemo(() => withCosts(skills, costs.skills), [skills, costs.skills]);
  const columns = useMemo(() => [...costedColumns(SKILLS, costs.skills), TRIGGERS], [costs.skills]);
  return (
    <TableCard id="skills" title="Skills" columns={columns} rows={rows} keyOf={nameOf} textOf={nameOf} />
  );
}

const PLUGINS: readonly Column<Costed<Plugin>>[] = [
  named('name', 'Plugin', ({ name }) => name),
  counted('loaded', 'Loaded', ({ use }) => use?.loaded ?? null),
  counted('installed', 'Installed', ({ use }) => use?.installed ?? null),
];

export function PluginsTable({ activity: { plugins, costs } }: TableProps) {
  const rows = useMemo(() => withCosts(plugins, costs.plugins), [plugins, costs.plugins]);
  const columns = useMemo(() => costedColumns(PLUGINS, costs.plugins), [costs.plugins]);
  return (
    <TableCard id="plugins" title="Plugins" columns={columns} rows={rows} keyOf={nameOf} textOf={nameOf} />
  );
}

const MCP_SERVERS: readonly Column<Costed<McpServer>>[] = [
  named('name', 'Server', ({ name }) => name),
  counted('connected', 'Connected', ({ use }) => use?.connected ?? null),
  counted('failed', 'Failed', ({ use }) => use?.failed ?? null),
  counted('disconnected', 'Ended', ({ use }) => use?.disconnected ?? null),
];

export function McpServersTable({ activity: { mcp_servers, costs } }: TableProps) {
  const rows = useMemo(() => withCosts(mcp_servers, costs.mcp_servers), [mcp_servers, costs.mcp_servers]);
  const columns = useMemo(() => costedColumns(MCP_SERVERS, costs.mcp_servers), [costs.mcp_servers]);
  return (
    <TableCard
      id="mcp_servers"
      title="MCP servers"
      note="Connections, by server, or by scope where its name is not told"
      columns={columns}
      rows={rows}
      keyOf={nameOf}
      textOf={nameOf}
    />
  );
}

const SUBAGENTS: readonly Column<Costed<Subagent>>[] = [
  named('name', 'Sub-agent', ({ name }) => name),
  counted('completed', 'Completed', ({ use }) => use?.completed ?? null),
  milliseconds('mean_ms', 'Mean time', ({ use }) => use?.mean_ms ?? null),
];

export function SubagentsTable({ activity: { subagents, costs } }: TableProps) {
  const rows = useMemo(() => withCosts(subagents, costs.agents), [subagents, costs.agents]);
  const columns = useMemo(() => costedColumns(SUBAGENTS, costs.agents), [costs.agents]);
  return (
    <TableCard
      id="subagents"
      title="Sub-agents"
      columns={columns}
      rows={rows}
      keyOf={nameOf}
      textOf={nameOf}
    />
  );
}

const HOOKS: readonly Column<Hook>[] = [
  named('event', 'Event', ({ event }) => event),
  counted('runs', 'Runs', ({ runs }) => runs),
  counted('blocked', 'Blocked', ({ blocked }) => blocked),
  counted('failed', 'Failed', ({ failed }) => failed),
  milliseconds('mean_ms', 'Mean time', ({ mean_ms }) => mean_ms),
];

export function HooksTable({ activity: { hooks } }: TableProps) {
  return (
    <TableCard
      id="hooks"
      title="Hooks"
      note="Blocked: a hook refused what it was asked about"
      columns={HOOKS}
      rows={hooks}
      keyOf={({ event }) => event}
      textOf={({ event }) => event}
    />
  );
}

const SLASH_COMMANDS: readonly Column<Named>[] = [
  text(
    'name',
    'Command',
    ({ name }) => name,
    ({ name }) => (name === '' ? 'Not told' : `/${name}`),
  ),
  counted('count', 'Used', ({ count }) => count),
];

export function SlashCommandsTable({ activity: { slash_commands } }: TableProps) {
  return (
    <TableCard
      id="slash_commands"
      title="Slash commands"
      columns={SLASH_COMMANDS}
      rows={slash_commands}
      keyOf={nameOf}
      textOf={nameOf}
    />
  );
}

const COMPACTIONS: readonly Column<Compactions>[] = [
  named('trigger', 'Started', ({ trigger }) => trigger),
  counted('succeeded', 'Succeeded', ({ succeeded }) => succeeded),
  counted('failed', 'Failed', ({ failed }) => failed),
  milliseconds('mean_ms', 'Mean time', ({ mean_ms }) => mean_ms),
];

export function CompactionsTable({ activity: { compactions } }: TableProps) {
  return (
    <TableCard
      id="compactions"
      title="Compactions"
      note="A conversation that was summed up to make room"
      columns={COMPACTIONS}
      rows={compactions}
      keyOf={({ trigger }) => trigger}
    />
  );
}

const PERMISSION_MODES: readonly Column<PermissionModeChange>[] = [
  named('from', 'From', ({ from }) => from),
  named('to', 'To', ({ to }) => to),
  counted('count', 'Changed', ({ count }) => count),
];

export function PermissionModesTable({ activity: { permission_modes } }: TableProps) {
  return (
    <TableCard
      id="permission_modes"
      title="Permission modes"
      note="Changes from one mode to another"
      columns={PERMISSION_MODES}
      rows={permission_modes}
      keyOf={({ from, to }) => `${from} ${to}`}
    />
  );
}

const MENTIONS: readonly Column<Mentions>[] = [
  named('kind', 'Of', ({ kind }) => kind),
  counted('found', 'Found', ({ found }) => found),
  counted('not_found', 'Not found', ({ not_found }) => not_found),
];

export function MentionsTable({ activity: { mentions } }: TableProps) {
  return (
    <TableCard
      id="mentions"
      title="Mentions"
      note="With @ in a prompt"
      columns={MENTIONS}
      rows={mentions}
      keyOf={({ kind }) => kind}
    />
  );
}

const VERSIONS: readonly Column<Version>[] = [
  named('version', 'Version', ({ version }) => version),
  counted('sessions', 'Sessions', ({ sessions }) => sessions),
  tallied('systems', 'Systems', ({ systems }) => systems),
];

export function VersionsTable({ activity: { versions } }: TableProps) {
  return (
    <TableCard
      id="versions"
      title="Versions"
      note="Of Claude Code, the newest first; a session counts once on each of its days"
      columns={VERSIONS}
      rows={versions}
      keyOf={({ version }) => version}
      textOf={({ version }) => version}
      sort="-version"
    />
  );
}

const RECORDS: readonly Column<UnknownRecord>[] = [
  named('name', 'Record', ({ name }) => name),
  text('signal', 'Signal', ({ signal }) => signal),
  counted('count', 'Received', ({ count }) => count),
];

export function RecordsTable({ activity: { records } }: TableProps) {
  return (
    <TableCard
      id="records"
      title="Other records"
      note="Kinds that this version keeps by name only"
      columns={RECORDS}
      rows={records}
      keyOf={({ signal, name }) => `${signal} ${name}`}
      textOf={nameOf}
    />
  );
}

function nameOf({ name }: { name: string }): string {
  return name;
}

import { Button } from '@cloudflare/kumo/components/button';
import type { ComponentType } from 'react';
import type { Activity } from '../../../api/types';
import { Section } from '../../../components/section';
import { withFilter } from '../../../scope';
import { changeScope, useScope } from '../../../url-state';
import {
  CompactionsTable,
  HooksTable,
  McpServersTable,
  MentionsTable,
  PermissionModesTable,
  PluginsTable,
  RecordsTable,
  SkillsTable,
  SlashCommandsTable,
  SubagentsTable,
  VersionsTable,
} from './tables';

interface Used {
  /** What it is called when there is none of it. */
  readonly name: string;
  readonly isUsed: (activity: Activity) => boolean;
  readonly Table: ComponentType<{ activity: Activity }>;
}

/** What a lead asks about first, then what only tells how clients are set up. */
const USED: readonly Used[] = [
  {
    name: 'skills',
    isUsed: ({ skills, costs }) => skills.length + costs.skills.length > 0,
    Table: SkillsTable,
  },
  {
    name: 'sub-agents',
    isUsed: ({ subagents, costs }) => subagents.length + costs.agents.length > 0,
    Table: SubagentsTable,
  },
  {
    name: 'MCP servers',
    isUsed: ({ mcp_servers, costs }) => mcp_servers.length + costs.mcp_servers.length > 0,
    Table: McpServersTable,
  },
  {
    name: 'plugins',
    isUsed: ({ plugins, costs }) => plugins.length + costs.plugins.length > 0,
    Table: PluginsTable,
  },
  {
    name: 'slash commands',
    isUsed: ({ slash_commands }) => slash_commands.length > 0,
    Table: SlashCommandsTable,
  },
  { name: 'hooks', isUsed: ({ hooks }) => hooks.length > 0, Table: HooksTable },
  { name: 'compactions', isUsed: ({ compactions }) => compactions.length > 0, Table: CompactionsTable },
  {
    name: 'changes of the permission mode',
    isUsed: ({ permission_modes }) => permission_modes.length > 0,
    Table: PermissionModesTable,
  },
  { name: 'mentions', isUsed: ({ mentions }) => mentions.length > 0, Table: MentionsTable },
  { name: 'versions', isUsed: ({ versions }) => versions.length > 0, Table: VersionsTable },
];

/** What of Claude Code was used. What was not shares one sentence. */
export function WhatIsUsed({ activity }: { activity: Activity }) {
  const { filters } = useScope();
  const used = USED.filter(({ isUsed }) => isUsed(activity));
  const unused = USED.filter(({ isUsed }) => !isUsed(activity));
  const hasRecords = activity.records.length > 0;
  if (used.length === 0 && !hasRecords && filters.model !== undefined) {
    return (
      <Section title="What is used">
        <div
          className="flex flex-wrap items-center gap-3 text-sm text-kumo-subtle"
          data-testid="used-by-model"
        >
          <p>Clients tell none of this by model: not skills, plugins, MCP servers, hooks, nor versions.</p>
          <Button size="sm" onClick={() => changeScope({ filters: withFilter(filters, 'model', []) })}>
            Show all models
          </Button>
        </div>
      </Section>
    );
  }
  return (
    <Section
      title="What is used"
      note="Clients name what comes with Claude Code; your own shows as custom or third-party unless they set OTEL_LOG_TOOL_DETAILS=1. Costs are as they reported them."
    >
      <div className="columns-1 gap-6 lg:columns-2 *:mb-6 *:break-inside-avoid">
        {used.map(({ name, Table }) => (
          <div key={name}>
            <Table activity={activity} />
          </div>
        ))}
        {hasRecords && (
          <div>
            <RecordsTable activity={activity} />
          </div>
        )}
      </div>
      {unused.length > 0 && (
        <p className="text-sm text-kumo-subtle" data-testid="unused">
          {noneOf(unused.map(({ name }) => name))}
        </p>
      )}
    </Section>
  );
}

/** `No plugins, no hooks in these days.` */
function noneOf(names: readonly string[]): string {
  const sentence = names.map((name) => `no ${name}`).join(', ');
  return `N${sentence.slice(1)} in these days.`;
}

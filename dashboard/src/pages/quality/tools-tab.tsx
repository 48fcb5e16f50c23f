import { useMemo } from 'react';
import type { ErrorClass, HookQuality, Quality, ToolQuality } from '../../api/types';
import { type Column, counted, share, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { ToolRunChart, ToolSuccessChart } from './daily-charts';
import { classColumns } from './error-class';
import { timeColumns } from './times';

/** Tools and hooks: what ran, what failed, how long it took. */
export function ToolsTab({ quality }: { quality: Quality }) {
  const { series, tools, tool_errors: errors, hooks } = quality;
  const errorColumns = useMemo(() => classColumns(errors), [errors]);
  return (
    <>
      <div className="grid gap-6 lg:grid-cols-2">
        <ToolSuccessChart days={series} />
        <ToolRunChart days={series} />
      </div>
      <TableCard
        id="tools"
        title="Tools"
        columns={TOOL_COLUMNS}
        rows={tools}
        keyOf={toolOf}
        textOf={toolOf}
        sort="-runs"
      />
      <div className="grid gap-6 xl:grid-cols-2 *:self-start">
        <TableCard
          id="tool_errors"
          title="Why tools failed"
          note="By class of error, as clients name it."
          columns={errorColumns}
          rows={errors}
          keyOf={classOf}
          textOf={classOf}
          sort="-count"
          empty="No tool has failed in these days, or no client has said why."
        />
        <TableCard
          id="hooks"
          title="Hooks"
          note="By the event that they are for."
          columns={HOOK_COLUMNS}
          rows={hooks}
          keyOf={eventOf}
          sort="-runs"
          empty="No hook has run in these days."
        />
      </div>
    </>
  );
}

const toolOf = ({ tool }: ToolQuality) => tool;
const classOf = ({ class: name }: ErrorClass) => name;
const eventOf = ({ event }: HookQuality) => event;

const TOOL_COLUMNS: readonly Column<ToolQuality>[] = [
  text('tool', 'Tool', toolOf, ({ tool }) => (tool === '' ? 'Not said' : tool)),
  counted('runs', 'Runs', ({ runs }) => runs),
  counted('failed', 'Failed', ({ failed }) => failed),
  share('success_rate', 'Succeeded', ({ success_rate }) => success_rate),
  ...timeColumns<ToolQuality>(({ time }) => time),
];

const HOOK_COLUMNS: readonly Column<HookQuality>[] = [
  text('event', 'Event', eventOf),
  counted('runs', 'Runs', ({ runs }) => runs),
  counted('blocked', 'Blocked', ({ blocked }) => blocked),
  counted('failed', 'Failed', ({ failed }) => failed),
  ...timeColumns<HookQuality>(({ time }) => time),
];

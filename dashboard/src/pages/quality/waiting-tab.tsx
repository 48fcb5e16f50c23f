import { Empty } from '@cloudflare/kumo/components/empty';
import { HourglassIcon } from '@phosphor-icons/react';
import type { Me, QualityDay, ToolWaiting, Waiting } from '../../api/types';
import { type Column, counted, milliseconds, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { TimeChart } from './daily-charts';
import { timeColumns, totalMs } from './times';
import { WaitingSetting } from './waiting-setting';

interface WaitingTabProps {
  me: Me;
  waiting: Waiting;
  days: readonly QualityDay[];
}

/** How long Claude waited for a person to decide. */
export function WaitingTab({ me, waiting, days }: WaitingTabProps) {
  if (waiting.count === 0) {
    return (
      <div data-testid="no-waiting">
        <Empty
          className="text-center"
          title="No waiting was told"
          description="In these days nobody was waited for, or no traces arrived."
          icon={<HourglassIcon size={40} className="text-kumo-subtle" />}
          contents={
            <p className="max-w-prose text-center text-sm text-kumo-subtle">
              <WaitingSetting me={me} />
            </p>
          }
        />
      </div>
    );
  }
  return (
    <>
      <TimeChart
        id="waiting"
        title="Waiting for a decision"
        note="From a tool's question to a person's answer · UTC days"
        days={days}
        timesOf={waitingOf}
      />
      <TableCard
        id="waiting_by_tool"
        title="Waiting by tool"
        columns={COLUMNS}
        rows={waiting.by_tool}
        keyOf={toolOf}
        textOf={toolOf}
        sort="-total_ms"
      />
    </>
  );
}

const waitingOf = ({ waiting }: QualityDay) => waiting;
const toolOf = ({ tool }: ToolWaiting) => tool;

const COLUMNS: readonly Column<ToolWaiting>[] = [
  text('tool', 'Tool', toolOf, ({ tool }) => (tool === '' ? 'Not said' : tool)),
  counted('count', 'Times', ({ count }) => count),
  milliseconds('total_ms', 'All together', totalMs),
  milliseconds('mean_ms', 'Mean', ({ mean_ms }) => mean_ms),
  ...timeColumns<ToolWaiting>((row) => row),
];

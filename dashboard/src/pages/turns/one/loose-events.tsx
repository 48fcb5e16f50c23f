import { useMemo } from 'react';
import type { Turn, TurnEvent } from '../../../api/types';
import * as format from '../../../format';
import { type Column, text } from '../../../tables/column';
import { TableCard } from '../../../tables/table-card';
import { elapsed } from '../time-column';
import { deciderName, eventName, outcomeName } from '../waterfall/words';

interface Row extends TurnEvent {
  readonly key: string;
}

const COLUMNS: readonly Column<Row>[] = [
  text(
    'kind',
    'Event',
    ({ kind }) => kind,
    (event) => eventName(event),
  ),
  text(
    'at',
    'When',
    ({ at }) => at,
    ({ at }) => <span title={at}>{format.preciseTime(at)}</span>,
  ),
  elapsed('offset_ms', 'Since the turn began', ({ offset_ms }) => offset_ms),
  text('name', 'About', ({ name }) => name),
  text('detail', 'Detail', ({ detail }) => detail),
  text(
    'outcome',
    'Ended',
    ({ outcome }) => outcome,
    ({ outcome }) => (outcome === null ? format.NONE : outcomeName(outcome)),
  ),
  text(
    'decided_by',
    'Decided by',
    ({ decided_by }) => decided_by,
    ({ decided_by }) => (decided_by === null ? format.NONE : deciderName(decided_by)),
  ),
  text('error', 'Error', ({ error }) => error),
  text('session', 'Session', ({ session }) => session),
];

/** What happened while nothing ran. */
export function LooseEvents({ turn }: { turn: Turn }) {
  const rows = useMemo(
    () => turn.events.map((event, index): Row => ({ ...event, key: String(index) })),
    [turn.events],
  );
  if (rows.length === 0) {
    return null;
  }
  return (
    <TableCard
      id="events"
      title="Events beside the spans"
      note="They happened while nothing of their session ran."
      of={turn.id}
      columns={COLUMNS}
      rows={rows}
      keyOf={({ key }) => key}
      textOf={(event) => [eventName(event), event.name, event.detail, event.error].join('\n')}
    />
  );
}

import { Button } from '@cloudflare/kumo/components/button';
import { WarningCircleIcon } from '@phosphor-icons/react';
import { useState } from 'react';
import type { TurnEvent } from '../../../api/types';
import * as format from '../../../format';
import { tokenSum } from './spans';
import { deciderName, eventName, isErrorEvent, outcomeName } from './words';

/** More are shown when asked for. */
const FIRST = 50;

/** What happened, in order of time. */
export function EventList({ events }: { events: readonly TurnEvent[] }) {
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? events : events.slice(0, FIRST);
  return (
    <>
      <ol className="flex flex-col gap-2" data-testid="events">
        {shown.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move, and have no name of their own
          <li key={index} className="border-l-2 border-kumo-line pl-2.5" data-kind={event.kind}>
            <EventItem event={event} />
          </li>
        ))}
      </ol>
      {shown.length < events.length && (
        <Button size="sm" className="mt-2" onClick={() => setIsAll(true)}>
          Show all {format.exactCount(events.length)}
        </Button>
      )}
    </>
  );
}

function EventItem({ event }: { event: TurnEvent }) {
  const facts = factsOf(event);
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="flex items-center gap-1 font-medium text-kumo-default">
          {isErrorEvent(event) && (
            <WarningCircleIcon weight="fill" className="text-kumo-danger" aria-label="Error" />
          )}
          {eventName(event)}
        </span>
        <span className="text-kumo-subtle" title={`${format.preciseTime(event.at)}\n${event.at}`}>
          {format.elapsed(event.offset_ms)}
        </span>
      </p>
      {facts.length > 0 && <p className="break-words text-kumo-subtle">{facts.join(' · ')}</p>}
    </>
  );
}

function factsOf(event: TurnEvent): readonly string[] {
  const tokens = tokenSum(event.tokens);
  const told: readonly (string | null)[] = [
    event.kind === 'other' ? null : event.name,
    event.detail,
    event.outcome === null ? null : outcomeName(event.outcome),
    event.decided_by === null ? null : `by ${deciderName(event.decided_by)}`,
    event.error,
    event.status === null ? null : `HTTP ${event.status}`,
    event.model,
    event.duration_ms === null ? null : format.elapsed(event.duration_ms),
    tokens === null ? null : `${format.count(tokens)} tokens`,
    event.cost_usd === null ? null : format.exactUsd(event.cost_usd),
    event.reported_cost_usd === null ? null : `${format.exactUsd(event.reported_cost_usd)} reported`,
  ];
  return told.filter((fact) => fact !== null);
}

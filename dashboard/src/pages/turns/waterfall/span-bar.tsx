import { CaretLeftIcon, CaretRightIcon, XIcon } from '@phosphor-icons/react';
import type { TurnEvent } from '../../../api/types';
import * as format from '../../../format';
import { kindOf } from './kinds';
import type { Span } from './spans';
import { eventName, isErrorEvent } from './words';
import { placeOf, type Zoom } from './zoom';

interface SpanBarProps {
  span: Span;
  zoom: Zoom;
}

/** When something was, and what happened in it. */
export function SpanBar({ span, zoom }: SpanBarProps) {
  const { node, isError } = span;
  const { name, color } = kindOf(node.kind);
  const from = placeOf(node.offset_ms, zoom);
  const to = placeOf(node.offset_ms + node.duration_ms, zoom);
  if (to < 0 || from > 100) {
    return <Elsewhere isBefore={to < 0} />;
  }
  const left = Math.max(from, -1);
  const isWaiting = node.kind === 'blocked_on_user';
  return (
    <span className="absolute inset-0 overflow-hidden" aria-hidden="true">
      <span
        className={`absolute top-1/2 h-3 min-w-0.5 -translate-y-1/2 overflow-hidden rounded-xs ${isError ? 'outline-2 -outline-offset-1 outline-kumo-danger' : ''}`}
        style={{
          left: `${left}%`,
          width: `${Math.min(to, 101) - left}%`,
          ...(isWaiting ? stripes(color) : { backgroundColor: color }),
        }}
        title={`${name}: ${format.elapsed(node.duration_ms)}, ${format.elapsed(node.offset_ms)} after the turn began`}
      >
        {node.ttft_ms !== null && <FirstToken span={span} ttftMs={node.ttft_ms} zoom={zoom} />}
      </span>
      {isError && (
        <XIcon
          weight="bold"
          size={10}
          className="absolute top-1/2 ml-1 -translate-y-1/2 text-kumo-danger"
          style={{ left: `min(${to}%, calc(100% - 14px))` }}
        />
      )}
      <EventTicks events={node.events} zoom={zoom} />
    </span>
  );
}

function stripes(color: string) {
  return {
    backgroundImage: `repeating-linear-gradient(135deg, ${color} 0 4px, transparent 4px 7px)`,
    border: `1px solid ${color}`,
  };
}

/** What is seen is before or after it. */
function Elsewhere({ isBefore }: { isBefore: boolean }) {
  const Caret = isBefore ? CaretLeftIcon : CaretRightIcon;
  return (
    <Caret
      size={10}
      aria-hidden="true"
      className={`absolute top-1/2 -translate-y-1/2 text-kumo-subtle ${isBefore ? 'left-0' : 'right-0'}`}
    />
  );
}

/** Until the first token nothing is to be read: paler, with a line at the end. */
function FirstToken({ span, ttftMs, zoom }: { span: Span; ttftMs: number; zoom: Zoom }) {
  const { offset_ms: offset, duration_ms: duration } = span.node;
  const shown = Math.max(offset, zoom.fromMs - (zoom.toMs - zoom.fromMs) / 100);
  const part = ((offset + ttftMs - shown) / (Math.min(offset + duration, zoom.toMs) - shown || 1)) * 100;
  return part <= 0 ? null : (
    <span
      className="absolute inset-y-0 left-0 border-r-2 border-kumo-base bg-kumo-base/60"
      style={{ width: `${Math.min(part, 100)}%` }}
      title={`First token after ${format.elapsed(ttftMs)}`}
    />
  );
}

/** More of them side by side could not be told apart. */
const TICKS_A_ROW = 120;

/** What happened in it, as lines at its foot; two that would be one line are one. */
function EventTicks({ events, zoom }: { events: readonly TurnEvent[]; zoom: Zoom }) {
  const ticks = new Map<number, TurnEvent>();
  for (const event of events) {
    const place = placeOf(event.offset_ms, zoom);
    const slot = Math.round((place / 100) * TICKS_A_ROW);
    if (place >= 0 && place <= 100 && (!ticks.has(slot) || isErrorEvent(event))) {
      ticks.set(slot, event);
    }
  }
  return [...ticks].map(([slot, event]) => (
    <span
      key={slot}
      className="absolute bottom-0 flex h-2 w-2 -translate-x-1/2 justify-center"
      style={{ left: `min(max(${placeOf(event.offset_ms, zoom)}%, 1px), calc(100% - 1px))` }}
      title={`${eventName(event)}, ${format.elapsed(event.offset_ms)} after the turn began`}
    >
      <span className={`h-full w-0.5 ${isErrorEvent(event) ? 'bg-kumo-danger' : 'bg-kumo-contrast'}`} />
    </span>
  ));
}

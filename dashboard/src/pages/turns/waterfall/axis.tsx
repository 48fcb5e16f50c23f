import { type PointerEvent, useMemo, useRef, useState } from 'react';
import * as format from '../../../format';
import { type Moment, momentAt } from './spans';
import { placeOf, ticksOf, tickText, within, type Zoom } from './zoom';

interface AxisProps {
  moments: readonly Moment[];
  zoom: Zoom;
  whole: Zoom;
  onZoom: (zoom: Zoom) => void;
}

/** A press and a release so close are no drag. */
const MIN_DRAG_PERCENT = 1;

/**
 * The time above the bars, with what the turn had cost until then. Dragging over it sees a part; the buttons and
 * the keys do the same.
 */
export function Axis({ moments, zoom, whole, onZoom }: AxisProps) {
  const box = useRef<HTMLDivElement>(null);
  const [pointer, setPointer] = useState<number>();
  const [begin, setBegin] = useState<number>();

  const placeUnder = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.min(Math.max(((event.clientX - left) / width) * 100, 0), 100);
  };
  const timeAt = (place: number) => zoom.fromMs + ((zoom.toMs - zoom.fromMs) * place) / 100;
  const end = () => {
    if (begin !== undefined && pointer !== undefined && Math.abs(pointer - begin) >= MIN_DRAG_PERCENT) {
      onZoom(
        within({ fromMs: timeAt(Math.min(begin, pointer)), toMs: timeAt(Math.max(begin, pointer)) }, whole),
      );
    }
    setBegin(undefined);
  };

  return (
    <div
      ref={box}
      className="relative h-full cursor-crosshair touch-pan-y select-none"
      aria-hidden="true"
      data-axis
      onPointerMove={(event) => setPointer(placeUnder(event))}
      onPointerLeave={() => begin === undefined && setPointer(undefined)}
      onPointerDown={(event) => {
        if (event.button === 0) {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          setBegin(placeUnder(event));
        }
      }}
      onPointerUp={end}
      onPointerCancel={() => setBegin(undefined)}
    >
      <RunningTotals moments={moments} zoom={zoom} whole={whole} />
      <Labels zoom={zoom} />
      {begin !== undefined && pointer !== undefined && (
        <span
          className="absolute inset-y-0 bg-kumo-brand/20"
          style={{ left: `${Math.min(begin, pointer)}%`, width: `${Math.abs(pointer - begin)}%` }}
        />
      )}
      {pointer !== undefined && (
        <Pointer place={pointer} moment={momentAt(moments, timeAt(pointer))} at={timeAt(pointer)} />
      )}
    </div>
  );
}

function Labels({ zoom }: { zoom: Zoom }) {
  return ticksOf(zoom, 5).map((tick) => {
    const place = placeOf(tick, zoom);
    return (
      <span
        key={tick}
        className={`absolute bottom-0.5 border-l border-kumo-line pl-1 text-xs whitespace-nowrap text-kumo-subtle ${place > 88 ? 'invisible' : ''}`}
        style={{ left: `${place}%` }}
      >
        {tickText(tick)}
      </span>
    );
  });
}

function Pointer({ place, at, moment }: { place: number; at: number; moment: Moment }) {
  return (
    <span
      className="pointer-events-none absolute inset-y-0 border-l border-kumo-contrast"
      style={{ left: `${place}%` }}
    >
      <span
        className={`absolute top-1 rounded bg-kumo-base px-1.5 py-0.5 text-xs whitespace-nowrap text-kumo-default shadow ring ring-kumo-line ${place > 50 ? 'right-1' : 'left-1'}`}
      >
        {format.elapsed(at)} · {format.usd(moment.costUsd)} · {format.count(moment.tokens)} tokens
      </span>
    </span>
  );
}

const TOP = 4;
const BOTTOM = 100;

/** Cost so far as an area, tokens as a broken line, each as a part of what the turn came to. */
function RunningTotals({ moments, zoom, whole }: Omit<AxisProps, 'onZoom'>) {
  const cost = useMemo(() => steps(moments, whole, ({ costUsd }) => costUsd), [moments, whole]);
  const tokens = useMemo(() => steps(moments, whole, (moment) => moment.tokens), [moments, whole]);
  return (
    <svg
      aria-hidden="true"
      className="absolute inset-x-0 top-1 h-8 w-full overflow-hidden"
      viewBox={`${zoom.fromMs} 0 ${zoom.toMs - zoom.fromMs} ${BOTTOM}`}
      preserveAspectRatio="none"
    >
      {cost !== undefined && (
        <path
          d={`${cost}V${BOTTOM}H${whole.fromMs}Z`}
          className="fill-kumo-brand/20 stroke-kumo-brand"
          vectorEffect="non-scaling-stroke"
        />
      )}
      {tokens !== undefined && (
        <path
          d={tokens}
          className="fill-none stroke-kumo-contrast/60"
          strokeDasharray="2 2"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

/** A line that rises with every request; `undefined`: it would stay at nothing. */
function steps(
  moments: readonly Moment[],
  whole: Zoom,
  value: (moment: Moment) => number,
): string | undefined {
  const last = moments.at(-1);
  const most = last === undefined ? 0 : value(last);
  if (most === 0) {
    return undefined;
  }
  const height = (moment: Moment) => (BOTTOM - (value(moment) / most) * (BOTTOM - TOP)).toFixed(2);
  return `M${whole.fromMs} ${BOTTOM}${moments.map((moment) => `H${moment.offsetMs}V${height(moment)}`).join('')}H${whole.toMs}`;
}

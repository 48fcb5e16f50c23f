import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { Axis } from './axis';
import { type Layout, useLayout } from './layout';
import { Part } from './part';
import { rowOf } from './shown';
import { SpanRow } from './span-row';
import type { Span, SpanList } from './spans';
import { hasBelow } from './use-closed';
import { useWindow } from './use-window';
import { around, panned, placeOf, ticksOf, type Zoom, zoomed } from './zoom';

/** The row that the Tab key stops at. */
export interface Active {
  /** The span's place in the list. */
  readonly at: number;
  /** It takes the focus as well: the person moves among the rows. */
  readonly isFocused: boolean;
}

interface TreeGridProps {
  list: SpanList;
  /** The rows. */
  shown: readonly Span[];
  closed: ReadonlySet<number>;
  onClosed: (closed: ReadonlySet<number>) => void;
  zoom: Zoom;
  whole: Zoom;
  onZoom: (zoom: Zoom) => void;
  /** A new object each time: its row comes into view. */
  active: Active;
  onActive: (active: Active) => void;
  selected: Span | undefined;
  onSelect: (span: Span | undefined) => void;
  isFaded: (span: Span) => boolean;
}

/** How much of what is seen one press goes on by, and how much of it the next closer look sees. */
export const PAN = 0.25;
export const CLOSER = 0.5;

/**
 * The spans, nested, each with its bar: a treegrid whose rows have the focus (ARIA Authoring Practices, "Treegrid").
 * Only the rows in view are drawn, and the one with the focus, which must not be lost when it is scrolled away.
 */
export function TreeGrid(props: TreeGridProps) {
  const { list, shown, closed, zoom, active, selected, isFaded } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useLayout(scroller, list.depth);
  const { first, end } = useWindow(scroller, { count: shown.length, ...layout });
  const activeRow = activeRowOf(list.spans, shown, active.at);
  useRowInView(scroller, { active, activeRow, layout });
  useWheelZoom(scroller, props);

  const rows = shown.slice(first, end).map((span, index) => ({ span, row: first + index }));
  const pinned = shown[activeRow];
  if (pinned !== undefined && (activeRow < first || activeRow >= end)) {
    rows.push({ span: pinned, row: activeRow });
  }

  return (
    <Part
      ref={scroller}
      role="treegrid"
      aria-label="Spans of the turn"
      aria-rowcount={shown.length + 1}
      aria-describedby="waterfall-keys"
      className="relative max-h-[70svh] overflow-x-hidden overflow-y-auto overscroll-y-contain border-t border-kumo-line"
      onKeyDown={(event) => onKey(event, props, { activeRow, layout })}
      onClick={(event) => onPress(event, props)}
      data-testid="waterfall"
    >
      <Part role="rowgroup" className="sticky top-0 z-10 bg-kumo-base">
        <Head {...props} layout={layout} />
      </Part>
      <Part role="rowgroup" className="relative" style={{ height: shown.length * layout.rowHeight }}>
        <GridLines zoom={zoom} layout={layout} />
        {rows.map(({ span, row }) => (
          <SpanRow
            key={span.key}
            span={span}
            row={row}
            layout={layout}
            zoom={zoom}
            isClosed={closed.has(span.at)}
            isActive={row === activeRow}
            isSelected={span === selected}
            isFaded={isFaded(span)}
          />
        ))}
      </Part>
    </Part>
  );
}

/** The row of a span, or of the parent that hides it; else the first one. */
function activeRowOf(spans: readonly Span[], shown: readonly Span[], at: number): number {
  for (let place = at; place >= 0; place = spans[place]?.parent ?? -1) {
    const row = rowOf(shown, place);
    if (row >= 0) {
      return row;
    }
  }
  return 0;
}

interface InView {
  active: Active;
  activeRow: number;
  layout: Layout;
}

function useRowInView(
  scroller: React.RefObject<HTMLDivElement | null>,
  { active, activeRow, layout: { rowHeight, headHeight } }: InView,
): void {
  const done = useRef<Active>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || done.current === active) {
      return;
    }
    const isFirst = done.current === undefined;
    done.current = active;
    const room = element.clientHeight - headHeight;
    const top = activeRow * rowHeight;
    if (top < element.scrollTop) {
      element.scrollTop = isFirst ? Math.max(top - room / 2, 0) : top;
    } else if (top + rowHeight > element.scrollTop + room) {
      element.scrollTop = isFirst || !active.isFocused ? top - room / 2 : top + rowHeight - room;
    }
    if (active.isFocused) {
      element.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus({ preventScroll: true });
    }
  }, [scroller, active, activeRow, rowHeight, headHeight]);
}

/** With Ctrl, as maps have it. Not React's own listener, which cannot keep the page from growing. */
function useWheelZoom(
  scroller: React.RefObject<HTMLDivElement | null>,
  { zoom, whole, onZoom }: TreeGridProps,
): void {
  const now = useRef({ zoom, whole, onZoom });
  useEffect(() => {
    now.current = { zoom, whole, onZoom };
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) {
      return;
    }
    const onWheel = (event: WheelEvent) => {
      const axis = element.querySelector('[data-axis]')?.getBoundingClientRect();
      if (!(event.ctrlKey || event.metaKey) || axis === undefined) {
        return;
      }
      event.preventDefault();
      const place = Math.min(Math.max((event.clientX - axis.left) / axis.width, 0), 1);
      const { zoom, whole, onZoom } = now.current;
      onZoom(zoomed(zoom, whole, Math.exp(Math.sign(event.deltaY) * 0.15), place));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller]);
}

function onPress(event: MouseEvent, { list, closed, selected, ...props }: TreeGridProps): void {
  const target = event.target as Element;
  const row = target.closest<HTMLElement>('[data-at]');
  const span = list.spans[Number(row?.dataset.at ?? -1)];
  if (span === undefined) {
    return;
  }
  props.onActive({ at: span.at, isFocused: true });
  if (target.closest('[data-twisty]') !== null) {
    props.onClosed(toggled(closed, span.at));
  } else {
    props.onSelect(span === selected ? undefined : span);
  }
}

function toggled(closed: ReadonlySet<number>, at: number): ReadonlySet<number> {
  const next = new Set(closed);
  if (!next.delete(at)) {
    next.add(at);
  }
  return next;
}

/** Moves among rows, opens and closes them; and looks closer or at another time. */
function onKey(
  event: KeyboardEvent,
  props: TreeGridProps,
  { activeRow, layout }: { activeRow: number; layout: Layout },
): void {
  const { list, shown, closed, onClosed, zoom, whole, onZoom, onSelect, selected } = props;
  const span = shown[activeRow];
  if (span === undefined || event.altKey || event.metaKey) {
    return;
  }
  const goTo = (row: number) => {
    const to = shown[Math.min(Math.max(row, 0), shown.length - 1)];
    if (to !== undefined) {
      props.onActive({ at: to.at, isFocused: true });
    }
  };
  const height = event.currentTarget.clientHeight - layout.headHeight;
  const page = Math.max(Math.floor(height / layout.rowHeight) - 1, 1);
  const isOpen = hasBelow(span) && !closed.has(span.at);
  switch (event.ctrlKey && event.key !== 'Home' && event.key !== 'End' ? '' : event.key) {
    case 'ArrowDown':
      goTo(activeRow + 1);
      break;
    case 'ArrowUp':
      goTo(activeRow - 1);
      break;
    case 'PageDown':
      goTo(activeRow + page);
      break;
    case 'PageUp':
      goTo(activeRow - page);
      break;
    case 'Home':
      goTo(0);
      break;
    case 'End':
      goTo(shown.length - 1);
      break;
    case 'ArrowRight':
      if (event.shiftKey) {
        onZoom(panned(zoom, whole, PAN));
      } else if (isOpen) {
        goTo(activeRow + 1);
      } else if (hasBelow(span)) {
        onClosed(toggled(closed, span.at));
      }
      break;
    case 'ArrowLeft':
      if (event.shiftKey) {
        onZoom(panned(zoom, whole, -PAN));
      } else if (isOpen) {
        onClosed(toggled(closed, span.at));
      } else if (span.parent >= 0) {
        goTo(rowOf(shown, span.parent));
      }
      break;
    case '*':
      onClosed(new Set([...closed].filter((at) => list.spans[at]?.parent !== span.parent)));
      break;
    case 'Enter':
    case ' ':
      onSelect(span === selected ? undefined : span);
      break;
    case 'Escape':
      onSelect(undefined);
      break;
    case '+':
    case '=':
      onZoom(zoomed(zoom, whole, CLOSER));
      break;
    case '-':
      onZoom(zoomed(zoom, whole, 1 / CLOSER));
      break;
    case '0':
      onZoom(whole);
      break;
    case 'z':
      onZoom(around(span.node.offset_ms, span.node.duration_ms, whole));
      break;
    default:
      return;
  }
  event.preventDefault();
}

function Head({ list, zoom, whole, onZoom, layout }: TreeGridProps & { layout: Layout }) {
  const { isNarrow } = layout;
  return (
    <Part
      role="row"
      aria-rowindex={1}
      className={`grid border-b border-kumo-line text-xs text-kumo-subtle ${isNarrow ? 'px-2' : `items-end ${layout.columns}`}`}
      style={{ height: layout.headHeight }}
    >
      <Part role="columnheader" className={isNarrow ? 'sr-only' : 'pb-1'}>
        What
      </Part>
      <Part role="columnheader" className="relative h-full">
        <span className="sr-only">When</span>
        <Axis moments={list.moments} zoom={zoom} whole={whole} onZoom={onZoom} />
      </Part>
      {['Duration', 'Tokens', 'Cost'].map((name) => (
        <Part key={name} role="columnheader" className={isNarrow ? 'sr-only' : 'pb-1 text-right'}>
          {name}
        </Part>
      ))}
    </Part>
  );
}

/** Goes down from the times of the axis, behind the bars. */
function GridLines({ zoom, layout }: { zoom: Zoom; layout: Layout }) {
  if (layout.isNarrow) {
    return null;
  }
  return (
    <div aria-hidden="true" className={`absolute inset-0 grid ${layout.columns}`}>
      <div className="relative col-start-2">
        {ticksOf(zoom, 5).map((tick) => (
          <span
            key={tick}
            className="absolute inset-y-0 border-l border-kumo-line/70"
            style={{ left: `${placeOf(tick, zoom)}%` }}
          />
        ))}
      </div>
    </div>
  );
}

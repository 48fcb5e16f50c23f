import { type RefObject, useLayoutEffect, useState } from 'react';

/** How the rows of a waterfall are laid out, in pixels. */
export interface Layout {
  readonly isNarrow: boolean;
  readonly rowHeight: number;
  readonly headHeight: number;
  /** How far a level is moved in. */
  readonly indent: number;
  /** The columns of the head and of every row. */
  readonly columns: string;
}

const NARROW_BELOW = 640;

/** Names beside bars; on a narrow screen, above them. */
export function useLayout(element: RefObject<HTMLElement | null>, depth: number): Layout {
  const [isNarrow, setIsNarrow] = useState(false);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) {
      return;
    }
    const measure = () => setIsNarrow(measured.clientWidth < NARROW_BELOW);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return isNarrow
    ? {
        isNarrow,
        rowHeight: 48,
        headHeight: 60,
        indent: indentOf(depth, 80),
        columns: 'grid-cols-[minmax(0,1fr)_auto_3rem] grid-rows-[1.75rem_1.25rem] gap-x-3 px-2',
      }
    : {
        isNarrow,
        rowHeight: 30,
        headHeight: 60,
        indent: indentOf(depth, 140),
        columns: 'grid-cols-[minmax(12rem,36%)_minmax(0,1fr)_4.5rem_4rem_4.25rem] gap-x-2 px-3',
      };
}

/** The deepest must leave room for its name. */
function indentOf(depth: number, room: number): number {
  return Math.max(Math.min(room / Math.max(depth - 1, 1), 16), 1);
}

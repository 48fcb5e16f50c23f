import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';

/** Rows above and below what is seen. What is drawn changes in steps of half as many: most scrolling draws none. */
const SPARE_ROWS = 12;
const STEP = SPARE_ROWS / 2;

interface Rows {
  readonly first: number;
  /** After the last one. */
  readonly end: number;
}

/** Which of many rows of one height are to be drawn, for what their scroller shows. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, headHeight }: { count: number; rowHeight: number; headHeight: number },
): Rows {
  const [rows, setRows] = useState<Rows>({ first: 0, end: 40 });

  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) {
      return;
    }
    const top = Math.floor(element.scrollTop / rowHeight / STEP) * STEP;
    const seen = Math.ceil(Math.max(element.clientHeight - headHeight, 0) / rowHeight);
    const first = Math.max(top - SPARE_ROWS, 0);
    const end = top + STEP + seen + SPARE_ROWS;
    setRows((rows) => (rows.first === first && rows.end === end ? rows : { first, end }));
  }, [scroller, rowHeight, headHeight]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with fewer rows the scroller may stand elsewhere
  useLayoutEffect(measure, [measure, count]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) {
      return;
    }
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller, measure]);

  return { first: Math.min(rows.first, count), end: Math.min(rows.end, count) };
}

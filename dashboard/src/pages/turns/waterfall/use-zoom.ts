import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { changeView, useView } from '../../../url-state';
import type { SpanList } from './spans';
import { isWhole, parseZoom, writeZoom, type Zoom } from './zoom';

/** Browsers refuse to write the address more often than some times a second, as a wheel would. */
const WRITE_AFTER_MS = 300;

/** The part of the turn that is seen. The address has it once it rests. */
export function useZoom({ fromMs, toMs }: SpanList) {
  const whole = useMemo((): Zoom => ({ fromMs, toMs }), [fromMs, toMs]);
  const written = useView('zoom');
  const [zoom, setZoom] = useState(() => parseZoom(written, whole));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = useCallback(
    (next: Zoom) => {
      setZoom(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(
        () => changeView({ zoom: isWhole(next, whole) ? undefined : writeZoom(next) }, 'settled'),
        WRITE_AFTER_MS,
      );
    },
    [whole],
  );
  return { zoom, whole, setZoom: change };
}

import { useCallback, useState } from 'react';
import { changeView, useView } from '../../../url-state';
import type { Span } from './spans';

/** Longer ones are not kept in the address. */
const MAX_WRITTEN = 180;

/**
 * Which spans are closed, as the address keeps it: `3-1c`, the places of closed ones in base 36; after `all-`, of
 * those that are open.
 */
export function useClosed(spans: readonly Span[]) {
  const written = useView('closed');
  const [closed, setClosed] = useState(() => parse(written, spans));
  const change = useCallback(
    (next: ReadonlySet<number>) => {
      setClosed(next);
      changeView({ closed: write(next, spans) }, 'settled');
    },
    [spans],
  );
  return [closed, change] as const;
}

const NONE: ReadonlySet<number> = new Set();

/** Every span that has something below it. */
export function allClosed(spans: readonly Span[]): ReadonlySet<number> {
  return new Set(spans.filter(hasBelow).map(({ at }) => at));
}

export function hasBelow({ at, end }: Span): boolean {
  return end > at + 1;
}

function parse(written: string | undefined, spans: readonly Span[]): ReadonlySet<number> {
  if (written === undefined) {
    return NONE;
  }
  const [first, ...others] = written.split('-');
  const isAll = first === 'all';
  const places = (isAll ? others : [first ?? '', ...others]).map((part) => Number.parseInt(part, 36));
  const parents = allClosed(spans);
  const told = new Set(places);
  return new Set([...parents].filter((at) => told.has(at) !== isAll));
}

function write(closed: ReadonlySet<number>, spans: readonly Span[]): string | undefined {
  if (closed.size === 0) {
    return undefined;
  }
  const parents = [...allClosed(spans)];
  const isMost = closed.size > parents.length / 2;
  const told = parents.filter((at) => closed.has(at) !== isMost).map((at) => at.toString(36));
  const written = [...(isMost ? ['all'] : []), ...told].join('-');
  return written.length <= MAX_WRITTEN ? written : undefined;
}

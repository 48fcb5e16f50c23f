/** The part of the turn that is seen, in milliseconds since it began, and the way it is divided. */

import { elapsed } from '../../../format';

export interface Zoom {
  readonly fromMs: number;
  readonly toMs: number;
}

/** More would show nothing: times are told in whole milliseconds. */
const MIN_LENGTH_MS = 5;

/** Keeps a part within the turn. */
export function within(zoom: Zoom, whole: Zoom): Zoom {
  const length = Math.min(Math.max(zoom.toMs - zoom.fromMs, MIN_LENGTH_MS), whole.toMs - whole.fromMs);
  const fromMs = Math.min(Math.max(zoom.fromMs, whole.fromMs), whole.toMs - length);
  return { fromMs, toMs: fromMs + length };
}

/** Sees `factor` of what is seen, around a place of it: 0 is its begin, 1 its end. */
export function zoomed(zoom: Zoom, whole: Zoom, factor: number, around = 0.5): Zoom {
  const length = zoom.toMs - zoom.fromMs;
  const center = zoom.fromMs + length * around;
  const fromMs = center - length * factor * around;
  return within({ fromMs, toMs: fromMs + Math.max(length * factor, MIN_LENGTH_MS) }, whole);
}

/** Goes on by a part of what is seen; back when negative. */
export function panned(zoom: Zoom, whole: Zoom, part: number): Zoom {
  const by = (zoom.toMs - zoom.fromMs) * part;
  return within({ fromMs: zoom.fromMs + by, toMs: zoom.toMs + by }, whole);
}

/** One thing with a little around it. */
export function around(fromMs: number, durationMs: number, whole: Zoom): Zoom {
  const margin = Math.max(durationMs * 0.05, MIN_LENGTH_MS / 2);
  return within({ fromMs: fromMs - margin, toMs: fromMs + durationMs + margin }, whole);
}

export function isWhole(zoom: Zoom, whole: Zoom): boolean {
  return zoom.fromMs <= whole.fromMs && zoom.toMs >= whole.toMs;
}

/** As the address keeps it: `1200..5400`. */
export function writeZoom({ fromMs, toMs }: Zoom): string {
  return `${Math.round(fromMs)}..${Math.round(toMs)}`;
}

export function parseZoom(text: string | undefined, whole: Zoom): Zoom {
  const [, from, to] = /^(-?\d{1,12})\.\.(-?\d{1,12})$/.exec(text ?? '') ?? [];
  const zoom = { fromMs: Number(from), toMs: Number(to) };
  return from === undefined || zoom.toMs <= zoom.fromMs ? whole : within(zoom, whole);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 6, 12, 24, 48, 96].map((count) => count * HOUR),
];

/** Round times that divide what is seen into at most so many parts. */
export function ticksOf({ fromMs, toMs }: Zoom, most: number): readonly number[] {
  const step = STEPS.find((one) => (toMs - fromMs) / one <= most) ?? (toMs - fromMs) / most;
  const ticks: number[] = [];
  for (let tick = Math.ceil(fromMs / step) * step; tick <= toMs; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}

/** `10 s`: a tick is round. */
export function tickText(tick: number): string {
  return elapsed(tick).replace('.0 s', ' s');
}

/** Where a time is, in percent of what is seen. */
export function placeOf(offsetMs: number, { fromMs, toMs }: Zoom): number {
  return ((offsetMs - fromMs) / (toMs - fromMs)) * 100;
}

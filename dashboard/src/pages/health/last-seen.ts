/** When somebody was last heard of, and who is no longer. */

import type { HeardSignals, Reporter, Signal } from '../../api/types';

/** Whoever was not heard of for so many hours has stopped: a weekend alone is shorter. */
export const STOPPED_AFTER_HOURS = 72;

const MS_PER_HOUR = 3_600_000;

export interface LastSeen {
  readonly signal: Signal;
  /** ISO time. */
  readonly at: string;
}

export interface Stopped {
  readonly reporter: Reporter;
  readonly last: LastSeen;
}

/** The newest of the three signals; `undefined`: none was ever heard of. */
export function lastSeen({ logs, traces, metrics }: HeardSignals): LastSeen | undefined {
  const heard = Object.entries({ logs, traces, metrics }) as [Signal, HeardSignals[Signal]][];
  return heard
    .flatMap(([signal, { last_seen: at }]) => (at === null ? [] : [{ signal, at }]))
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))[0];
}

/** Is it longer ago than {@link STOPPED_AFTER_HOURS}, or never? */
export function isStale(at: string | null | undefined, nowMs: number): boolean {
  return at == null || nowMs - Date.parse(at) > STOPPED_AFTER_HOURS * MS_PER_HOUR;
}

/** Who reported in the range and has stopped since, whoever did so last first. */
export function stoppedOf(reporters: readonly Reporter[], nowMs: number): readonly Stopped[] {
  return reporters
    .flatMap((reporter) => {
      const last = lastSeen(reporter);
      return last !== undefined && isStale(last.at, nowMs) ? [{ reporter, last }] : [];
    })
    .sort((one, other) => Date.parse(other.last.at) - Date.parse(one.last.at));
}

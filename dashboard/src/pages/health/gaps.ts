/** What settings leave untold, of all who report. */

import type { Gap, Reporter } from '../../api/types';

export interface GapGroup {
  /** Unique among the groups. */
  readonly key: string;
  readonly what: Gap;
  /** What to set, or why nothing can be. */
  readonly setting: string;
  /** Can it be mended at all? Some clients cannot tell everything. */
  readonly isToSet: boolean;
  /** Whoever lacks it, the most session-days first. */
  readonly reporters: readonly Reporter[];
  /** Their session-days that lack it. */
  readonly sessionDays: number;
}

/** Whole signals first: everything else is told by them. */
const SIGNALS: readonly Gap[] = ['logs', 'traces', 'metrics'];

/** Groups by what is missing and what mends it; what can be mended first, then whole signals, then the most users. */
export function gapsOf(reporters: readonly Reporter[]): readonly GapGroup[] {
  const groups = new Map<string, { group: Omit<GapGroup, 'reporters' | 'sessionDays'>; who: Lacking[] }>();
  for (const reporter of reporters) {
    for (const { what, setting, session_days: sessionDays } of reporter.missing) {
      const isToSet = !setting.startsWith('Nothing to set');
      // What cannot be mended has reasons of its own for each surface.
      const key = isToSet ? what : `${what} ${setting}`;
      const found = groups.get(key) ?? {
        group: { key, what, setting, isToSet },
        who: [],
      };
      found.who.push({ reporter, sessionDays });
      groups.set(key, found);
    }
  }
  return [...groups.values()]
    .map(({ group, who }) => ({
      ...group,
      reporters: who.sort((one, other) => other.sessionDays - one.sessionDays).map((one) => one.reporter),
      sessionDays: who.reduce((sum, one) => sum + one.sessionDays, 0),
    }))
    .sort(
      (one, other) =>
        Number(other.isToSet) - Number(one.isToSet) ||
        Number(SIGNALS.includes(other.what)) - Number(SIGNALS.includes(one.what)) ||
        other.reporters.length - one.reporters.length ||
        other.sessionDays - one.sessionDays,
    );
}

interface Lacking {
  readonly reporter: Reporter;
  readonly sessionDays: number;
}

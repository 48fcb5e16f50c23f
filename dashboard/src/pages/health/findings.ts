/** What is wrong, most important first, and how each is mended. */

import type { Health, Refused, Signal } from '../../api/types';
import * as format from '../../format';
import type { GapGroup } from './gaps';
import { isStale, lastSeen, type Stopped } from './last-seen';
import { gapName, personName, reasonName, refusedRecords, SIGNALS, userName } from './words';

/** `wrong`: records are lost. `look`: somebody or a signal is no longer there. `more`: clients could tell more. */
export type Severity = 'wrong' | 'look' | 'more';

export interface Finding {
  /** Unique among the findings. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly mend: string;
  /** Whom it is about. */
  readonly who: readonly string[];
  /** The part of the page that has more of it. */
  readonly part?: 'refused' | 'stopped' | 'gaps';
}

const ORDER: readonly Severity[] = ['wrong', 'look', 'more'];

export function findingsOf(
  health: Health,
  stopped: readonly Stopped[],
  gaps: readonly GapGroup[],
  nowMs: number,
): readonly Finding[] {
  return [
    ...silence(health, gaps, nowMs),
    ...health.refused.map(refusal),
    ...(stopped.length > 0 ? [whoStopped(stopped)] : []),
    ...gaps.filter(({ isToSet }) => isToSet).map(untold),
  ].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
}

/** Signals that do not arrive from anybody. */
function silence({ signals, refused }: Health, gaps: readonly GapGroup[], nowMs: number): readonly Finding[] {
  const newest = lastSeen(signals);
  if (newest === undefined && refused.length > 0) {
    // It does arrive, and what is refused says what is wrong with it.
    return [];
  }
  if (isStale(newest?.at, nowMs)) {
    return [
      {
        id: 'silent',
        severity: 'wrong',
        title:
          newest === undefined
            ? 'Nothing has ever arrived'
            : `Nothing arrives: the last was ${format.ago(newest.at, nowMs)}`,
        mend: 'Connect lists exports that were turned away because of their token. When there are none, clients have lost their settings, or something between them and Thinspan holds exports back.',
        who: [],
      },
    ];
  }
  return SIGNALS.flatMap(({ signal, name }) => {
    const { last_seen: at } = signals[signal];
    const own = gaps.filter(({ what }) => what === signal);
    const isUnavailable = own.length > 0 && own.every(({ isToSet }) => !isToSet);
    return isStale(at, nowMs) && !isUnavailable ? [silent(signal, name, at, own, nowMs)] : [];
  });
}

function silent(
  signal: Signal,
  name: string,
  at: string | null,
  gaps: readonly GapGroup[],
  nowMs: number,
): Finding {
  return {
    id: `silent-${signal}`,
    severity: signal === 'logs' ? 'wrong' : 'look',
    title:
      at === null
        ? `No ${name.toLowerCase()} have ever arrived`
        : `${name} no longer arrive: the last were ${format.ago(at, nowMs)}`,
    mend:
      gaps.find(({ isToSet }) => isToSet)?.setting ??
      'Roll out the settings of Connect again: they switch on all three signals.',
    who: [],
  };
}

function refusal({ reason, signal, records, users, mend }: Refused): Finding {
  const were = records === 1 ? 'was' : 'were';
  return {
    id: `refused-${signal}-${reason}`,
    severity: 'wrong',
    title: `${refusedRecords(signal, reason, records)} ${were} refused: ${reasonName(reason).toLowerCase()}`,
    mend,
    who: users.map(userName),
    part: 'refused',
  };
}

function whoStopped(stopped: readonly Stopped[]): Finding {
  const isOne = stopped.length === 1;
  return {
    id: 'stopped',
    severity: 'look',
    title: `${format.counted(stopped.length, 'user has', 'users have')} stopped reporting`,
    mend: `On leave, or no longer set up: see whether the settings are still on ${isOne ? 'that machine' : 'their machines'}.`,
    who: stopped.map(({ reporter }) => personName(reporter)),
    part: 'stopped',
  };
}

function untold({ key, what, setting, reporters }: GapGroup): Finding {
  const isSignal = SIGNALS.some(({ signal }) => signal === what);
  const users = format.counted(reporters.length, 'user', 'users');
  return {
    id: `gap-${key}`,
    severity: isSignal ? 'look' : 'more',
    title: isSignal
      ? `${gapName(what)} do not come from all sessions of ${users}`
      : `${gapName(what)} not told by all sessions of ${users}`,
    mend: setting,
    who: reporters.map(personName),
    part: 'gaps',
  };
}

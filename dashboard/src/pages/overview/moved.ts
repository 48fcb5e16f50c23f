/** Which groups' costs changed most. */

import type { Usage } from '../../api/types';
import type { Group } from '../grouping';

/** A group in the range and in the days before; 0 where it had no cost. */
export interface Mover extends Group {
  readonly now: number;
  readonly before: number;
  readonly change: number;
  /** Of all that moved, up or down, the part that this group moved; `null` when nothing did. */
  readonly share: number | null;
}

/** Every group that costs or did, those that are new or gone included; the biggest movers first. */
export function moversOf({ groups, previous }: Usage): readonly Mover[] {
  const before = new Map(previous?.groups.map((group) => [group.key, group]));
  const now = new Map(groups.map((group) => [group.key, group]));
  const all = new Map<string, Group>([...before, ...now]);
  const moved = [...all.values()].map(({ key, name }) => {
    const cost = now.get(key)?.cost_usd ?? 0;
    const costBefore = before.get(key)?.cost_usd ?? 0;
    return {
      key,
      ...(name === undefined ? {} : { name }),
      now: cost,
      before: costBefore,
      change: inMicrodollars(cost - costBefore),
    };
  });
  const movement = moved.reduce((sum, { change }) => sum + Math.abs(change), 0);
  return moved
    .filter((group) => group.now !== 0 || group.before !== 0)
    .map((group) => ({ ...group, share: movement === 0 ? null : Math.abs(group.change) / movement }))
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
}

/** The precision of the API: what two of its figures differ by has no more. */
function inMicrodollars(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}

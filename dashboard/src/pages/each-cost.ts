import * as format from '../format';

/** Stands where a figure would be that clients do not tell by model. */
export const NOT_BY_MODEL = 'not told by model';

/** What one of so many cost; nothing where there were none. */
export function eachCost(cost: number, count: number | null): string {
  if (count === null) {
    return NOT_BY_MODEL;
  }
  return count === 0 ? '' : `${format.usd(cost / count)} each`;
}

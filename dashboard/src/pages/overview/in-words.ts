/** The overview in a sentence. */

import type { Activity, Usage } from '../../api/types';
import { type Day, lengthOf } from '../../days';
import * as format from '../../format';

/** A change of cost below this is none that anybody would speak of. */
const NO_CHANGE = 0.005;

/**
 * Such as "41 developers spent $1,204 in 30 days, 12% more than in the 30 days before; on course for $1,380 this
 * month." The month is told only while it is `today`'s, and once it has a complete day.
 */
export function headlineOf(usage: Usage, activity: Activity, today: Day): string {
  const { totals, previous, month } = usage;
  const days = format.counted(lengthOf(usage), 'day', 'days');
  const people = format.counted(activity.totals.active_users, 'developer', 'developers');
  const spent = `${people} spent ${sum(totals.cost_usd)} in ${days}`;
  const change = previous === undefined ? '' : inWords(totals.cost_usd, previous.totals.cost_usd, days);
  const isThisMonth = month.from.slice(0, 7) === today.slice(0, 7);
  const course =
    isThisMonth && month.projected_cost_usd !== null
      ? `; on course for ${sum(month.projected_cost_usd)} this month`
      : '';
  return `${spent}${change}${course}.`;
}

function inWords(now: number, before: number, days: string): string {
  if (before === 0) {
    return '';
  }
  const ratio = (now - before) / before;
  if (Math.abs(ratio) < NO_CHANGE) {
    return `, as much as in the ${days} before`;
  }
  // Beyond twice as much a factor reads better than a percentage.
  const size = ratio >= 1 ? `${(now / before).toFixed(1)} times as much as` : moreOrLess(ratio);
  return `, ${size} in the ${days} before`;
}

function moreOrLess(ratio: number): string {
  return `${format.percent(Math.abs(ratio))} ${ratio > 0 ? 'more' : 'less'} than`;
}

/** Cents of a hundred dollars are noise in a sentence. */
function sum(usd: number): string {
  return usd >= 100 ? format.roundUsd(Math.round(usd)) : format.usd(usd);
}

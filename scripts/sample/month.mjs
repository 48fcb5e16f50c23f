// A month of an organisation: what its people did, and recorded sessions among it. A UTC day is the same
// whenever it is asked for, so a later run adds the days and hours since and repeats the rest.

import { people, sessionStarts } from './people.mjs';
import { Random } from './random.mjs';
import { copyOf, scenarios } from './recorded.mjs';
import { simulate } from './session.mjs';
import { tell } from './telling.mjs';

/** @typedef {import('./otlp.mjs').Block} Block */

export const DAYS = 30;

/** How likely a recorded scenario happens on a day. */
const RECORDED_SHARE = 0.08;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The longest scenario took 65 s. */
const SCENARIO_MS = 2 * 60_000;

/**
 * Everything that had ended by `nowMs`, day by day.
 *
 * @param {number} nowMs
 * @param {number} [days] that many last days, today included
 * @returns {Generator<Block[]>} session by session, scenario by scenario
 */
export function* month(nowMs, days = DAYS) {
  const today = Math.floor(nowMs / DAY_MS);
  const recorded = scenarios();
  for (let day = today - days + 1; day <= today; day++) {
    for (const person of people) {
      for (const startMs of sessionStarts(person, day)) {
        const session = simulate(person, startMs, new Random('session', person.email, startMs));
        if (session.endMs < nowMs) yield tell(session);
      }
    }
    for (const [scenario, requests] of recorded) {
      const random = new Random('scenario', scenario, day);
      if (!random.chance(RECORDED_SHARE)) continue;
      const person = random.pick(people);
      const beginMs =
        day * DAY_MS + (random.int(9, 17) - person.utcOffset) * HOUR_MS + random.int(0, HOUR_MS);
      if (beginMs + SCENARIO_MS > nowMs) continue;
      const copy = `${scenario} ${day}`;
      yield requests.flatMap((request) =>
        copyOf(request, { copy, shiftMs: beginMs - request.beginMs, person }),
      );
    }
  }
}

// A small organisation with some of everything: the last days of the made-up company, every recorded scenario
// once, and what neither of them has (people without a label or a name, a model without a price, refused records).
// The dashboard's tests and pictures are made of it.

import { month } from './month.mjs';
import { batches, exportRequest } from './otlp.mjs';
import { people } from './people.mjs';
import { Random } from './random.mjs';
import { copyOf, scenarios } from './recorded.mjs';
import { pack } from './send.mjs';
import { simulate } from './session.mjs';
import { tell } from './telling.mjs';

/** @typedef {import('./otlp.mjs').Block} Block */
/** @typedef {import('./people.mjs').Person} Person */
/** @typedef {import('./send.mjs').Export} Export */

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 150;

/** A model that no list has a price of. */
export const UNPRICED_MODEL = 'claude-preview-x';

/** An attribute that the organisation lists as a label of its own. */
export const OWN_LABEL = 'squad';

/** A name in this organisation that needs quoting in HTML, in CSV and in an address. */
export const AWKWARD_TEAM = 'R&D "north", <b>&amp;';

/** @param {Person} person @param {number} startMs @param {string} why @returns {Block[]} */
const work = (person, startMs, why) =>
  tell(simulate(person, startMs, new Random(why, person.userId, startMs)));

/** @param {Block[]} blocks @param {string} from @param {string} to @returns {Block[]} */
const rewritten = (blocks, from, to) => JSON.parse(JSON.stringify(blocks).replaceAll(`"${from}"`, `"${to}"`));

/** Who is not of the made-up company. @returns {Person[]} */
function strangers() {
  const [base] = people;
  return [
    // Labelled, but with no team.
    { ...base, email: 'contractor@example.net', userId: 'c'.repeat(64), team: { department: 'research' } },
    // With a label of the org's own, and values that need quoting.
    {
      ...base,
      name: 'Noor El-Amin',
      email: 'noor.el-amin@example.com',
      userId: 'd'.repeat(64),
      team: {
        'team.id': AWKWARD_TEAM,
        department: 'research',
        cost_center: '=1+1',
        [OWN_LABEL]: 'otters',
      },
    },
  ];
}

/**
 * Everything that the organisation sends.
 *
 * @param {number} nowMs
 * @param {number} days of which there is something, today included
 * @returns {Generator<Block[]>}
 */
function* everything(nowMs, days) {
  yield* month(nowMs, days);
  /** @param {number} day days ago @param {number} hour of that UTC day */
  const past = (day, hour) => Math.floor(nowMs / DAY_MS) * DAY_MS - day * DAY_MS + hour * HOUR_MS;
  let number = 0;
  for (const [scenario, requests] of scenarios()) {
    number++;
    // Yesterday at the latest: what has not ended yet would be from the future.
    const beginMs = past(1 + (number % (days - 1)), 7 + (number % 12));
    // Of every third nothing is said about who it was.
    const person = number % 3 === 0 ? undefined : people[number % people.length];
    yield requests.flatMap((request) =>
      copyOf(request, { copy: scenario, shiftMs: beginMs - request.beginMs, ...(person && { person }) }),
    );
  }
  for (const person of strangers()) {
    for (let day = 1; day < days; day += 2) yield work(person, past(day, 10), 'stranger');
  }
  const [, contractor] = people;
  yield rewritten(
    work({ ...contractor, models: { 'claude-opus-5': 1 } }, past(1, 11), 'unpriced'),
    'claude-opus-5',
    UNPRICED_MODEL,
  );
}

/** Requests whose records are refused: by a clock that is years off, and by ids that are none. @param {number} nowMs */
function refused(nowMs) {
  const blocks = work(people[2], nowMs - DAY_MS, 'refused');
  /** @param {import('./otlp.mjs').Signal} signal @param {RegExp} pattern @param {string} by @returns {Export} */
  const broken = (signal, pattern, by) => {
    const some = blocks.filter((block) => block.signal === signal);
    const text = JSON.stringify(exportRequest(signal, some)).replace(pattern, by);
    return { ...pack(some, {}), body: new Uint8Array(Buffer.from(text)) };
  };
  return [
    broken('logs', /imeUnixNano":"\d+"/g, 'imeUnixNano":"915148800000000000"'),
    broken('traces', /"traceId":"[0-9a-f]+"/g, '"traceId":"ab"'),
  ];
}

/**
 * Fills an org that has nothing.
 *
 * @param {object} product
 * @param {(one: Export) => Promise<{ status: number }>} product.send to the org's own door
 * @param {() => Promise<unknown>} product.fold runs the cron until all is counted
 * @param {{ days?: number, nowMs?: number }} [options]
 * @returns {Promise<{ requests: number }>}
 */
export async function fillOrg({ send, fold }, { days = 14, nowMs = Date.now() } = {}) {
  let requests = 0;
  function* exports() {
    function* blocks() {
      for (const session of everything(nowMs, days)) yield* session;
    }
    for (const batch of batches(blocks(), BATCH)) yield pack(batch, { protobuf: requests % 2 === 0 });
    yield* refused(nowMs);
  }
  const queue = exports();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (const one of queue) {
        requests++;
        const { status } = await send(one);
        if (status !== 200) throw new Error(`/v1/${one.signal} answered ${status}`);
      }
    }),
  );
  await fold();
  return { requests };
}

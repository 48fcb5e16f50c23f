// A database that does one thing at a time, in the order in which things arrive: how long each waits.

/**
 * What asks it.
 *
 * @typedef {object} Source
 * @property {number} atMs when its next request arrives
 * @property {() => number} serviceMs how long the database is busy with that
 * @property {(waitMs: number, doneMs: number) => void} served notes it, and says in `atMs` when the next one arrives
 */

/**
 * Runs for so long, beginning with nothing to do. What has arrived by then is served.
 *
 * @param {Source[]} sources
 * @param {number} durationMs
 * @returns {number[]} the work that arrived of each, as a share of the time: together above 1 it is never done
 */
export function serve(sources, durationMs) {
  let freeMs = 0;
  const busyMs = sources.map(() => 0);
  for (;;) {
    let next = 0;
    for (let at = 1; at < sources.length; at++) if (sources[at].atMs < sources[next].atMs) next = at;
    const source = sources[next];
    if (source.atMs >= durationMs) return busyMs.map((ms) => ms / durationMs);
    const beginMs = Math.max(freeMs, source.atMs);
    const serviceMs = source.serviceMs();
    busyMs[next] += serviceMs;
    freeMs = beginMs + serviceMs;
    source.served(beginMs - source.atMs, freeMs);
  }
}

/** The time between two of those that come independently of each other. @param {import('../sample/random.mjs').Random} random @param {number} meanMs */
export const apart = (random, meanMs) => -Math.log(1 - random.next()) * meanMs;

// The simulation behind docs/SCALE.md, where the textbook knows the answer.

import { expect, test } from 'vitest';
import { apart, type Source, serve } from '../../scripts/bench/one_server.mjs';
import { Random } from '../../scripts/sample/random.mjs';

const SERVICE_MS = 10;
const HOURS_MS = 10 * 3_600_000;

/** Requests of one length that come independently of each other, and how long they waited. */
function requests(random: Random, meanMs: number) {
  const waits: number[] = [];
  const source: Source = {
    atMs: apart(random, meanMs),
    serviceMs: () => SERVICE_MS,
    served(waitMs) {
      waits.push(waitMs);
      source.atMs += apart(random, meanMs);
    },
  };
  return { source, waits };
}

test.each([0.3, 0.6, 0.8])('at a load of %f, the mean wait is that of M/D/1', (load) => {
  const { source, waits } = requests(new Random('M/D/1', load), SERVICE_MS / load);
  const [offered = 0] = serve([source], HOURS_MS);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  const expected = (load * SERVICE_MS) / (2 * (1 - load));
  expect(offered / load).toBeCloseTo(1, 1);
  expect(mean / expected).toBeGreaterThan(0.95);
  expect(mean / expected).toBeLessThan(1.05);
});

test('who comes later waits for who came before, whichever source they are of', () => {
  const waits: number[] = [];
  const once = (atMs: number, serviceMs: number): Source => {
    const source: Source = {
      atMs,
      serviceMs: () => serviceMs,
      served(waitMs) {
        waits.push(waitMs);
        source.atMs = Number.POSITIVE_INFINITY;
      },
    };
    return source;
  };
  const loads = serve([once(30, 5), once(0, 100), once(10, 20), once(900, 1)], 1000);
  expect(waits).toEqual([0, 90, 90, 0]);
  expect(loads).toEqual([0.005, 0.1, 0.02, 0.001]);
});

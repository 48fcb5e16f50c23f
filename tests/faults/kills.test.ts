// workerd is killed while exporters send and the cron runs; `npm run soak -- kills` does it fifty times.

import { expect, test } from 'vitest';
import { killed } from '../../scripts/soak/kills.mjs';

test('killed three times: every acknowledged record is there once, and of no export a part', async () => {
  const { wrong, kills, exports } = await killed({ kills: 3 });
  expect(wrong).toEqual([]);
  expect(kills).toBe(3);
  expect(exports).toBeGreaterThan(0);
}, 300_000);

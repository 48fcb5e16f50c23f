// Many clients export at once; `npm run soak -- load` does it with a thousand of them for ten minutes.

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Worker } from '../../scripts/bench/worker.mjs';
import { loaded, summary } from '../../scripts/soak/load.mjs';

const FEW = { users: 20, seconds: 3, rate: 50 };

test('twenty users while the cron runs: every record is there once, and the figures are right', async () => {
  const outcome = await loaded({ ...FEW, cronMs: 1000 });
  expect(outcome.wrong).toEqual([]);
  expect(outcome.tally.stored).toBeGreaterThan(0);
  expect(outcome.tally.stored).toBe(outcome.tally.due);
  expect(outcome.passes.length).toBeGreaterThan(0);
  expect(summary(outcome)).toContain('every acknowledged record is there once');
});

/** Any other schema than its own, and the Worker answers 503. */
async function unavailable(worker: Worker, until: () => boolean) {
  const { results } = await worker.db
    .prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'schema_[0-9]*'")
    .all();
  const name = results[0]?.name;
  await worker.db.exec(`ALTER TABLE ${name} RENAME TO away`);
  while (!until()) await sleep(10);
  await worker.db.exec(`ALTER TABLE away RENAME TO ${name}`);
}

test('what D1 does not take at first is sent again; what is missing or too much in the end is noticed', async () => {
  const { wrong, tally } = await loaded({
    ...FEW,
    meanwhile: (worker, tally) => unavailable(worker, () => tally.unavailable > 0),
    spoil: ({ db }) =>
      db.batch([
        db.prepare('DELETE FROM span WHERE span_id = (SELECT span_id FROM span LIMIT 1)'),
        db.prepare(
          `INSERT INTO event (org_id, day, session, time_ms, sequence, kind)
           SELECT org_id, day, session, time_ms, -1, kind FROM event LIMIT 1`,
        ),
        db.prepare('UPDATE daily SET prompts = prompts + 1 WHERE user = -1'),
      ]),
  });
  expect(tally.unavailable).toBeGreaterThan(0);
  expect(tally.stored).toBe(tally.due);
  expect(wrong.toSorted()).toEqual([
    expect.stringMatching(/^everybody, events: \d+ instead of \d+$/),
    expect.stringMatching(/^everybody, prompts: /),
    expect.stringMatching(/^everybody, spans: /),
    expect.stringMatching(/^person-\d+@example.com, events: /),
    expect.stringMatching(/^person-\d+@example.com, spans: /),
  ]);
});

-- What a token costs, and since when.
--
-- List prices in nano-dollars per token, which is USD per million tokens x 1000. A row is in force from
-- `from_day` until the next row of the same model and rate; a price that ended is followed by one. So a
-- past day keeps its cost, and a correction is one more row. Models are named as pricing::normalise
-- writes them. What has no row is shown as unpriced tokens, never as free.

CREATE TABLE price (
  model             TEXT NOT NULL,
  rate              INTEGER NOT NULL, -- pricing::Rate: 0 standard, 1 fast, 2 long prompt, 3 fast and long prompt
  from_day          INTEGER NOT NULL, -- UTC days since 1970-01-01
  input             INTEGER,          -- all five NULL: from this day on there is no such price
  output            INTEGER,
  cache_read        INTEGER,
  cache_creation_5m INTEGER,
  cache_creation_1h INTEGER,
  PRIMARY KEY (model, rate, from_day)
) STRICT, WITHOUT ROWID;

-- An org's own prices, which go before the list's. Each is in force from `from_day` until the org's next row of
-- the same model and rate; one that follows the list ends the org's own price.
CREATE TABLE price_override (
  org_id            INTEGER NOT NULL REFERENCES org (org_id),
  model             TEXT NOT NULL,
  rate              INTEGER NOT NULL,
  from_day          INTEGER NOT NULL,
  follows_list      INTEGER NOT NULL, -- 1: from this day on the list's price counts again
  input             INTEGER,          -- nano-dollars per token, as in `price`
  output            INTEGER,
  cache_read        INTEGER,
  cache_creation_5m INTEGER,
  cache_creation_1h INTEGER,
  created_by        TEXT NOT NULL,    -- e-mail address of the admin
  created_ms        INTEGER NOT NULL,
  PRIMARY KEY (org_id, model, rate, from_day)
) STRICT, WITHOUT ROWID;

-- Where only the month of a launch is known, or only that a model was there on some day of it, the price
-- starts with the month: nobody used the model before its launch, so an early start prices nothing twice.
-- A tier that ended (fast mode, long prompts) gets a row with the standard price, because requests keep
-- the rate they were stored with.
-- Fast mode multiplies the cache's prices as it does the input's.
INSERT INTO price (model, rate, from_day, input, output, cache_read, cache_creation_5m, cache_creation_1h)
VALUES
  -- Fable, Mythos
  ('claude-fable-5-1',   0, 20697, 10000,  50000,  250, 12500,  20000), -- 2026-09-01
  ('claude-mythos-5-1',  0, 20697, 10000,  50000,  250, 12500,  20000), -- 2026-09-01
  ('claude-fable-5',     0, 20613, 10000,  50000, 1000, 12500,  20000), -- 2026-06-09
  ('claude-mythos-5',    0, 20613, 10000,  50000, 1000, 12500,  20000), -- 2026-06-09
  -- Opus 5.5. The day of its launch in September 2026 is not known.
  ('claude-opus-5-5',    0, 20697,  4000,  20000,  200,  5000,   8000), -- 2026-09-01
  ('claude-opus-5-5',    1, 20697,  8000,  40000,  400, 10000,  16000), -- 2026-09-01
  -- Opus 5, Opus 4.8
  ('claude-opus-5',      0, 20658,  5000,  25000,  500,  6250,  10000), -- 2026-07-24
  ('claude-opus-5',      1, 20658, 10000,  50000, 1000, 12500,  20000), -- 2026-07-24
  ('claude-opus-4-8',    0, 20601,  5000,  25000,  500,  6250,  10000), -- 2026-05-28
  ('claude-opus-4-8',    1, 20601, 10000,  50000, 1000, 12500,  20000), -- 2026-05-28
  -- Opus 4.7. Fast mode until 2026-07-24; since then it is refused, so there is no price.
  ('claude-opus-4-7',    0, 20559,  5000,  25000,  500,  6250,  10000), -- 2026-04-16
  ('claude-opus-4-7',    1, 20585, 30000, 150000, 3000, 37500,  60000), -- 2026-05-12
  ('claude-opus-4-7',    1, 20659,  NULL,   NULL, NULL,  NULL,   NULL), -- 2026-07-25
  -- Opus 4.6. Fast mode at half its price until 2026-02-16, and until 2026-06-25 at all; since then the
  -- wish is ignored. Prompts over 200k tokens cost more until 2026-03-13 (in fast mode until 2026-03-15).
  ('claude-opus-4-6',    0, 20489,  5000,  25000,  500,  6250,  10000), -- 2026-02-05
  ('claude-opus-4-6',    1, 20489, 15000,  75000, 1500, 18750,  30000), -- 2026-02-05
  ('claude-opus-4-6',    1, 20501, 30000, 150000, 3000, 37500,  60000), -- 2026-02-17
  ('claude-opus-4-6',    1, 20630,  5000,  25000,  500,  6250,  10000), -- 2026-06-26
  ('claude-opus-4-6',    2, 20490, 10000,  37500, 1000, 12500,  20000), -- 2026-02-06
  ('claude-opus-4-6',    2, 20526,  5000,  25000,  500,  6250,  10000), -- 2026-03-14
  ('claude-opus-4-6',    3, 20490, 30000, 112500, 3000, 37500,  60000), -- 2026-02-06
  ('claude-opus-4-6',    3, 20501, 60000, 225000, 6000, 75000, 120000), -- 2026-02-17
  ('claude-opus-4-6',    3, 20528, 30000, 150000, 3000, 37500,  60000), -- 2026-03-16
  ('claude-opus-4-6',    3, 20630,  5000,  25000,  500,  6250,  10000), -- 2026-06-26
  -- Opus 4.5 and before
  ('claude-opus-4-5',    0, 20393,  5000,  25000,  500,  6250,  10000), -- 2025-11-01
  ('claude-opus-4-1',    0, 20301, 15000,  75000, 1500, 18750,  30000), -- 2025-08-01
  ('claude-opus-4',      0, 20209, 15000,  75000, 1500, 18750,  30000), -- 2025-05-01
  -- Sonnet 5.5: reading from the cache became cheaper on 2026-10-07.
  ('claude-sonnet-5-5',  0, 20697,  2000,  10000,  200,  2500,   4000), -- 2026-09-01
  ('claude-sonnet-5-5',  0, 20733,  2000,  10000,  100,  2500,   4000), -- 2026-10-07
  -- Sonnet 5: the rise that was announced for 2026-09-01 was cancelled.
  ('claude-sonnet-5',    0, 20605,  2000,  10000,  200,  2500,   4000), -- 2026-06-01
  -- Sonnet 4 to 4.6. Prompts over 200k tokens cost more until 2026-03-30 (Sonnet 4.6: until 2026-03-13).
  ('claude-sonnet-4-6',  0, 20501,  3000,  15000,  300,  3750,   6000), -- 2026-02-17
  ('claude-sonnet-4-6',  2, 20501,  6000,  22500,  600,  7500,  12000), -- 2026-02-17
  ('claude-sonnet-4-6',  2, 20526,  3000,  15000,  300,  3750,   6000), -- 2026-03-14
  ('claude-sonnet-4-5',  0, 20332,  3000,  15000,  300,  3750,   6000), -- 2025-09-01
  ('claude-sonnet-4-5',  2, 20332,  6000,  22500,  600,  7500,  12000), -- 2025-09-01
  ('claude-sonnet-4-5',  2, 20543,  3000,  15000,  300,  3750,   6000), -- 2026-03-31
  ('claude-sonnet-4',    0, 20209,  3000,  15000,  300,  3750,   6000), -- 2025-05-01
  ('claude-sonnet-4',    2, 20209,  6000,  22500,  600,  7500,  12000), -- 2025-05-01
  ('claude-sonnet-4',    2, 20543,  3000,  15000,  300,  3750,   6000), -- 2026-03-31
  -- Haiku 5.5: the price rises fivefold for prompts over 100k tokens.
  ('claude-haiku-5-5',   0, 20733,   100,    500,   10,   125,    200), -- 2026-10-07
  ('claude-haiku-5-5',   2, 20733,   500,   2500,   50,   625,   1000), -- 2026-10-07
  -- Haiku 4.5 and before. The 3 and 3.5 models are older than the telemetry.
  ('claude-haiku-4-5',   0, 20362,  1000,   5000,  100,  1250,   2000), -- 2025-10-01
  ('claude-3-5-haiku',   0, 19723,   800,   4000,   80,  1000,   1600), -- 2024-01-01
  ('claude-3-haiku',     0, 19723,   250,   1250,   30,   300,    500)  -- 2024-01-01
;

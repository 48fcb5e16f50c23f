-- How long an org's rows are kept.
-- ?1 org  ?2 days of spans, events, metrics exports and turns  ?3 days of daily figures
UPDATE org SET raw_days = CAST(?2 AS INTEGER), daily_days = CAST(?3 AS INTEGER) WHERE org_id = ?1;

-- Folds session-days, part 1: the figures of each, by model and rate, counted once over the three signals.
--
-- For each session-day and each fact, the signal that saw the most of it is believed alone (ties: events,
-- then spans, then metrics); nothing is ever added across signals. `signal`: 1 events, 2 spans, 3 metrics.
--
-- CROSS JOIN pins the order: from the few picked session-days into a range of each table's key. Left to
-- itself, SQLite reads the whole table instead.
--
-- It goes on where marked.sql ends. ?1, ?2: as there. ?3: today; what is older than the org keeps rows for is not folded.
, picked AS MATERIALIZED (
  SELECT marked.org_id, marked.day, marked.session, s.user, s.source, coalesce(c.cohort_id, 0) AS cohort
  FROM marked
  CROSS JOIN org AS o ON o.org_id = marked.org_id AND marked.day > ?3 - o.raw_days
  CROSS JOIN session AS s ON s.org_id = marked.org_id AND s.session_id = marked.session
  LEFT JOIN cohort AS c ON c.org_id = s.org_id AND c.labels = s.labels
),

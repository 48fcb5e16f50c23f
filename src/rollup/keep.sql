-- What the daily tables know now.
INSERT INTO session_day (org_id, day, session, part, user, source, cohort, rows)
SELECT org_id, day, session, part, user, source, cohort, rows FROM folded
WHERE true
ON CONFLICT DO UPDATE SET
  user = excluded.user, source = excluded.source, cohort = excluded.cohort, rows = excluded.rows
WHERE (user, source, cohort, rows) <> (excluded.user, excluded.source, excluded.cohort, excluded.rows)

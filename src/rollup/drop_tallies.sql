-- Tallies that became zero.
gone AS (
  SELECT s.org_id, r.value ->> 0 AS tally, s.day, s.user, s.source, s.cohort, r.value ->> 1 AS name, r.value ->> 2 AS detail
  FROM picked AS p
  CROSS JOIN session_day AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session AND s.part = 2
  CROSS JOIN json_each(s.rows) AS r
  EXCEPT
  SELECT f.org_id, r.value ->> 0, f.day, f.user, f.source, f.cohort, r.value ->> 1, r.value ->> 2
  FROM folded AS f CROSS JOIN json_each(f.rows) AS r
  WHERE f.part = 2
),
-- Materialized: where `IN` has a compound query, SQLite scans the table.
keys AS MATERIALIZED (
  SELECT org_id, tally, day, user, source, cohort, name, detail FROM gone
  UNION ALL
  SELECT org_id, tally, day, -1, source, 0, name, detail FROM gone
)
DELETE FROM tally
WHERE (org_id, tally, day, user, source, cohort, name, detail) IN (SELECT * FROM keys)
  AND count = 0

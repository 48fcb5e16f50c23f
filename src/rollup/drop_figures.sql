-- Rows of the daily table that became zero: a figure moved to another person, or to another signal's model.
gone AS (
  SELECT s.org_id, s.day, s.user, s.source, s.cohort, r.value ->> 0 AS model, r.value ->> 1 AS rate
  FROM picked AS p
  CROSS JOIN session_day AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session AND s.part = 1
  CROSS JOIN json_each(s.rows, '$.figures') AS r
  EXCEPT
  SELECT f.org_id, f.day, f.user, f.source, f.cohort, r.value ->> 0, r.value ->> 1
  FROM folded AS f CROSS JOIN json_each(f.rows, '$.figures') AS r
  WHERE f.part = 1
),
-- Materialized: where `IN` has a compound query, SQLite scans the table.
keys AS MATERIALIZED (
  SELECT org_id, day, user, source, cohort, model, rate FROM gone
  UNION ALL
  SELECT org_id, day, -1, source, 0, model, rate FROM gone
)
DELETE FROM daily
WHERE (org_id, day, user, source, cohort, model, rate) IN (SELECT * FROM keys)
  AND requests = 0
  AND errors = 0
  AND retries = 0
  AND input_tokens = 0
  AND output_tokens = 0
  AND cache_read_tokens = 0
  AND cache_creation_tokens = 0
  AND cache_creation_1h_tokens = 0
  AND cost_nanos = 0
  AND sessions = 0
  AND prompts = 0
  AND tool_runs = 0
  AND tool_errors = 0
  AND approvals = 0
  AND rejections = 0
  AND lines_added = 0
  AND lines_removed = 0
  AND commits = 0
  AND pull_requests = 0
  AND active_user_ms = 0
  AND active_cli_ms = 0

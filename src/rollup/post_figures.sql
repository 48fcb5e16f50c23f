-- What changed in the figures of the picked session-days goes into the daily table: for whose it is, and for
-- everybody (user -1). A figure that stayed as it was costs no write.
told AS (
  SELECT f.org_id, f.day, f.user, f.source, f.cohort, r.value AS row, 1 AS times
  FROM folded AS f CROSS JOIN json_each(f.rows, '$.figures') AS r
  WHERE f.part = 1
  UNION ALL
  SELECT s.org_id, s.day, s.user, s.source, s.cohort, r.value, -1
  FROM picked AS p
  CROSS JOIN session_day AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session AND s.part = 1
  CROSS JOIN json_each(s.rows, '$.figures') AS r
),
-- What is the same before and after cancels out.
change AS MATERIALIZED (
  SELECT org_id, day, user, source, cohort, row, sum(times) AS times
  FROM told
  GROUP BY org_id, day, user, source, cohort, row
  HAVING sum(times) <> 0
),
spread AS (
  SELECT org_id, day, user, source, cohort, row, times FROM change
  UNION ALL
  SELECT org_id, day, -1, source, 0, row, times FROM change
),
summed AS (
  SELECT
    org_id, day, user, source, cohort, row ->> 0 AS model, row ->> 1 AS rate,
    total((row ->> 2) * times) AS requests,
    total((row ->> 3) * times) AS errors,
    total((row ->> 4) * times) AS retries,
    total((row ->> 5) * times) AS input_tokens,
    total((row ->> 6) * times) AS output_tokens,
    total((row ->> 7) * times) AS cache_read_tokens,
    total((row ->> 8) * times) AS cache_creation_tokens,
    total((row ->> 9) * times) AS cache_creation_1h_tokens,
    total((row ->> 10) * times) AS cost_nanos,
    total((row ->> 11) * times) AS sessions,
    total((row ->> 12) * times) AS prompts,
    total((row ->> 13) * times) AS tool_runs,
    total((row ->> 14) * times) AS tool_errors,
    total((row ->> 15) * times) AS approvals,
    total((row ->> 16) * times) AS rejections,
    total((row ->> 17) * times) AS lines_added,
    total((row ->> 18) * times) AS lines_removed,
    total((row ->> 19) * times) AS commits,
    total((row ->> 20) * times) AS pull_requests,
    total((row ->> 21) * times) AS active_user_ms,
    total((row ->> 22) * times) AS active_cli_ms
  FROM spread
  GROUP BY org_id, day, user, source, cohort, model, rate
)
INSERT INTO daily (
  org_id, day, user, source, cohort, model, rate,
  requests, errors, retries, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens,
  cache_creation_1h_tokens, cost_nanos, sessions, prompts, tool_runs, tool_errors, approvals, rejections,
  lines_added, lines_removed, commits, pull_requests, active_user_ms, active_cli_ms
)
SELECT
  org_id, day, user, source, cohort, model, rate,
  CAST(requests AS INTEGER), CAST(errors AS INTEGER), CAST(retries AS INTEGER),
  CAST(input_tokens AS INTEGER), CAST(output_tokens AS INTEGER), CAST(cache_read_tokens AS INTEGER),
  CAST(cache_creation_tokens AS INTEGER), CAST(cache_creation_1h_tokens AS INTEGER),
  CAST(cost_nanos AS INTEGER), CAST(sessions AS INTEGER), CAST(prompts AS INTEGER),
  CAST(tool_runs AS INTEGER), CAST(tool_errors AS INTEGER), CAST(approvals AS INTEGER),
  CAST(rejections AS INTEGER), CAST(lines_added AS INTEGER), CAST(lines_removed AS INTEGER),
  CAST(commits AS INTEGER), CAST(pull_requests AS INTEGER), CAST(active_user_ms AS INTEGER),
  CAST(active_cli_ms AS INTEGER)
FROM summed
WHERE true
ON CONFLICT DO UPDATE SET
  requests = requests + excluded.requests,
  errors = errors + excluded.errors,
  retries = retries + excluded.retries,
  input_tokens = input_tokens + excluded.input_tokens,
  output_tokens = output_tokens + excluded.output_tokens,
  cache_read_tokens = cache_read_tokens + excluded.cache_read_tokens,
  cache_creation_tokens = cache_creation_tokens + excluded.cache_creation_tokens,
  cache_creation_1h_tokens = cache_creation_1h_tokens + excluded.cache_creation_1h_tokens,
  cost_nanos = cost_nanos + excluded.cost_nanos,
  sessions = sessions + excluded.sessions,
  prompts = prompts + excluded.prompts,
  tool_runs = tool_runs + excluded.tool_runs,
  tool_errors = tool_errors + excluded.tool_errors,
  approvals = approvals + excluded.approvals,
  rejections = rejections + excluded.rejections,
  lines_added = lines_added + excluded.lines_added,
  lines_removed = lines_removed + excluded.lines_removed,
  commits = commits + excluded.commits,
  pull_requests = pull_requests + excluded.pull_requests,
  active_user_ms = active_user_ms + excluded.active_user_ms,
  active_cli_ms = active_cli_ms + excluded.active_cli_ms

-- Takes what session_day says of the picked session-days out of the daily table (?2 = -1) or puts it in (?2 = 1).
-- ?1: how many session-days were picked at most.
WITH picked AS MATERIALIZED (
  SELECT org_id, day, session FROM dirty ORDER BY org_id, day, session LIMIT ?1
)
INSERT INTO daily (
  org_id, day, user, source, model, rate,
  requests, errors, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens,
  cache_creation_1h_tokens, cost_nanos, sessions, prompts, tool_runs, tool_errors,
  lines_added, lines_removed, commits, pull_requests, active_user_ms, active_cli_ms
)
SELECT
  d.org_id, d.day, d.user, d.source, d.model, d.rate,
  CAST(?2 AS INTEGER) * sum(d.requests), CAST(?2 AS INTEGER) * sum(d.errors), CAST(?2 AS INTEGER) * sum(d.input_tokens), CAST(?2 AS INTEGER) * sum(d.output_tokens),
  CAST(?2 AS INTEGER) * sum(d.cache_read_tokens), CAST(?2 AS INTEGER) * sum(d.cache_creation_tokens), CAST(?2 AS INTEGER) * sum(d.cache_creation_1h_tokens),
  CAST(?2 AS INTEGER) * sum(d.cost_nanos), CAST(?2 AS INTEGER) * sum(d.sessions), CAST(?2 AS INTEGER) * sum(d.prompts), CAST(?2 AS INTEGER) * sum(d.tool_runs),
  CAST(?2 AS INTEGER) * sum(d.tool_errors), CAST(?2 AS INTEGER) * sum(d.lines_added), CAST(?2 AS INTEGER) * sum(d.lines_removed), CAST(?2 AS INTEGER) * sum(d.commits),
  CAST(?2 AS INTEGER) * sum(d.pull_requests), CAST(?2 AS INTEGER) * sum(d.active_user_ms), CAST(?2 AS INTEGER) * sum(d.active_cli_ms)
FROM picked AS p
CROSS JOIN session_day AS d ON d.org_id = p.org_id AND d.day = p.day AND d.session = p.session
GROUP BY d.org_id, d.day, d.user, d.source, d.model, d.rate
ON CONFLICT DO UPDATE SET
  requests = requests + excluded.requests,
  errors = errors + excluded.errors,
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
  lines_added = lines_added + excluded.lines_added,
  lines_removed = lines_removed + excluded.lines_removed,
  commits = commits + excluded.commits,
  pull_requests = pull_requests + excluded.pull_requests,
  active_user_ms = active_user_ms + excluded.active_user_ms,
  active_cli_ms = active_cli_ms + excluded.active_cli_ms

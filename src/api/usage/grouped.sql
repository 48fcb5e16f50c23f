  -- What was used in the scope of filter.sql, by ?10: 'user', 'model', 'source', 'label' (which is the label ?11)
  -- or 'all'; by day too if ?12 is 1. Of days before ?13 only who was active on them is told. D1 bills every
  -- row that is sorted or read again as one more row, so this is the one pass over the daily rows, and days
  -- are kept apart no longer than prices need it.
  grouped AS MATERIALIZED (
    SELECT
      CASE ?10
        WHEN 'user' THEN used.user
        WHEN 'model' THEN used.model
        -- As telemetry::source::Source::from_code has it: what this version does not know is `other`.
        WHEN 'source' THEN iif(used.source BETWEEN 1 AND 7, used.source, 8)
        WHEN 'label' THEN used.cohort
        ELSE 0
      END AS key,
      iif(?12, used.day, NULL) AS day,
      used.model AS model,
      used.rate AS rate,
      used.period AS period,
      used.day >= CAST(?13 AS INTEGER) AS counted,
      group_concat(
        DISTINCT
        iif(
          ?13 > ?2
          AND used.requests + used.errors + used.input_tokens + used.output_tokens
          + used.cache_read_tokens + used.cache_creation_tokens + used.prompts + used.tool_runs
          + used.lines_added + used.lines_removed + used.commits + used.pull_requests
          + used.active_user_ms + used.active_cli_ms > 0,
          used.day,
          NULL
        )
      ) AS active_days,
      sum(requests) AS requests,
      sum(errors) AS errors,
      sum(retries) AS retries,
      sum(input_tokens) AS input_tokens,
      sum(output_tokens) AS output_tokens,
      sum(cache_read_tokens) AS cache_read_tokens,
      sum(cache_creation_tokens) AS cache_creation_tokens,
      sum(cache_creation_1h_tokens) AS cache_creation_1h_tokens,
      sum(cost_nanos) AS cost_nanos,
      sum(sessions) AS sessions,
      sum(prompts) AS prompts,
      sum(tool_runs) AS tool_runs,
      sum(tool_errors) AS tool_errors,
      sum(approvals) AS approvals,
      sum(rejections) AS rejections,
      sum(lines_added) AS lines_added,
      sum(lines_removed) AS lines_removed,
      sum(commits) AS commits,
      sum(pull_requests) AS pull_requests,
      sum(active_user_ms) AS active_user_ms,
      sum(active_cli_ms) AS active_cli_ms
    FROM used
    GROUP BY 1, 2, 3, 4, 5, 6
  ),
  wanted(org_id, model, rate, day) AS (
    SELECT DISTINCT CAST(?1 AS INTEGER), model, rate, period FROM grouped WHERE model <> 0 AND counted
  )

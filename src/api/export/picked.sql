  -- What was used in the scope of filter.sql, by what is asked for and by what a price depends on.
  -- ?10 1: by day  ?11 1: by user  ?12 1: by model  ?13 1: by source  ?14 by these labels (["team", …])
  picked AS MATERIALIZED (
    SELECT
      iif(?11, used.user, NULL) AS user,
      iif(?13, iif(used.source BETWEEN 1 AND 7, used.source, 8), NULL) AS source,
      iif(?14 <> '[]', used.cohort, 0) AS cohort,
      iif(?10, used.day, NULL) AS day,
      used.model AS model,
      used.rate AS rate,
      used.period AS period,
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
    GROUP BY 1, 2, 3, 4, 5, 6, 7
  ),
  wanted(org_id, model, rate, day) AS (
    SELECT DISTINCT CAST(?1 AS INTEGER), model, rate, period FROM picked WHERE model <> 0
  )

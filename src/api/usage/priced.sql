  -- What each cohort that is a key is called by the label ?11.
  called(cohort, value) AS MATERIALIZED (
    SELECT
      c.cohort_id,
      coalesce((SELECT own.value FROM json_each(c.labels) AS own WHERE own.key = ?11), '')
    FROM (SELECT DISTINCT key FROM grouped WHERE ?11 IS NOT NULL) AS k
    CROSS JOIN cohort AS c ON c.cohort_id = k.key AND c.org_id = ?1
  ),
  priced AS MATERIALIZED (
    SELECT
      iif(?11 IS NULL, g.key, coalesce(called.value, '')) AS key,
      g.day AS day,
      sum(g.requests) AS requests,
      sum(g.errors) AS errors,
      sum(g.retries) AS retries,
      sum(g.input_tokens) AS input_tokens,
      sum(g.output_tokens) AS output_tokens,
      sum(g.cache_read_tokens) AS cache_read_tokens,
      sum(g.cache_creation_tokens) AS cache_creation_tokens,
      -- A price that is NULL, or no price, makes the product NULL, and total() passes over it.
      total(
        g.input_tokens * t.input
        + g.output_tokens * t.output
        + g.cache_read_tokens * t.cache_read
        + (g.cache_creation_tokens - g.cache_creation_1h_tokens) * t.cache_creation_5m
        + g.cache_creation_1h_tokens * t.cache_creation_1h
      ) AS list_cost_nanos,
      total(g.cost_nanos) AS reported_cost_nanos,
      sum(
        iif(
          t.input IS NULL,
          g.input_tokens + g.output_tokens + g.cache_read_tokens + g.cache_creation_tokens,
          0
        )
      ) AS unpriced_tokens,
      sum(g.sessions) AS sessions,
      sum(g.prompts) AS prompts,
      sum(g.tool_runs) AS tool_runs,
      sum(g.tool_errors) AS tool_errors,
      sum(g.approvals) AS approvals,
      sum(g.rejections) AS rejections,
      sum(g.lines_added) AS lines_added,
      sum(g.lines_removed) AS lines_removed,
      sum(g.commits) AS commits,
      sum(g.pull_requests) AS pull_requests,
      sum(g.active_user_ms) AS active_user_ms,
      sum(g.active_cli_ms) AS active_cli_ms,
      total(
        g.cache_read_tokens * (t.input - t.cache_read)
        + (g.cache_creation_tokens - g.cache_creation_1h_tokens) * (t.input - t.cache_creation_5m)
        + g.cache_creation_1h_tokens * (t.input - t.cache_creation_1h)
      ) AS cache_savings_nanos
    FROM grouped AS g
    LEFT JOIN tariff AS t ON t.model = g.model AND t.rate = g.rate AND t.day = g.period
    LEFT JOIN called ON called.cohort = g.key
    WHERE g.counted
    GROUP BY 1, 2
  )

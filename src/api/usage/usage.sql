-- What did the org use from day ?2 to day ?3 (both included), added up by ?4, and what does that cost at
-- the list prices of those days?
-- ?1 org  ?2 first day  ?3 last day  ?4 'day', 'user', 'model' or 'source'
WITH
  -- One range of the clustered key, added up before anything is joined to it.
  used AS MATERIALIZED (
    SELECT
      CASE ?4 WHEN 'day' THEN day WHEN 'user' THEN user WHEN 'model' THEN model ELSE source END AS key,
      day,
      model,
      rate,
      sum(requests) AS requests,
      sum(errors) AS errors,
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
      sum(lines_added) AS lines_added,
      sum(lines_removed) AS lines_removed,
      sum(commits) AS commits,
      sum(pull_requests) AS pull_requests,
      sum(active_user_ms) AS active_user_ms,
      sum(active_cli_ms) AS active_cli_ms
    FROM daily
    WHERE org_id = ?1 AND day BETWEEN ?2 AND ?3
    GROUP BY 1, day, model, rate
  ),
  -- The prices of the models in use, each until the next one of the same model and rate.
  tariff AS MATERIALIZED (
    SELECT
      seen.model,
      price.rate,
      price.from_day,
      lead(price.from_day) OVER (PARTITION BY seen.model, price.rate ORDER BY price.from_day) AS until_day,
      price.input,
      price.output,
      price.cache_read,
      price.cache_creation_5m,
      price.cache_creation_1h
    FROM (SELECT DISTINCT model FROM used WHERE model <> 0) AS seen
    CROSS JOIN word ON word.org_id = ?1 AND word.word_id = seen.model
    CROSS JOIN price ON price.model = word.text
  ),
  added AS (
    SELECT
      used.key,
      sum(requests) AS requests,
      sum(errors) AS errors,
      sum(input_tokens) AS input_tokens,
      sum(output_tokens) AS output_tokens,
      sum(cache_read_tokens) AS cache_read_tokens,
      sum(cache_creation_tokens) AS cache_creation_tokens,
      -- A price that is NULL, or no price, makes the product NULL, and total() passes over it.
      total(
        input_tokens * input
        + output_tokens * output
        + cache_read_tokens * cache_read
        + (cache_creation_tokens - cache_creation_1h_tokens) * cache_creation_5m
        + cache_creation_1h_tokens * cache_creation_1h
      ) AS list_cost_nanos,
      total(cost_nanos) AS reported_cost_nanos,
      sum(
        CASE
          WHEN input IS NULL
          THEN input_tokens + output_tokens + cache_read_tokens + cache_creation_tokens
          ELSE 0
        END
      ) AS unpriced_tokens,
      sum(sessions) AS sessions,
      sum(prompts) AS prompts,
      sum(tool_runs) AS tool_runs,
      sum(tool_errors) AS tool_errors,
      sum(lines_added) AS lines_added,
      sum(lines_removed) AS lines_removed,
      sum(commits) AS commits,
      sum(pull_requests) AS pull_requests,
      sum(active_user_ms) AS active_user_ms,
      sum(active_cli_ms) AS active_cli_ms
    FROM used
    LEFT JOIN tariff
      ON tariff.model = used.model
      AND tariff.rate = used.rate
      AND tariff.from_day <= used.day
      AND (tariff.until_day IS NULL OR used.day < tariff.until_day)
    GROUP BY used.key
  )
SELECT
  added.*,
  word.text
FROM added
LEFT JOIN word ON ?4 IN ('user', 'model') AND word.org_id = ?1 AND word.word_id = added.key
ORDER BY added.key;

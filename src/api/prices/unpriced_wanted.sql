  -- Which models were used in the scope of filter.sql, by what a price depends on?
  spent AS MATERIALIZED (
    SELECT
      used.model, used.rate, used.period,
      sum(input_tokens + output_tokens + cache_read_tokens + cache_creation_tokens) AS tokens,
      max(used.day) FILTER (
        WHERE input_tokens + output_tokens + cache_read_tokens + cache_creation_tokens > 0
      ) AS last_day
    FROM used
    GROUP BY used.model, used.rate, used.period
    HAVING tokens > 0
  ),
  wanted AS (SELECT ?1 AS org_id, model, rate, period AS day FROM spent),

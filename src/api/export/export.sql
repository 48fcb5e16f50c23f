  -- What each cohort is called by the labels ?14.
  called(cohort, labels) AS MATERIALIZED (
    SELECT
      k.cohort,
      (
        SELECT json_group_array(
          coalesce((SELECT own.value FROM json_each(c.labels) AS own WHERE own.key = asked.value), '')
        )
        FROM json_each(?14) AS asked
      )
    FROM (SELECT DISTINCT cohort FROM picked) AS k
    LEFT JOIN cohort AS c ON c.cohort_id = k.cohort AND c.org_id = ?1
  ),
  line AS (
    SELECT
      p.day AS day,
      p.user AS user,
      iif(?12, p.model, NULL) AS model,
      p.source AS source,
      called.labels AS labels,
      -- In the order of api::usage::Sums.
      json_array(
        sum(p.requests),
        sum(p.errors),
        sum(p.retries),
        sum(p.input_tokens),
        sum(p.output_tokens),
        sum(p.cache_read_tokens),
        sum(p.cache_creation_tokens),
        -- A price that is NULL, or no price, makes the product NULL, and total() passes over it.
        total(
          p.input_tokens * t.input
          + p.output_tokens * t.output
          + p.cache_read_tokens * t.cache_read
          + (p.cache_creation_tokens - p.cache_creation_1h_tokens) * t.cache_creation_5m
          + p.cache_creation_1h_tokens * t.cache_creation_1h
        ),
        total(p.cost_nanos),
        sum(
          iif(
            t.input IS NULL,
            p.input_tokens + p.output_tokens + p.cache_read_tokens + p.cache_creation_tokens,
            0
          )
        ),
        sum(p.sessions),
        sum(p.prompts),
        sum(p.tool_runs),
        sum(p.tool_errors),
        sum(p.approvals),
        sum(p.rejections),
        sum(p.lines_added),
        sum(p.lines_removed),
        sum(p.commits),
        sum(p.pull_requests),
        sum(p.active_user_ms),
        sum(p.active_cli_ms),
        total(
          p.cache_read_tokens * (t.input - t.cache_read)
          + (p.cache_creation_tokens - p.cache_creation_1h_tokens) * (t.input - t.cache_creation_5m)
          + p.cache_creation_1h_tokens * (t.input - t.cache_creation_1h)
        )
      ) AS sums
    FROM picked AS p
    LEFT JOIN tariff AS t ON t.model = p.model AND t.rate = p.rate AND t.day = p.period
    LEFT JOIN called ON called.cohort = p.cohort
    GROUP BY 1, 2, 3, 4, 5
  )
SELECT
  json_array(
    line.day,
    coalesce(user.text, ''),
    coalesce(model.text, ''),
    coalesce(line.source, 0),
    json(line.labels),
    json(line.sums)
  ) AS line
FROM line
LEFT JOIN word AS user ON user.org_id = ?1 AND user.word_id = line.user
LEFT JOIN word AS model ON model.org_id = ?1 AND model.word_id = line.model
ORDER BY line.day, user.text, model.text, line.source, line.labels
LIMIT CAST(?15 AS INTEGER);

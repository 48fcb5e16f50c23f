  ,
  -- By ?11: 'user', 'model', 'source', 'label' (which is the label ?12), or 'all' together.
  keyed AS MATERIALIZED (
    SELECT
      CASE ?11
        WHEN 'user' THEN user
        WHEN 'model' THEN name
        -- As telemetry::source::Source::from_code has it: what this version does not know is `other`.
        WHEN 'source' THEN iif(source BETWEEN 1 AND 7, source, 8)
        WHEN 'label' THEN cohort
        ELSE 0
      END AS key,
      tally, detail, count, total, buckets
    FROM tallied
  ),
  bucket AS (
    SELECT k.key, k.tally, b.key AS bucket, sum(b.value) AS times
    FROM keyed AS k
    CROSS JOIN json_each(k.buckets) AS b
    GROUP BY 1, 2, 3
  ),
  told AS (
    SELECT
      'count' AS part, key, tally, detail, sum(count) AS count, sum(total) AS total, NULL AS buckets,
      0 AS requests, 0 AS errors, 0 AS retries
    FROM keyed
    GROUP BY key, tally, detail
    UNION ALL
    SELECT 'total', key, tally, 0, 0, sum(total), NULL, 0, 0, 0
    FROM keyed
    GROUP BY key, tally
    UNION ALL
    SELECT 'buckets', key, tally, 0, 0, 0, json_group_object(bucket, times), 0, 0, 0
    FROM bucket
    GROUP BY key, tally
    UNION ALL
    SELECT
      'used',
      CASE ?11
        WHEN 'user' THEN user
        WHEN 'model' THEN model
        WHEN 'source' THEN iif(source BETWEEN 1 AND 7, source, 8)
        WHEN 'label' THEN cohort
        ELSE 0
      END AS used_key,
      0, 0, 0, 0, NULL, sum(requests), sum(errors), sum(retries)
    FROM used
    GROUP BY used_key
  )
SELECT
  told.*,
  NULL AS day,
  -- Aggregated before: a group has a few dozen rows.
  CASE ?11
    WHEN 'label' THEN (
      SELECT own.value
      FROM cohort
      CROSS JOIN json_each(cohort.labels) AS own
      WHERE cohort.cohort_id = told.key AND cohort.org_id = ?1 AND own.key = ?12
    )
    ELSE word.text
  END AS text,
  called.text AS called
FROM told
LEFT JOIN word ON ?11 IN ('user', 'model') AND word.org_id = ?1 AND word.word_id = told.key
LEFT JOIN person ON ?11 = 'user' AND person.org_id = ?1 AND person.user = told.key
LEFT JOIN word AS called ON called.org_id = ?1 AND called.word_id = person.name

  ,
  keyed AS MATERIALIZED (
    SELECT tally, day, name, detail, count, total, buckets FROM tallied
  ),
  -- Times by name; those that are shown over time by day too.
  bucket AS (
    SELECT k.tally, iif(k.tally IN (1, 2, 5), k.day, NULL) AS day, k.name, b.key AS bucket, sum(b.value) AS times
    FROM keyed AS k
    CROSS JOIN json_each(k.buckets) AS b
    WHERE k.tally IN (1, 2, 3, 5, 11, 12)
    GROUP BY 1, 2, 3, 4
  ),
  told AS (
    SELECT
      'count' AS part, NULL AS day, tally, name, detail, sum(count) AS count, 0 AS total, NULL AS buckets,
      0 AS requests, 0 AS errors, 0 AS retries
    FROM keyed
    WHERE tally NOT IN (1, 2)
    GROUP BY tally, name, detail
    UNION ALL
    SELECT 'day', day, tally, 0, detail, sum(count), 0, NULL, 0, 0, 0
    FROM keyed
    WHERE tally IN (3, 4)
    GROUP BY day, tally, detail
    UNION ALL
    SELECT 'total', iif(tally IN (1, 2, 5), day, NULL) AS on_day, tally, name, 0, 0, sum(total), NULL, 0, 0, 0
    FROM keyed
    WHERE tally IN (1, 2, 3, 5, 11, 12)
    GROUP BY on_day, tally, name
    UNION ALL
    SELECT 'buckets', day, tally, name, 0, 0, 0, json_group_object(bucket, times), 0, 0, 0
    FROM bucket
    GROUP BY day, tally, name
    UNION ALL
    SELECT 'used', day, 0, model, 0, 0, 0, NULL, sum(requests), sum(errors), sum(retries)
    FROM used
    GROUP BY day, model
  )
SELECT told.*, word.text
FROM told
LEFT JOIN word ON word.org_id = ?1 AND word.word_id = told.name

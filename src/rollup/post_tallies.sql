-- What changed in the tallies of the picked session-days goes into the table of tallies: for whose it is, and for
-- everybody (user -1). A tally that stayed as it was costs no write.
told AS (
  SELECT f.org_id, f.day, f.user, f.source, f.cohort, r.value AS row, 1 AS times
  FROM folded AS f CROSS JOIN json_each(f.rows) AS r
  WHERE f.part = 2
  UNION ALL
  SELECT s.org_id, s.day, s.user, s.source, s.cohort, r.value, -1
  FROM picked AS p
  CROSS JOIN session_day AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session AND s.part = 2
  CROSS JOIN json_each(s.rows) AS r
),
-- What is the same before and after cancels out.
change AS MATERIALIZED (
  SELECT org_id, day, user, source, cohort, row, sum(times) AS times
  FROM told
  GROUP BY org_id, day, user, source, cohort, row
  HAVING sum(times) <> 0
),
spread AS MATERIALIZED (
  SELECT
    org_id, row ->> 0 AS tally, day, user, source, cohort, row ->> 1 AS name, row ->> 2 AS detail,
    (row ->> 3) * times AS count, (row ->> 4) * times AS total, row -> 5 AS buckets, times
  FROM change
  UNION ALL
  SELECT
    org_id, row ->> 0, day, -1, source, 0, row ->> 1, row ->> 2,
    (row ->> 3) * times, (row ->> 4) * times, row -> 5, times
  FROM change
),
bucketed AS MATERIALIZED (
  SELECT
    org_id, tally, day, user, source, cohort, name, detail,
    json_group_object(bucket, count) AS buckets
  FROM (
    SELECT
      c.org_id, c.tally, c.day, c.user, c.source, c.cohort, c.name, c.detail,
      CAST(b.key AS INTEGER) AS bucket, sum(b.value * c.times) AS count
    FROM spread AS c
    CROSS JOIN json_each(c.buckets) AS b
    WHERE c.buckets <> 'null'
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    HAVING sum(b.value * c.times) <> 0
  )
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
INSERT INTO tally (org_id, tally, day, user, source, cohort, name, detail, count, total, buckets)
SELECT
  c.org_id, c.tally, c.day, c.user, c.source, c.cohort, c.name, c.detail, sum(c.count), sum(c.total), b.buckets
FROM spread AS c
LEFT JOIN bucketed AS b
  ON b.org_id = c.org_id AND b.tally = c.tally AND b.day = c.day AND b.user = c.user
  AND b.source = c.source AND b.cohort = c.cohort AND b.name = c.name AND b.detail = c.detail
WHERE true
GROUP BY c.org_id, c.tally, c.day, c.user, c.source, c.cohort, c.name, c.detail
ON CONFLICT DO UPDATE SET
  count = count + excluded.count,
  total = total + excluded.total,
  buckets = iif(
    excluded.buckets IS NULL,
    buckets,
    (
      SELECT nullif(json_group_object(bucket, count ORDER BY bucket), '{}') FROM (
        SELECT CAST(key AS INTEGER) AS bucket, sum(value) AS count FROM (
          SELECT key, value FROM json_each(tally.buckets)
          UNION ALL
          SELECT key, value FROM json_each(excluded.buckets)
        )
        GROUP BY key
        HAVING sum(value) <> 0
      )
    )
  )

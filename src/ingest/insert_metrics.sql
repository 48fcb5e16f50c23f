-- Metrics exports, or the points of one that are new: a Collector between may send them in other batches the second
-- time. A point is the same when its text is. ?2: arrays of the columns below, in their order, without org_id.
INSERT INTO metric (
  org_id, day, session, time_ms, cumulative, points
)
SELECT
  t.org_id, r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4
FROM ingest_token AS t CROSS JOIN json_each(?2) AS r
WHERE t.token_hash = unhex(?1) AND t.revoked_ms IS NULL
ON CONFLICT DO UPDATE SET
  points = (
    SELECT json_group_array(json(value)) FROM (
      SELECT value FROM json_each(metric.points)
      UNION
      SELECT value FROM json_each(excluded.points)
      ORDER BY value
    )
  )
WHERE EXISTS (
  SELECT value FROM json_each(excluded.points)
  EXCEPT
  SELECT value FROM json_each(metric.points)
)

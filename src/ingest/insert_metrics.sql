-- Metrics exports, or the points of one that are new: a Collector between may send them in other batches the second
-- time. A point is the same when its text is. Rows are arrays of the columns below, in their order,
-- without org_id.
INSERT INTO metric (
  org_id, day, session, time_ms, cumulative, points
)
SELECT
  r.org_id, r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4
FROM r
WHERE true
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

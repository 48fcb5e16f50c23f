-- After tallies.sql: how much was told in a range, and by how many.
SELECT
  total(t.count) FILTER (WHERE t.tally = 26 AND t.detail / 100 = 1) AS logs,
  total(t.count) FILTER (WHERE t.tally = 26 AND t.detail / 100 = 2) AS traces,
  total(t.count) FILTER (WHERE t.tally = 26 AND t.detail / 100 = 3) AS metrics,
  count(DISTINCT t.user) AS users,
  (
    SELECT total(r.records)
    FROM refusal AS r
    WHERE
      r.org_id = ?1
      AND r.day BETWEEN ?2 AND ?3
      AND (?6 IS NULL OR r.user IN (SELECT value FROM json_each(?6)))
  ) AS refused
FROM tallied AS t

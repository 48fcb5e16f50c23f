-- The days that the org has figures of, each sought from the one before. ?1: the tally that every session-day has.
days (org_id, day) AS (
  SELECT org_id, -1 FROM erased
  UNION
  SELECT
    org_id,
    -- The smaller one of two, of which either may be missing.
    (
      SELECT min(day) FROM (
        SELECT min(d.day) AS day FROM daily AS d WHERE d.org_id = days.org_id AND d.day > days.day
        UNION ALL
        SELECT min(t.day) FROM tally AS t WHERE t.org_id = days.org_id AND t.tally = ?1 AND t.day > days.day
      )
    )
  FROM days
  WHERE day IS NOT NULL
),

  -- The tallies ?10 ([code, …], rollup::Tally) in the scope of filter.sql, each sought by day. Of a model, only
  -- those are known whose name is a model: latency, time to first token, failed requests and refusals.
  tallied AS (
    SELECT t.*
    FROM json_each(?10) AS asked
    CROSS JOIN days
    CROSS JOIN tally AS t
      ON t.org_id = ?1 AND t.tally = asked.value AND t.day = days.day AND t.user BETWEEN ?4 AND ?5
    WHERE
      (?6 IS NULL OR t.user IN (SELECT value FROM json_each(?6)))
      AND (?7 IS NULL OR t.cohort IN (SELECT cohort FROM cohorts))
      AND (?8 IS NULL OR (t.tally IN (1, 2, 7, 10) AND t.name IN (SELECT value FROM json_each(?8))))
      AND (?9 IS NULL OR t.source IN (SELECT value FROM json_each(?9)))
  )

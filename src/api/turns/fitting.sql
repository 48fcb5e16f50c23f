  ,
  -- The turns that are found, each by what its sessions that fit did on their days. A turn is found when one of
  -- its sessions fits.
  fitting AS (
    SELECT
      trace,
      min(day) AS day,
      min(day * 86400000 + begin_ms) AS begun_ms,
      max(day * 86400000 + begin_ms + duration_ms) - min(day * 86400000 + begin_ms) AS duration_ms,
      sum(requests) AS requests,
      sum(errors) AS errors,
      sum(tool_runs) AS tool_runs,
      sum(cost_nanos) AS cost_nanos,
      sum(list_nanos) AS list_nanos
    FROM turn
    WHERE
      org_id = ?1
      AND day BETWEEN ?2 AND ?3
      AND (?6 IS NULL OR user IN (SELECT value FROM json_each(?6)))
      AND (?7 IS NULL OR cohort IN (SELECT cohort FROM cohorts))
      AND (
        ?8 IS NULL
        OR EXISTS (
          SELECT 1 FROM json_each(turn.usage) AS u
          WHERE (u.value ->> 0) IN (SELECT value FROM json_each(?8))
        )
      )
      AND (?9 IS NULL OR source IN (SELECT value FROM json_each(?9)))
    GROUP BY trace
  )

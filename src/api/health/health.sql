  ,
  -- Records by signal: their kinds are told together, but for those that are not known.
  keyed AS MATERIALIZED (
    SELECT tally, user, source, name, iif(tally = 26, detail / 100, detail) AS detail, sum(count) AS count
    FROM tallied
    GROUP BY 1, 2, 3, 4, 5
  ),
  told AS (
    SELECT 'person' AS part, user, 0 AS source, 0 AS name, 0 AS detail, 0 AS count
    FROM keyed
    GROUP BY user
    UNION ALL
    SELECT 'records', user, source, 0, detail, sum(count)
    FROM keyed
    WHERE tally = 26
    GROUP BY user, source, detail
    UNION ALL
    SELECT 'unknown', 0, 0, name, detail, sum(count)
    FROM keyed
    WHERE tally = 26 AND name <> 0
    GROUP BY name, detail
    UNION ALL
    SELECT 'version', user, 0, name, detail, sum(count)
    FROM keyed
    WHERE tally = 27
    GROUP BY user, name, detail
    UNION ALL
    SELECT 'gap', user, 0, 0, detail, sum(count)
    FROM keyed
    WHERE tally = 28
    GROUP BY user, detail
  )
SELECT
  told.part, told.user, told.source, told.detail, told.count,
  named.text AS name,
  os.text AS os,
  who.text AS email,
  called.text AS called,
  person.rank,
  person.logs_ms,
  person.traces_ms,
  person.metrics_ms
FROM told
LEFT JOIN word AS named ON named.org_id = ?1 AND named.word_id = told.name
LEFT JOIN word AS os ON told.part = 'version' AND os.org_id = ?1 AND os.word_id = told.detail
LEFT JOIN word AS who ON told.part = 'person' AND who.org_id = ?1 AND who.word_id = told.user
LEFT JOIN person ON told.part = 'person' AND person.org_id = ?1 AND person.user = told.user
LEFT JOIN word AS called ON called.org_id = ?1 AND called.word_id = person.name

-- The rows that a reader asked for: the head of every statement that reads figures. What comes after it, in the
-- same WITH, starts with a comma or with the SELECT itself.
-- ?1 org  ?2 first day  ?3 last day  ?4, ?5 from which to which user (-1 to -1: the rows of everybody together)
-- ?6 users ([word, …])  ?7 labels ({"team": ["ml", …], …})  ?8 models ([word, …])  ?9 sources ([code, …]):
-- JSON, NULL for all
WITH RECURSIVE
  -- One seek per day, so that the rows of everybody are found without reading each user's.
  days(day) AS (
    SELECT CAST(?2 AS INTEGER)
    UNION ALL
    SELECT day + 1 FROM days WHERE day < CAST(?3 AS INTEGER)
  ),
  -- The days on which some price changes, for the org or for all.
  change_day(day) AS MATERIALIZED (
    SELECT from_day FROM price WHERE from_day > ?2 AND from_day <= ?3
    UNION
    SELECT from_day FROM price_override WHERE org_id = ?1 AND from_day > ?2 AND from_day <= ?3
  ),
  -- The days, each with the first one since when all prices are the same: so that figures can be priced that
  -- are added up over many days.
  priced_day(day, period) AS (
    SELECT CAST(?2 AS INTEGER), CAST(?2 AS INTEGER)
    UNION ALL
    SELECT day + 1, iif(day + 1 IN (SELECT day FROM change_day), day + 1, period)
    FROM priced_day
    WHERE day < CAST(?3 AS INTEGER)
  ),
  -- Sessions whose every filtered label is one of those asked for; '' is a label that is not there. Cohort 0,
  -- which has no labels, has no row.
  labelled(cohort, labels) AS (
    SELECT cohort_id, labels FROM cohort WHERE org_id = ?1 AND ?7 IS NOT NULL
    UNION ALL
    SELECT 0, '{}' WHERE ?7 IS NOT NULL
  ),
  cohorts(cohort) AS MATERIALIZED (
    SELECT l.cohort
    FROM labelled AS l
    WHERE NOT EXISTS (
      SELECT 1
      FROM json_each(?7) AS wanted
      WHERE
        -- A path would take a name such as `org.unit` or `7` for more than a name.
        coalesce((SELECT own.value FROM json_each(l.labels) AS own WHERE own.key = wanted.key), '')
        NOT IN (SELECT value FROM json_each(wanted.value))
    )
  ),
  used AS (
    SELECT d.*, p.period
    FROM priced_day AS p
    CROSS JOIN daily AS d ON d.org_id = ?1 AND d.day = p.day AND d.user BETWEEN ?4 AND ?5
    WHERE
      (?6 IS NULL OR d.user IN (SELECT value FROM json_each(?6)))
      AND (?7 IS NULL OR d.cohort IN (SELECT cohort FROM cohorts))
      AND (?8 IS NULL OR d.model IN (SELECT value FROM json_each(?8)))
      AND (?9 IS NULL OR d.source IN (SELECT value FROM json_each(?9)))
  )

  -- The sessions of each turn, on its day and the two beside it, the one that began it first.
  part AS MATERIALIZED (
    SELECT
      t.*,
      t.day * 86400000 + t.begin_ms AS begun_ms,
      row_number() OVER (
        PARTITION BY t.trace
        ORDER BY t.day * 86400000 + t.begin_ms, t.complete DESC, t.session, t.day
      ) AS nth
    FROM chosen AS c
    CROSS JOIN (SELECT -1 AS days UNION ALL SELECT 0 UNION ALL SELECT 1) AS near
    CROSS JOIN turn AS t ON t.org_id = ?1 AND t.day = c.day + near.days AND t.trace = c.trace
  ),
  spent AS MATERIALIZED (
    SELECT
      p.trace, p.day,
      u.value ->> 0 AS model, u.value ->> 1 AS rate,
      u.value ->> 2 AS input, u.value ->> 3 AS output,
      u.value ->> 4 AS cache_read, u.value ->> 5 AS cache_creation, u.value ->> 6 AS cache_creation_1h
    FROM part AS p
    CROSS JOIN json_each(p.usage) AS u
  ),
  wanted AS (SELECT DISTINCT ?1 AS org_id, model, rate, day FROM spent WHERE model <> 0),

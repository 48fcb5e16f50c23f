  told AS MATERIALIZED (
    SELECT f.org_id, f.day, f.session, f.user, f.source, f.cohort, r.value AS row
    FROM folded AS f CROSS JOIN json_each(f.rows) AS r
    WHERE f.part = 3
  ),
  wanted AS (
    SELECT DISTINCT t.org_id, u.value ->> 0 AS model, u.value ->> 1 AS rate, t.day
    FROM told AS t CROSS JOIN json_each(t.row, '$[9]') AS u
  ),

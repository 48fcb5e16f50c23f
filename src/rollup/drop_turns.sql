-- Turns that the rows no longer tell: a prompt whose trace came to be known, for one.
gone AS (
  SELECT s.org_id, s.day, r.value ->> 0 AS trace, s.session
  FROM picked AS p
  CROSS JOIN session_day AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session AND s.part = 3
  CROSS JOIN json_each(s.rows) AS r
  EXCEPT
  SELECT f.org_id, f.day, r.value ->> 0, f.session
  FROM folded AS f CROSS JOIN json_each(f.rows) AS r
  WHERE f.part = 3
)
DELETE FROM turn
WHERE (org_id, day, trace, session) IN (SELECT org_id, day, trace, session FROM gone)

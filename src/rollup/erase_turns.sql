-- The turns of the days, as the fold has kept them.
DELETE FROM turn
WHERE (org_id, day, trace, session) IN (
  SELECT s.org_id, s.day, r.value ->> 0, s.session
  FROM folded AS f
  CROSS JOIN session_day AS s ON s.org_id = f.org_id AND s.day = f.day AND s.session = f.session AND s.part = 3
  CROSS JOIN json_each(s.rows) AS r
  WHERE f.part = 1
)

-- The sessions of whom is erased (part 0, with the word of their name), and their days (part 1), into `folded`. Nothing
-- finds sessions by their user, so the org's sessions are read, once; their rows and days are then sought by key.
whose AS MATERIALIZED (
  SELECT s.org_id, s.session_id, s.user, s.user_name
  FROM erased AS e
  CROSS JOIN session AS s ON s.org_id = e.org_id
  WHERE s.user = e.user
),
-- The days that the org has rows of, each sought from the one before.
days (org_id, day) AS (
  SELECT org_id, 0 FROM erased
  UNION
  SELECT org_id, (SELECT min(d.day) FROM session_day AS d WHERE d.org_id = days.org_id AND d.day > days.day)
  FROM days
  WHERE day IS NOT NULL
)
INSERT INTO folded (org_id, day, session, part, user, source, cohort, rows)
SELECT org_id, 0, session_id, 0, user, 0, 0, CAST(user_name AS TEXT) FROM whose
UNION ALL
SELECT d.org_id, d.day, d.session, 1, w.user, 0, 0, ''
FROM whose AS w
CROSS JOIN days ON days.org_id = w.org_id
CROSS JOIN session_day AS d
  ON d.org_id = w.org_id AND d.day = days.day AND d.session = w.session_id AND d.part = 1

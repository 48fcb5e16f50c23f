-- Other days of the picked sessions that must be looked at again:
-- all of them, when it changed who or what the session is; the later ones, when a day's figures changed, for
-- totals that go on and minutes that were told after midnight hang on the day before.
back (days) AS (SELECT 0 UNION ALL SELECT days + 1 FROM back WHERE days < 40)
INSERT INTO dirty (org_id, day, session)
SELECT DISTINCT other.org_id, other.day, other.session
FROM picked AS p
CROSS JOIN session AS s ON s.org_id = p.org_id AND s.session_id = p.session
LEFT JOIN folded AS f ON f.org_id = p.org_id AND f.day = p.day AND f.session = p.session AND f.part = 1
LEFT JOIN session_day AS known
  ON known.org_id = p.org_id AND known.day = p.day AND known.session = p.session AND known.part = 1
CROSS JOIN back
CROSS JOIN session_day AS other
  ON other.org_id = p.org_id AND other.day = s.last_day - back.days AND other.session = p.session
  AND other.part = 1 AND other.day <> p.day
-- The first term says nothing that the second does not; it spares the days of sessions that it rules out.
WHERE (s.moved OR s.last_day > p.day)
  AND (s.moved OR (s.last_day > p.day AND other.day > p.day AND known.rows IS NOT f.rows))
  -- Days that were folded in this batch have been looked at.
  AND NOT EXISTS (
    SELECT 1 FROM picked AS q
    WHERE q.org_id = other.org_id AND q.day = other.day AND q.session = other.session
  )
ON CONFLICT DO UPDATE SET kept_ms = NULL WHERE kept_ms > 0

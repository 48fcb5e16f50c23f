-- Sessions whose last rows go. ?1: today. ?2: how many session-days go at most.
WITH old AS MATERIALIZED (
  SELECT d.org_id, d.day, d.session
  FROM org AS o CROSS JOIN session_day AS d ON d.org_id = o.org_id AND d.day <= ?1 - o.raw_days AND d.part = 1
  LIMIT ?2
)
DELETE FROM session
WHERE (org_id, session_id) IN (SELECT org_id, session FROM old)
  AND last_day <= ?1 - (SELECT o.raw_days FROM org AS o WHERE o.org_id = session.org_id)

-- What the daily tables know of session-days whose rows go: it can change no more, so the figures stay as they are.
-- ?1: today. ?2: how many session-days go at most.
DELETE FROM session_day
WHERE (org_id, day, session) IN (
  SELECT d.org_id, d.day, d.session
  FROM org AS o CROSS JOIN session_day AS d ON d.org_id = o.org_id AND d.day <= ?1 - o.raw_days AND d.part = 1
  LIMIT ?2
)

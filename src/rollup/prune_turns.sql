-- Turns that are older than their org keeps them. ?1: today. ?2: how many rows to delete at most.
DELETE FROM turn
WHERE (org_id, day, trace, session) IN (
  SELECT r.org_id, r.day, r.trace, r.session
  FROM org AS o CROSS JOIN turn AS r ON r.org_id = o.org_id AND r.day <= ?1 - o.raw_days
  LIMIT ?2
)

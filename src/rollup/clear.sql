-- The picked session-days are done. ?1: how many were picked at most.
DELETE FROM dirty
WHERE (org_id, day, session) IN (
  SELECT org_id, day, session FROM dirty ORDER BY org_id, day, session LIMIT ?1
)

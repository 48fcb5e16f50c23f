-- The session-days of the batch are done. Tells which they were.
DELETE FROM dirty
WHERE (org_id, day, session) IN (SELECT org_id, day, session FROM marked)
RETURNING json_array(org_id, day, session) AS place

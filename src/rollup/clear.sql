-- The session-days of a batch are done. Tells which they were, in no order.
DELETE FROM dirty
WHERE (org_id, day, session) IN (SELECT org_id, day, session FROM marked)
RETURNING json_array(org_id, day, session) AS place

-- The other session-days of a batch are done. Tells which they are, in no order. ?3: when the pass began (Unix ms).
DELETE FROM dirty
WHERE kept_ms IS NOT ?3 AND (org_id, day, session) IN (SELECT org_id, day, session FROM marked)
RETURNING json_array(org_id, day, session) AS place

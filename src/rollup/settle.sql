-- The other days of these sessions are marked.
UPDATE session SET moved = 0
WHERE moved AND (org_id, session_id) IN (SELECT org_id, session FROM folded WHERE part = 1)

DELETE FROM session
WHERE (org_id, session_id) IN (SELECT org_id, session FROM folded WHERE part = 0)

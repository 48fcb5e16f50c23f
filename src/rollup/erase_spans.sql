DELETE FROM span
WHERE (org_id, day, session) IN (SELECT org_id, day, session FROM folded WHERE part = 1)

-- Has the turns of these days written again, with what they cost by the list or by the org's own prices now.
-- ?1 org  ?2 first day
INSERT INTO dirty (org_id, day, session)
SELECT DISTINCT org_id, day, session FROM turn WHERE org_id = ?1 AND day >= ?2
ON CONFLICT DO NOTHING

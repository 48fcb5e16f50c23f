-- The token in force is about to be revoked, which is kept before it can no longer be told from others.
-- ?1 org  ?2 now (ms)  ?3 whose doing  ?4 what it is called in the log
INSERT INTO audit (org_id, at_ms, audit_id, actor, action, subject, detail)
SELECT ?1, ?2, random() & 0xffffffff, ?3, ?4, hint, nullif(name, '')
FROM ingest_token
WHERE org_id = ?1 AND revoked_ms IS NULL;

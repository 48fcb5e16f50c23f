-- Which tokens has the org had?
-- ?1 org
SELECT hint, name, created_by, created_ms, used_hour, revoked_ms, revoked_by
FROM ingest_token
WHERE org_id = ?1
ORDER BY created_ms DESC, revoked_ms IS NULL DESC
LIMIT 100;

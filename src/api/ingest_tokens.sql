-- Which tokens has the org had?
-- ?1 org
SELECT hint, created_by, created_ms, revoked_ms
FROM ingest_token
WHERE org_id = ?1
ORDER BY created_ms DESC, revoked_ms IS NULL DESC
LIMIT 100;

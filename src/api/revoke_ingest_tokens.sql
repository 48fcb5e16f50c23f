-- The org's tokens are no longer in force.
-- ?1 org  ?2 now (ms)
UPDATE ingest_token
SET revoked_ms = ?2
WHERE org_id = ?1 AND revoked_ms IS NULL;

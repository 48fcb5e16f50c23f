-- A token for the org, unless one is in force.
-- ?1 hash of the token (hex)  ?2 org  ?3 hint  ?4 name  ?5 who made it  ?6 now (ms)
INSERT INTO ingest_token (token_hash, org_id, hint, name, created_by, created_ms)
SELECT unhex(?1), ?2, ?3, ?4, ?5, ?6
WHERE NOT EXISTS (SELECT 1 FROM ingest_token WHERE org_id = ?2 AND revoked_ms IS NULL);

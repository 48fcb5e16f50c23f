-- Whose token is this, is it in force, and when was it last used? It names the schema's version, as the first statement of
-- a batch does (src/store/mod.rs). ?1: its SHA-256 in hexadecimal.
SELECT org_id, revoked_ms IS NULL AS in_force, used_hour
FROM ingest_token
WHERE token_hash = unhex(?1) AND (SELECT 1 FROM schema_3 LIMIT 0) IS NULL

-- Whose token is this, and is it in force? ?1: its SHA-256 in hexadecimal.
SELECT org_id, revoked_ms IS NULL AS in_force FROM ingest_token WHERE token_hash = unhex(?1)

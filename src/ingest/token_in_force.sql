-- Whether a token is in force. ?1: its SHA-256 in hexadecimal.
SELECT org_id FROM ingest_token WHERE token_hash = unhex(?1) AND revoked_ms IS NULL

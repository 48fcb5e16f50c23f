-- The token was used in this hour, which is written once. ?1: its SHA-256 in hexadecimal. ?2: the hour.
UPDATE ingest_token SET used_hour = ?2
WHERE token_hash = unhex(?1) AND revoked_ms IS NULL AND used_hour < ?2

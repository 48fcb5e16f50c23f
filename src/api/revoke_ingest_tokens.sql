-- The org's tokens are no longer in force, but for this one.
-- ?1 org  ?2 now (ms)  ?3 whose doing  ?4 hash of the token that stays (hex); '' for none
UPDATE ingest_token
SET revoked_ms = ?2, revoked_by = ?3
WHERE org_id = ?1 AND revoked_ms IS NULL AND token_hash <> unhex(?4);

-- A token for the org.
-- ?1 hash of the token (hex)  ?2 org  ?3 hint  ?4 who made it  ?5 now (ms)
INSERT INTO ingest_token (token_hash, org_id, hint, created_by, created_ms)
VALUES (unhex(?1), ?2, ?3, ?4, ?5);

-- Marks session-days as insert_dirty.sql does, by a token that was in force a short while ago. If it no longer is, the marks
-- are nobody's, which the table refuses, and the whole batch fails: nobody need ask first. It names the schema's version, as
-- the first statement of a batch does (src/store/mod.rs).
INSERT INTO dirty (
  org_id, day, session, kept_ms
)
SELECT
  (SELECT org_id FROM ingest_token WHERE token_hash = unhex(?1) AND revoked_ms IS NULL),
  r.value ->> 0, r.value ->> 1, 0
FROM json_each(?2) AS r
WHERE (SELECT 1 FROM schema_3 LIMIT 0) IS NULL
ON CONFLICT DO UPDATE SET kept_ms = 0 WHERE kept_ms IS NOT 0

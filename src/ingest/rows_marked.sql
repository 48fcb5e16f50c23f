-- The rows of an export, as rows_in_force.sql has them, by a token that was in force a short while ago, and of session-days that
-- were marked then. Where either is no longer so, they are nobody's, which the tables refuse, and the whole batch fails:
-- nobody need ask first, nor mark. It names the schema's version, as the first statement of a batch does (src/store/mod.rs).
WITH r AS MATERIALIZED (
  SELECT
    (
      SELECT d.org_id FROM dirty AS d
      WHERE d.org_id = (SELECT org_id FROM ingest_token WHERE token_hash = unhex(?1) AND revoked_ms IS NULL)
        AND d.day = j.value ->> 0 AND d.session = j.value ->> 1
    ) AS org_id,
    j.value
  FROM json_each(?2) AS j
  WHERE (SELECT 1 FROM schema_3 LIMIT 0) IS NULL
)

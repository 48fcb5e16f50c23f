-- The rows of an export as ?2 lists them (arrays of columns, without org_id), and whose they are: nobody's, if the token whose
-- SHA-256 is ?1 is not in force. Each is taken out of the list once: otherwise SQLite writes it out anew for each of its
-- columns.
WITH r AS MATERIALIZED (
  SELECT t.org_id, j.value
  FROM ingest_token AS t CROSS JOIN json_each(?2) AS j
  WHERE t.token_hash = unhex(?1) AND t.revoked_ms IS NULL
)

-- Session-days that the rollup must look at. ?2: arrays of the columns below, in their order, without org_id.
INSERT INTO dirty (
  org_id, day, session
)
SELECT
  t.org_id, r.value ->> 0, r.value ->> 1
FROM ingest_token AS t CROSS JOIN json_each(?2) AS r
WHERE t.token_hash = unhex(?1) AND t.revoked_ms IS NULL
ON CONFLICT DO NOTHING

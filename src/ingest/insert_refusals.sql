-- Records that were refused; a request that is sent again counts once. ?2: arrays of the columns below, in their
-- order, without org_id.
INSERT INTO refusal (
  org_id, day, digest, reason, signal, user, records
)
SELECT
  t.org_id, r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4, r.value ->> 5
FROM ingest_token AS t CROSS JOIN json_each(?2) AS r
WHERE t.token_hash = unhex(?1) AND t.revoked_ms IS NULL
ON CONFLICT DO NOTHING

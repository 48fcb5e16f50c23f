-- Sessions, or what is now known better of them. ?2: [[session_id, name, user, user_rank, source, source_rank, version, os], …]
INSERT INTO session (org_id, session_id, name, user, user_rank, source, source_rank, version, os)
SELECT
  t.org_id, r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3,
  r.value ->> 4, r.value ->> 5, r.value ->> 6, r.value ->> 7
FROM ingest_token AS t CROSS JOIN json_each(?2) AS r
WHERE t.token_hash = unhex(?1) AND t.revoked_ms IS NULL
ON CONFLICT DO UPDATE SET
  user = iif(excluded.user_rank > user_rank, excluded.user, user),
  user_rank = max(user_rank, excluded.user_rank),
  source = iif(excluded.source_rank > source_rank, excluded.source, source),
  source_rank = max(source_rank, excluded.source_rank)
-- Without this every export would write a row to say nothing new.
WHERE excluded.user_rank > user_rank OR excluded.source_rank > source_rank

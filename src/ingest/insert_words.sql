-- Words that this org does not have yet. ?2: [[word_id, text], …]
INSERT INTO word (org_id, word_id, text)
SELECT t.org_id, r.value ->> 0, r.value ->> 1
FROM ingest_token AS t CROSS JOIN json_each(?2) AS r
WHERE t.token_hash = unhex(?1) AND t.revoked_ms IS NULL
ON CONFLICT DO NOTHING

-- When was each signal last heard of, from anybody?
-- ?1 org  ?2 users ([word, …]), NULL for all
SELECT
  max(logs_ms) AS logs_ms,
  max(traces_ms) AS traces_ms,
  max(metrics_ms) AS metrics_ms
FROM person
WHERE org_id = ?1 AND (?2 IS NULL OR user IN (SELECT value FROM json_each(?2)))

-- Keeps that exports were refused for their token, on at most ?7 rows for an org and hour.
-- ?1 org, NULL: not told by the token  ?2 hour  ?3 why  ?4 the first characters of what came
-- ?5 the same where tokens begin so: they are meant for the org whose tokens do, if it is one; else NULL
-- ?6 how often  ?7 rows  ?8 now (ms)
WITH
whose AS MATERIALIZED (
  SELECT coalesce(
    ?1,
    (SELECT iif(min(org_id) = max(org_id), min(org_id), NULL) FROM ingest_token WHERE hint = ?5),
    0
  ) AS org_id
)
INSERT INTO rejection (org_id, hour, reason, prefix, count, last_ms)
SELECT w.org_id, ?2, ?3, ?4, ?6, ?8
FROM whose AS w
WHERE EXISTS (
    SELECT 1 FROM rejection AS known
    WHERE known.org_id = w.org_id AND known.hour = ?2 AND known.reason = ?3 AND known.prefix = ?4
  )
  OR (SELECT count(*) FROM rejection AS of_hour WHERE of_hour.org_id = w.org_id AND of_hour.hour = ?2) < ?7
ON CONFLICT DO UPDATE SET
  count = count + excluded.count,
  last_ms = max(last_ms, excluded.last_ms)

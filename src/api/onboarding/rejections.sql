-- Exports that were turned away at the door in the last hour, by what stood where the token belongs.
-- ?1 org  ?2 first hour  ?3 since (Unix time in milliseconds)
SELECT prefix, reason, sum(count) AS count, max(last_ms) AS last_ms
FROM rejection
WHERE
  -- Under 0 is what names no org; it is shown where there is one org that it can be meant for.
  org_id IN (?1, iif((SELECT count(*) FROM (SELECT 1 FROM org LIMIT 2)) = 1, 0, ?1))
  AND hour >= ?2
  AND last_ms >= ?3
GROUP BY prefix, reason
ORDER BY last_ms DESC, count DESC
LIMIT 50

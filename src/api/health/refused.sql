-- What was refused, and whose, the most first.
-- ?1 org  ?2 first day  ?3 last day  ?4 users ([word, …]), NULL for all
SELECT
  r.reason, r.signal, word.text AS email,
  sum(r.records) AS records, count(*) AS requests, max(r.day) AS last_day
FROM refusal AS r
LEFT JOIN word ON word.org_id = ?1 AND word.word_id = r.user
WHERE r.org_id = ?1 AND r.day BETWEEN ?2 AND ?3 AND (?4 IS NULL OR r.user IN (SELECT value FROM json_each(?4)))
GROUP BY r.reason, r.signal, r.user
ORDER BY records DESC
LIMIT 1000

-- What erasures have there been? ?1 org
SELECT erasure_id, asked_by, asked_ms, done_ms
FROM erasure
WHERE org_id = ?1
ORDER BY asked_ms DESC, erasure_id
LIMIT 100;

-- Somebody of the org is to be erased, unless that is asked for already.
-- ?1 org  ?2 number of the erasure  ?3 user  ?4 word for the stand-in  ?5 whose doing  ?6 now (ms)
INSERT INTO erasure (org_id, erasure_id, user, stand_in, asked_by, asked_ms)
SELECT p.org_id, ?2, p.user, ?4, ?5, ?6
FROM person AS p
WHERE p.org_id = ?1 AND p.user = ?3
  AND NOT EXISTS (SELECT 1 FROM erasure AS e WHERE e.org_id = ?1 AND e.user = ?3);

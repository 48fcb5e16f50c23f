-- Its admin, if the statement just before founded it.
-- ?1 email  ?2 now (ms)  ?3 the group's name, or ''
INSERT INTO member (email, org_id, role, added_ms)
SELECT ?1, org_id, 'admin', ?2
FROM org
WHERE listed_as = ?3 AND changes() > 0;

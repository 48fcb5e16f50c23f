-- The link of the deployment: the first org, while there is none.
-- ?1 now (ms)  ?2 the group's name, or ''  ?3 the org's name
INSERT INTO org (name, listed_as, created_ms)
SELECT ?3, ?2, ?1
WHERE NOT EXISTS (SELECT 1 FROM org);

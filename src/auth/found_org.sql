-- Is this the first admin, with no org yet? Then here is the org.
-- ?1 name  ?2 now (ms)  ?3 1 when ADMIN_EMAILS lists the address, else 0
INSERT INTO org (name, created_ms)
SELECT ?1, ?2
WHERE ?3 = 1 AND NOT EXISTS (SELECT 1 FROM org);

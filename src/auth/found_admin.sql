-- Does ADMIN_EMAILS list this address, and is it nobody's yet? Then it is an admin of the first org.
-- ?1 email  ?2 now (ms)  ?3 1 when ADMIN_EMAILS lists the address, else 0
INSERT INTO member (email, org_id, role, created_ms)
SELECT ?1, min(org_id), 'admin', ?2
FROM org
WHERE ?3 = 1
-- Without an org, or when not listed, min() of nothing is one row with NULL.
HAVING min(org_id) IS NOT NULL
ON CONFLICT (email) DO NOTHING;

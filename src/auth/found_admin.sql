-- Likewise: and here is its admin. Whoever is listed is an admin, whatever the org's other admins made of them.
-- ?1 hash of the challenge (hex)  ?2 now (ms)  ?3 the group's name, or ''
INSERT INTO member (email, org_id, role, added_ms)
SELECT login_code.email, org.org_id, 'admin', ?2
FROM login_code
CROSS JOIN org ON org.listed_as = ?3
WHERE login_code.challenge_hash = unhex(?1) AND login_code.expires_ms > ?2
ON CONFLICT (email, org_id) DO UPDATE SET role = 'admin' WHERE role <> 'admin';

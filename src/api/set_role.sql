-- Another role, unless nobody else is an admin.
-- ?1 org  ?2 email  ?3 role
UPDATE member
SET role = ?3
WHERE
  email = ?2 AND org_id = ?1 AND role <> ?3
  AND EXISTS (SELECT 1 FROM member AS other WHERE other.org_id = ?1 AND other.role = 'admin' AND other.email <> ?2);

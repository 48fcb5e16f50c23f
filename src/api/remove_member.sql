-- No member any more, unless nobody else is an admin. The sessions go with it.
-- ?1 org  ?2 email
DELETE FROM member
WHERE
  email = ?2 AND org_id = ?1
  AND (
    role <> 'admin'
    OR EXISTS (SELECT 1 FROM member AS other WHERE other.org_id = ?1 AND other.role = 'admin' AND other.email <> ?2)
  );

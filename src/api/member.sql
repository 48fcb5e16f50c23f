-- One of the org's members.
-- ?1 org  ?2 email
SELECT
  email, role, added_ms, added_by,
  (SELECT max(used_ms) FROM browser_session WHERE email = ?2 AND org_id = ?1) AS seen_ms
FROM member
WHERE email = ?2 AND org_id = ?1;

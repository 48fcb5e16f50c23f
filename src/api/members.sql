-- Who are the org's members, and when were they last here?
-- ?1 org  ?2 how many at most
SELECT
  email, role, added_ms, added_by,
  (SELECT max(used_ms) FROM browser_session WHERE email = member.email AND org_id = ?1) AS seen_ms
FROM member
WHERE org_id = ?1
ORDER BY email
LIMIT ?2;

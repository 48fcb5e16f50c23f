-- This browser looks at another org of the same address.
-- ?1 hash of the cookie (hex)  ?2 email  ?3 the org's name
UPDATE browser_session
SET org_id = wanted.org_id
FROM (
  SELECT member.org_id
  FROM member
  CROSS JOIN org ON org.org_id = member.org_id
  WHERE member.email = ?2 AND org.name = ?3
  ORDER BY member.org_id
  LIMIT 1
) AS wanted
WHERE cookie_hash = unhex(?1);

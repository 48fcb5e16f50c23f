-- Whose browser is this?
-- ?1 hash of the cookie (hex)  ?2 now (ms)
SELECT member.email, member.org_id, org.name AS org_name, member.role
FROM browser_session
CROSS JOIN member ON member.email = browser_session.email
CROSS JOIN org ON org.org_id = member.org_id
WHERE browser_session.cookie_hash = unhex(?1) AND browser_session.expires_ms > ?2;

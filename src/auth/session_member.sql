-- Whose browser is this, and which stamp have the figures of the org?
-- ?1 hash of the cookie (hex)  ?2 now (ms)  ?3 sessions that were last used before this (ms) have ended
SELECT member.email, member.org_id, org.name AS org_name, member.role, org.figures_stamp
FROM browser_session
CROSS JOIN member ON member.email = browser_session.email AND member.org_id = browser_session.org_id
CROSS JOIN org ON org.org_id = member.org_id
WHERE browser_session.cookie_hash = unhex(?1) AND browser_session.expires_ms > ?2 AND browser_session.used_ms > ?3;

-- A session for the member whose code was right, at the first of their orgs. Of two requests with the same code
-- the second finds no code any more; an address that is no member's gets no session.
-- ?1 hash of the cookie (hex)  ?2 hash of the challenge (hex)  ?3 the browser  ?4 now (ms)  ?5 expires (ms)
INSERT INTO browser_session (cookie_hash, email, org_id, browser, created_ms, used_ms, expires_ms)
SELECT unhex(?1), member.email, member.org_id, ?3, ?4, ?4, ?5
FROM login_code
CROSS JOIN member ON member.email = login_code.email
WHERE login_code.challenge_hash = unhex(?2) AND login_code.expires_ms > ?4
ORDER BY member.org_id
LIMIT 1;

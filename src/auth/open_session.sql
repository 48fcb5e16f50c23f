-- A session for the member whose code was right. Of two requests with the same code the second finds no
-- code any more; an address that is no member's gets no session.
-- ?1 hash of the cookie (hex)  ?2 hash of the challenge (hex)  ?3 now (ms)  ?4 expires (ms)
INSERT INTO browser_session (cookie_hash, email, created_ms, expires_ms)
SELECT unhex(?1), member.email, ?3, ?4
FROM login_code
CROSS JOIN member ON member.email = login_code.email
WHERE login_code.challenge_hash = unhex(?2) AND login_code.expires_ms > ?3;

-- A session for the first admin, if the statement just before made one.
-- ?1 hash of the cookie (hex)  ?2 email  ?3 the browser  ?4 now (ms)  ?5 expires (ms)
INSERT INTO browser_session (cookie_hash, email, org_id, browser, created_ms, used_ms, expires_ms)
SELECT unhex(?1), email, org_id, ?3, ?4, ?4, ?5
FROM member
WHERE email = ?2 AND changes() > 0;

-- The session is in use. Written at most once in a while, so that most requests write nothing.
-- ?1 hash of the cookie (hex)  ?2 now (ms)  ?3 sessions that were last used before this (ms) have ended
-- ?4 what was last written before this (ms) is written anew
UPDATE browser_session
SET used_ms = ?2
WHERE cookie_hash = unhex(?1) AND expires_ms > ?2 AND used_ms > ?3 AND used_ms <= ?4;

-- Where is this address signed in? The first half of a hash names a session; it opens nothing.
-- ?1 email  ?2 now (ms)  ?3 sessions that were last used before this (ms) have ended  ?4 hash of the own cookie (hex)
SELECT
  lower(hex(substr(cookie_hash, 1, 8))) AS id,
  cookie_hash = unhex(?4) AS is_current,
  browser, created_ms, used_ms, expires_ms
FROM browser_session
WHERE email = ?1 AND expires_ms > ?2 AND used_ms > ?3
ORDER BY is_current DESC, used_ms DESC, id
LIMIT 100;

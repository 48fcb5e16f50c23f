-- Which sessions have ended? A hundred neighbours of a random key are looked at, so that the work is bounded
-- however many there are, and on average more go than come.
-- ?1 any random hash (hex)  ?2 now (ms)  ?3 sessions that were last used before this (ms) have ended
DELETE FROM browser_session
WHERE cookie_hash IN (
  SELECT cookie_hash
  FROM (
    SELECT cookie_hash, used_ms, expires_ms
    FROM browser_session
    WHERE cookie_hash >= unhex(?1)
    ORDER BY cookie_hash
    LIMIT 100
  )
  WHERE expires_ms <= ?2 OR used_ms <= ?3
);

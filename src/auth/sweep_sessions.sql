-- Which sessions have expired? Bounded like sweep_login_codes.sql.
-- ?1 any random hash (hex)  ?2 now (ms)
DELETE FROM browser_session
WHERE cookie_hash IN (
  SELECT cookie_hash
  FROM (
    SELECT cookie_hash, expires_ms
    FROM browser_session
    WHERE cookie_hash >= unhex(?1)
    ORDER BY cookie_hash
    LIMIT 100
  )
  WHERE expires_ms <= ?2
);

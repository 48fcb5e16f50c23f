-- Which codes have expired? A hundred neighbours of a random key are looked at, so that the work is
-- bounded however many there are, and on average more go than come.
-- ?1 any random hash (hex)  ?2 now (ms)
DELETE FROM login_code
WHERE challenge_hash IN (
  SELECT challenge_hash
  FROM (
    SELECT challenge_hash, expires_ms
    FROM login_code
    WHERE challenge_hash >= unhex(?1)
    ORDER BY challenge_hash
    LIMIT 100
  )
  WHERE expires_ms <= ?2
);

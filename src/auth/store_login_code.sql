-- A code for this address, unless it has enough live ones.
-- ?1 hash of the challenge (hex)  ?2 email  ?3 hash of the code (hex)  ?4 expires (ms)  ?5 now (ms)  ?6 live codes allowed
INSERT INTO login_code (challenge_hash, email, code_hash, tries, expires_ms)
SELECT unhex(?1), ?2, unhex(?3), 0, ?4
WHERE (
  SELECT count(*)
  FROM login_code
  WHERE email = ?2 AND expires_ms > ?5
) < ?6;

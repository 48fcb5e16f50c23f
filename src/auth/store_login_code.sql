-- A code for this address, unless it, its network or both together have enough live ones.
-- ?1 hash of the challenge (hex)  ?2 email  ?3 hash of the network (hex)  ?4 hash of the code (hex)  ?5 expires (ms)
-- ?6 now (ms)  ?7 to ?9 live codes allowed: of the two together, of the address, of the network
INSERT INTO login_code (challenge_hash, email, ip_hash, code_hash, tries, expires_ms)
SELECT unhex(?1), ?2, unhex(?3), unhex(?4), 0, ?5
WHERE
  (SELECT count(*) FROM login_code WHERE email = ?2 AND expires_ms > ?6) < ?8
  AND (SELECT count(*) FROM login_code WHERE email = ?2 AND expires_ms > ?6 AND ip_hash = unhex(?3)) < ?7
  AND (SELECT count(*) FROM login_code WHERE ip_hash = unhex(?3) AND expires_ms > ?6) < ?9;

-- One-time codes that have expired. ?1: now (ms). ?2: how many rows to delete at most.
DELETE FROM login_code
WHERE challenge_hash IN (SELECT challenge_hash FROM login_code WHERE expires_ms <= ?1 LIMIT ?2)

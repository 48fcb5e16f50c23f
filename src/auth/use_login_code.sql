-- A code is used once.
-- ?1 hash of the challenge (hex)
DELETE FROM login_code
WHERE challenge_hash = unhex(?1);

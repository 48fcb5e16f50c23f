-- One try at the code of this browser. It is counted before anything is compared, so that tries at the
-- same moment cannot share a count.
-- ?1 hash of the challenge (hex)  ?2 now (ms)  ?3 tries allowed
UPDATE login_code
SET tries = tries + 1
WHERE challenge_hash = unhex(?1) AND expires_ms > ?2 AND tries < ?3
RETURNING lower(hex(code_hash)) AS code_hash, email;

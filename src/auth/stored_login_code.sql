-- What became of the wish for a code: was it stored, may it be mailed, and when does the next place get free? Only
-- codes that were asked for from the same network tell that: others would give away that the member asks.
-- ?1 hash of the challenge (hex)  ?2 email  ?3 hash of the network (hex)  ?4 now (ms)
SELECT
  EXISTS (SELECT 1 FROM login_code WHERE challenge_hash = unhex(?1)) AS stored,
  EXISTS (SELECT 1 FROM member WHERE email = ?2) AS is_member,
  coalesce(
    (SELECT min(expires_ms) FROM login_code WHERE email = ?2 AND expires_ms > ?4 AND ip_hash = unhex(?3)),
    (SELECT min(expires_ms) FROM login_code WHERE ip_hash = unhex(?3) AND expires_ms > ?4)
  ) AS next_free_ms;

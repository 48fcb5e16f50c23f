-- Whom to erase now: those who wait longest, once nothing of them is to be folded. What is chosen has both a time
-- and a user until the batch ends. ?1: now (ms). ?2: how many people at most.
UPDATE erasure SET done_ms = ?1
WHERE (org_id, erasure_id) IN (
  SELECT e.org_id, e.erasure_id
  FROM erasure AS e
  WHERE e.done_ms IS NULL
    AND NOT EXISTS (
      SELECT 1
      FROM dirty AS d
      CROSS JOIN session AS s ON s.org_id = d.org_id AND s.session_id = d.session
      WHERE d.org_id = e.org_id AND s.user = e.user
    )
  ORDER BY e.asked_ms
  LIMIT ?2
)

-- Refusals that are older than their org keeps rows. ?1: today. ?2: how many rows to delete at most.
DELETE FROM refusal
WHERE (org_id, day, digest, reason) IN (
  SELECT r.org_id, r.day, r.digest, r.reason
  FROM org AS o CROSS JOIN refusal AS r ON r.org_id = o.org_id AND r.day <= ?1 - o.raw_days
  LIMIT ?2
)

-- Metrics exports that are older than their org keeps them. ?1: today. ?2: how many rows to delete at most.
DELETE FROM metric
WHERE (org_id, day, session, time_ms, cumulative) IN (
  SELECT r.org_id, r.day, r.session, r.time_ms, r.cumulative
  FROM org AS o CROSS JOIN metric AS r ON r.org_id = o.org_id AND r.day <= ?1 - o.raw_days
  LIMIT ?2
)

-- Spans that are older than their org keeps them. ?1: today. ?2: how many rows to delete at most.
DELETE FROM span
WHERE (org_id, day, session, end_ms, span_id) IN (
  SELECT r.org_id, r.day, r.session, r.end_ms, r.span_id
  FROM org AS o CROSS JOIN span AS r ON r.org_id = o.org_id AND r.day <= ?1 - o.raw_days
  LIMIT ?2
)

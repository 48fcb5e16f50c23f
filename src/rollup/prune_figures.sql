-- Daily figures that are older than their org keeps them. ?1: today. ?2: how many rows to delete at most.
DELETE FROM daily
WHERE (org_id, day, user, source, cohort, model, rate) IN (
  SELECT r.org_id, r.day, r.user, r.source, r.cohort, r.model, r.rate
  FROM org AS o CROSS JOIN daily AS r ON r.org_id = o.org_id AND r.day <= ?1 - o.daily_days
  LIMIT ?2
)

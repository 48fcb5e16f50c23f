-- Tallies that are older than their org keeps daily figures. ?1: today. ?2: how many rows to delete at most.
-- ?3: every kind of tally, for the day is second in the key.
DELETE FROM tally
WHERE (org_id, tally, day, user, source, cohort, name, detail) IN (
  SELECT r.org_id, r.tally, r.day, r.user, r.source, r.cohort, r.name, r.detail
  FROM org AS o
  CROSS JOIN json_each(?3) AS kind
  CROSS JOIN tally AS r ON r.org_id = o.org_id AND r.tally = kind.value AND r.day <= ?1 - o.daily_days
  LIMIT ?2
)

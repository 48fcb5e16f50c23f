-- From when to when are there figures, and how long are they kept?
-- ?1 org
SELECT
  (SELECT min(day) FROM daily WHERE org_id = ?1) AS first_day,
  (SELECT max(day) FROM daily WHERE org_id = ?1) AS last_day,
  raw_days,
  daily_days
FROM org
WHERE org_id = ?1;

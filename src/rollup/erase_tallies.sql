-- Likewise. ?2: every kind of tally, for the day is second in the key.
keys AS MATERIALIZED (
  SELECT e.org_id, kind.value AS tally, d.day, e.user
  FROM erased AS e
  CROSS JOIN days AS d ON d.org_id = e.org_id
  CROSS JOIN json_each(?2) AS kind
)
UPDATE tally SET
  user = (SELECT e.stand_in FROM erased AS e WHERE e.org_id = tally.org_id AND e.user = tally.user)
WHERE (org_id, tally, day, user) IN (SELECT org_id, tally, day, user FROM keys)

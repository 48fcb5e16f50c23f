-- The figures stay, under the stand-in: every sum of the org stays as it is.
keys AS MATERIALIZED (
  SELECT e.org_id, d.day, e.user FROM erased AS e CROSS JOIN days AS d ON d.org_id = e.org_id
)
UPDATE daily SET
  user = (SELECT e.stand_in FROM erased AS e WHERE e.org_id = daily.org_id AND e.user = daily.user)
WHERE (org_id, day, user) IN (SELECT org_id, day, user FROM keys)

-- What was refused stays counted, of nobody.
keys AS MATERIALIZED (
  SELECT r.org_id, r.day, r.digest, r.reason
  FROM erased AS e
  CROSS JOIN refusal AS r ON r.org_id = e.org_id
  WHERE r.user = e.user
)
UPDATE refusal SET user = 0
WHERE (org_id, day, digest, reason) IN (SELECT org_id, day, digest, reason FROM keys)

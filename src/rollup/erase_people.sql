keys AS MATERIALIZED (SELECT org_id, user FROM erased)
DELETE FROM person
WHERE (org_id, user) IN (SELECT org_id, user FROM keys)

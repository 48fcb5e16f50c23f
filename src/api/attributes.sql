-- Which resource attributes has the org listed as labels of its own?
-- ?1 org
SELECT attribute FROM dimension WHERE org_id = ?1 ORDER BY attribute;

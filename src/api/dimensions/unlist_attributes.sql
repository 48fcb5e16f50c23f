-- Takes off the list what is not in ?2 ([attribute, …]).
-- ?1 org
DELETE FROM dimension WHERE org_id = ?1 AND attribute NOT IN (SELECT value FROM json_each(?2));

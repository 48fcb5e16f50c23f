-- Puts on the list what is in ?2 ([attribute, …]).
-- ?1 org
INSERT INTO dimension (org_id, attribute)
SELECT CAST(?1 AS INTEGER), value FROM json_each(?2) WHERE true
ON CONFLICT DO NOTHING;

-- The session-days of a batch: the next so many that are marked, in the order of the key.
--
-- ?1: how many at most. ?2: behind which, `[org, day, session]`; what is marked anew before it waits for the next pass.
-- It names the schema's version, as the first statement of a batch does (src/store/mod.rs).
WITH
marked AS MATERIALIZED (
  SELECT org_id, day, session FROM dirty
  WHERE (org_id, day, session) > (?2 ->> 0, ?2 ->> 1, ?2 ->> 2) AND (SELECT 1 FROM schema_3 LIMIT 0) IS NULL
  ORDER BY org_id, day, session
  LIMIT ?1
)

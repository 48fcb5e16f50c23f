-- An own price from a day on; one of the same day is replaced. Returns nothing when the org has too many.
-- ?1 org  ?2 model  ?3 rate  ?4 day  ?5 whether it follows the list  ?6 to ?10 prices  ?11 admin  ?12 now
-- ?13 how many an org may have
INSERT INTO price_override (
  org_id, model, rate, from_day, follows_list,
  input, output, cache_read, cache_creation_5m, cache_creation_1h,
  created_by, created_ms
)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
WHERE
  (SELECT count(*) FROM price_override WHERE org_id = ?1) < ?13
  OR EXISTS (
    SELECT 1 FROM price_override WHERE org_id = ?1 AND model = ?2 AND rate = ?3 AND from_day = ?4
  )
ON CONFLICT DO UPDATE SET
  follows_list = excluded.follows_list,
  input = excluded.input,
  output = excluded.output,
  cache_read = excluded.cache_read,
  cache_creation_5m = excluded.cache_creation_5m,
  cache_creation_1h = excluded.cache_creation_1h,
  created_by = excluded.created_by,
  created_ms = excluded.created_ms
RETURNING
  model, rate, from_day, follows_list,
  input, output, cache_read, cache_creation_5m, cache_creation_1h,
  created_by, created_ms

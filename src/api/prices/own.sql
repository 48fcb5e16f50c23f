-- An org's own prices. ?1: org
SELECT
  model, rate, from_day, follows_list,
  input, output, cache_read, cache_creation_5m, cache_creation_1h,
  created_by, created_ms
FROM price_override
WHERE org_id = ?1
ORDER BY model, rate, from_day

-- The list prices: the same some fifty rows for every org.
SELECT
  model, rate, from_day, 0 AS follows_list,
  input, output, cache_read, cache_creation_5m, cache_creation_1h,
  '' AS created_by, 0 AS created_ms
FROM price
ORDER BY model, rate, from_day

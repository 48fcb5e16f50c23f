SELECT 1 AS waiting FROM erasure WHERE done_ms IS NULL LIMIT 1

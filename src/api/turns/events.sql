SELECT
  CAST(f.session AS TEXT) AS session, session.name AS session_name,
  f.day * 86400000 + f.time_ms AS time_ms,
  f.kind, named.text AS name, detailed.text AS detail,
  f.duration_ms, f.outcome, f.decided_by, failed.text AS error, f.status,
  model.text AS model, f.input_tokens, f.output_tokens, f.cache_read_tokens, f.cache_creation_tokens,
  f.cost_nanos, f.ttft_ms, f.number, f.call_id,
  coalesce(f.input_tokens, 0) * per.input
    + coalesce(f.output_tokens, 0) * per.output
    + coalesce(f.cache_read_tokens, 0) * per.cache_read
    + (coalesce(f.cache_creation_tokens, 0) - coalesce(f.cache_creation_1h_tokens, 0)) * per.cache_creation_5m
    + coalesce(f.cache_creation_1h_tokens, 0) * per.cache_creation_1h AS list_nanos
FROM found AS f
LEFT JOIN session ON session.org_id = ?1 AND session.session_id = f.session
LEFT JOIN word AS named ON named.org_id = ?1 AND named.word_id = f.name
LEFT JOIN word AS detailed ON detailed.org_id = ?1 AND detailed.word_id = f.detail
LEFT JOIN word AS failed ON failed.org_id = ?1 AND failed.word_id = f.error
LEFT JOIN word AS model ON model.org_id = ?1 AND model.word_id = f.model
LEFT JOIN tariff AS per ON per.model = f.model AND per.rate = f.rate AND per.day = f.day
ORDER BY f.day, f.time_ms, f.sequence

-- Who reported in the picked session-days, and when each signal was last heard of: the last row of each range.
heard AS (
  SELECT
    p.org_id, p.session, p.user,
    coalesce((
      SELECT p.day * 86400000 + max(e.time_ms) FROM event AS e
      WHERE e.org_id = p.org_id AND e.day = p.day AND e.session = p.session
    ), 0) AS logs_ms,
    coalesce((
      SELECT p.day * 86400000 + max(s.end_ms) FROM span AS s
      WHERE s.org_id = p.org_id AND s.day = p.day AND s.session = p.session
    ), 0) AS traces_ms,
    coalesce((
      SELECT p.day * 86400000 + max(m.time_ms) FROM metric AS m
      WHERE m.org_id = p.org_id AND m.day = p.day AND m.session = p.session
    ), 0) AS metrics_ms
  FROM picked AS p
)
INSERT INTO person (org_id, user, rank, name, logs_ms, traces_ms, metrics_ms)
SELECT p.org_id, p.user, max(s.user_rank), max(s.user_name), max(p.logs_ms), max(p.traces_ms), max(p.metrics_ms)
FROM heard AS p
CROSS JOIN session AS s ON s.org_id = p.org_id AND s.session_id = p.session
GROUP BY p.org_id, p.user
ON CONFLICT DO UPDATE SET
  rank = max(rank, excluded.rank),
  name = max(name, excluded.name),
  logs_ms = max(logs_ms, excluded.logs_ms),
  traces_ms = max(traces_ms, excluded.traces_ms),
  metrics_ms = max(metrics_ms, excluded.metrics_ms)
WHERE excluded.rank > rank OR excluded.name > name OR excluded.logs_ms > logs_ms
  OR excluded.traces_ms > traces_ms OR excluded.metrics_ms > metrics_ms

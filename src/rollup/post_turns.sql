-- The turns of the picked session-days; one that is there already and did not change is not written.
INSERT INTO turn (
  org_id, day, trace, session,
  user, source, cohort, begin_ms, duration_ms, complete, requests, errors, tool_runs, waiting_ms, cost_nanos,
  list_nanos, usage
)
SELECT
  t.org_id, t.day, t.row ->> 0, t.session, t.user, t.source, t.cohort, t.row ->> 1, t.row ->> 2, t.row ->> 3,
  t.row ->> 4, t.row ->> 5, t.row ->> 6, t.row ->> 7, t.row ->> 8,
  (
    SELECT CAST(total(
      (u.value ->> 2) * p.input + (u.value ->> 3) * p.output + (u.value ->> 4) * p.cache_read
      + ((u.value ->> 5) - (u.value ->> 6)) * p.cache_creation_5m + (u.value ->> 6) * p.cache_creation_1h
    ) AS INTEGER)
    FROM json_each(t.row, '$[9]') AS u
    CROSS JOIN tariff AS p
      ON p.org_id = t.org_id AND p.model = u.value ->> 0 AND p.rate = u.value ->> 1 AND p.day = t.day
  ),
  t.row -> 9
FROM told AS t
WHERE true
ON CONFLICT DO UPDATE SET
  user = excluded.user,
  source = excluded.source,
  cohort = excluded.cohort,
  begin_ms = excluded.begin_ms,
  duration_ms = excluded.duration_ms,
  complete = excluded.complete,
  requests = excluded.requests,
  errors = excluded.errors,
  tool_runs = excluded.tool_runs,
  waiting_ms = excluded.waiting_ms,
  cost_nanos = excluded.cost_nanos,
  list_nanos = excluded.list_nanos,
  usage = excluded.usage
WHERE (
  user, source, cohort, begin_ms, duration_ms, complete, requests, errors, tool_runs, waiting_ms, cost_nanos,
  list_nanos, usage
) <> (
  excluded.user, excluded.source, excluded.cohort, excluded.begin_ms, excluded.duration_ms,
  excluded.complete, excluded.requests, excluded.errors, excluded.tool_runs, excluded.waiting_ms,
  excluded.cost_nanos, excluded.list_nanos, excluded.usage
)

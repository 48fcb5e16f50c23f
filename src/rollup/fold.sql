-- Folds session-days into session_day: what each did, counted once over the three signals.
--
-- For each session-day and each fact, the signal that saw the most of it is believed alone (ties: events,
-- then spans, then metrics); nothing is ever added across signals. `signal`: 1 events, 2 spans, 3 metrics.
--
-- CROSS JOIN pins the order: from the few picked session-days into a range of each table's key. Left to
-- itself, SQLite reads the whole table instead.
--
-- ?1: how many session-days to take at most.
WITH
picked AS MATERIALIZED (
  SELECT org_id, day, session FROM dirty ORDER BY org_id, day, session LIMIT ?1
),
-- The points of metrics exports, each as an increment of its own day.
point AS (
  SELECT
    p.org_id, p.day, p.session,
    x.value ->> 0 AS counter, x.value ->> 1 AS word, x.value ->> 2 AS rate, x.value ->> 3 AS value
  FROM picked AS p
  CROSS JOIN metric AS m ON m.org_id = p.org_id AND m.day = p.day AND m.session = p.session
  CROSS JOIN json_each(m.points) AS x
  WHERE m.cumulative = 0
  UNION ALL
  -- Totals only grow while their start stays the same, so a day's share is its largest total less the
  -- largest of the days before. A process that has run for longer than 30 days is taken to have started then.
  SELECT
    c.org_id, c.day, c.session, c.counter, c.word, c.rate,
    max(0, c.total - iif(c.start_ms >= c.day * 86400000, 0, coalesce((
      SELECT max(x.value ->> 3)
      FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30]') AS back
      CROSS JOIN metric AS m
        ON m.org_id = c.org_id AND m.day = c.day - back.value AND m.session = c.session AND m.cumulative = 1
      CROSS JOIN json_each(m.points) AS x
      WHERE x.value ->> 0 = c.counter AND x.value ->> 1 = c.word
        AND x.value ->> 2 = c.rate AND x.value ->> 4 = c.start_ms
    ), 0))) AS value
  FROM (
    SELECT
      p.org_id, p.day, p.session,
      x.value ->> 0 AS counter, x.value ->> 1 AS word, x.value ->> 2 AS rate, x.value ->> 4 AS start_ms,
      max(x.value ->> 3) AS total
    FROM picked AS p
    CROSS JOIN metric AS m ON m.org_id = p.org_id AND m.day = p.day AND m.session = p.session
    CROSS JOIN json_each(m.points) AS x
    WHERE m.cumulative = 1
    GROUP BY p.org_id, p.day, p.session, counter, word, rate, start_ms
  ) AS c
),
-- What each signal says of each session-day, by model and rate.
told AS MATERIALIZED (
  SELECT
    p.org_id, p.day, p.session, 1 AS signal, coalesce(e.model, 0) AS model, coalesce(e.rate, 0) AS rate,
    sum(e.kind = 2) AS requests,
    sum(e.kind = 3) AS errors,
    total(e.input_tokens) AS input_tokens,
    total(e.output_tokens) AS output_tokens,
    total(e.cache_read_tokens) AS cache_read_tokens,
    total(e.cache_creation_tokens) AS cache_creation_tokens,
    total(e.input_tokens) + total(e.output_tokens) + total(e.cache_read_tokens)
      + total(e.cache_creation_tokens) AS tokens,
    total(e.cache_creation_1h_tokens) AS cache_creation_1h_tokens,
    total(e.cost_nanos) AS cost_nanos,
    -- A process numbers its events from 0.
    sum(e.sequence = 0) AS starts,
    0 AS views,
    sum(e.kind = 1) AS prompts,
    sum(e.kind = 4) AS tool_runs,
    sum(e.kind = 4 AND e.outcome = 0) AS tool_errors,
    0 AS lines_added, 0 AS lines_removed, 0 AS commits, 0 AS pull_requests,
    0 AS active_user_ms, 0 AS active_cli_ms
  FROM picked AS p
  CROSS JOIN event AS e ON e.org_id = p.org_id AND e.day = p.day AND e.session = p.session
  -- Three of four events are of no kind that is counted (hooks, mostly): out before they are sorted.
  WHERE e.kind <> 0 OR e.sequence = 0
  GROUP BY p.org_id, p.day, p.session, coalesce(e.model, 0), coalesce(e.rate, 0)
  UNION ALL
  SELECT
    p.org_id, p.day, p.session, 2, coalesce(s.model, 0), coalesce(s.rate, 0),
    sum(s.kind = 2 AND s.outcome = 1),
    sum(s.kind = 2 AND s.outcome = 0),
    total(s.input_tokens),
    total(s.output_tokens),
    total(s.cache_read_tokens),
    total(s.cache_creation_tokens),
    total(s.input_tokens) + total(s.output_tokens) + total(s.cache_read_tokens) + total(s.cache_creation_tokens),
    0,
    0,
    -- A process numbers its interactions from 1; /clear begins a session in the middle of them.
    sum(s.kind = 1 AND s.number = 1),
    0,
    sum(s.kind = 1),
    sum(s.kind = 5),
    sum(s.kind = 5 AND s.outcome = 0),
    0, 0, 0, 0, 0, 0
  FROM picked AS p
  CROSS JOIN span AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session
  WHERE s.kind IN (1, 2, 5)
  GROUP BY p.org_id, p.day, p.session, coalesce(s.model, 0), coalesce(s.rate, 0)
  UNION ALL
  SELECT
    org_id, day, session, 3, word, rate,
    0,
    0,
    sum(value) FILTER (WHERE counter = 9),
    sum(value) FILTER (WHERE counter = 10),
    sum(value) FILTER (WHERE counter = 11),
    sum(value) FILTER (WHERE counter = 12),
    sum(value) FILTER (WHERE counter BETWEEN 9 AND 12),
    0,
    sum(value) FILTER (WHERE counter = 8),
    sum(value) FILTER (WHERE counter = 1),
    sum(value) FILTER (WHERE counter = 15),
    0,
    0,
    0,
    sum(value) FILTER (WHERE counter = 2),
    sum(value) FILTER (WHERE counter = 3),
    sum(value) FILTER (WHERE counter = 4),
    sum(value) FILTER (WHERE counter = 5),
    sum(value) FILTER (WHERE counter = 6),
    sum(value) FILTER (WHERE counter = 7)
  FROM point
  -- 13 and 14 are edit decisions, whose word is a language.
  WHERE counter NOT IN (13, 14)
  GROUP BY org_id, day, session, word, rate
),
-- How much each signal saw, side by side.
seen AS (
  SELECT
    org_id, day, session,
    max(signal <> 2) AS by_events_or_metrics,
    total(requests) FILTER (WHERE signal = 1) AS event_requests,
    total(requests) FILTER (WHERE signal = 2) AS span_requests,
    total(errors) FILTER (WHERE signal = 1) AS event_errors,
    total(errors) FILTER (WHERE signal = 2) AS span_errors,
    total(tokens) FILTER (WHERE signal = 1) AS event_tokens,
    total(tokens) FILTER (WHERE signal = 2) AS span_tokens,
    total(tokens) FILTER (WHERE signal = 3) AS metric_tokens,
    total(cost_nanos) FILTER (WHERE signal = 1) AS event_cost,
    total(cost_nanos) FILTER (WHERE signal = 3) AS metric_cost,
    total(prompts) FILTER (WHERE signal = 1) AS event_prompts,
    total(prompts) FILTER (WHERE signal = 2) AS span_prompts,
    total(tool_runs) FILTER (WHERE signal = 1) AS event_tool_runs,
    total(tool_runs) FILTER (WHERE signal = 2) AS span_tool_runs,
    total(starts) FILTER (WHERE signal = 1) AS event_starts,
    total(starts) FILTER (WHERE signal = 2) AS span_starts,
    total(starts) FILTER (WHERE signal = 3) AS metric_starts,
    total(views) AS views
  FROM told
  GROUP BY org_id, day, session
),
-- What events and spans tell of a session's last five minutes on the day before. A metrics export covers the
-- time since the one before it, so the first one after midnight tells some of that again.
eve AS MATERIALIZED (
  SELECT
    org_id, day, session,
    max(tokens) AS tokens,
    max(cost_nanos) AS cost_nanos,
    max(starts) AS starts
  FROM (
    SELECT
      p.org_id, p.day, p.session,
      total(e.input_tokens) + total(e.output_tokens) + total(e.cache_read_tokens)
        + total(e.cache_creation_tokens) AS tokens,
      total(e.cost_nanos) AS cost_nanos,
      total(e.sequence = 0) AS starts
    FROM picked AS p
    CROSS JOIN event AS e
      ON e.org_id = p.org_id AND e.day = p.day - 1 AND e.session = p.session AND e.time_ms >= 86100000
    GROUP BY p.org_id, p.day, p.session
    UNION ALL
    SELECT
      p.org_id, p.day, p.session,
      total(s.input_tokens) + total(s.output_tokens) + total(s.cache_read_tokens)
        + total(s.cache_creation_tokens),
      0,
      0
    FROM picked AS p
    CROSS JOIN span AS s
      ON s.org_id = p.org_id AND s.day = p.day - 1 AND s.session = p.session AND s.end_ms >= 86100000
    GROUP BY p.org_id, p.day, p.session
  )
  GROUP BY org_id, day, session
),
-- Which signal is believed.
believed AS MATERIALIZED (
  SELECT
    seen.org_id, seen.day, seen.session,
    iif(event_requests >= span_requests, 1, 2) AS requests,
    iif(event_errors >= span_errors, 1, 2) AS errors,
    CASE
      WHEN metric_tokens > max(event_tokens, span_tokens) + coalesce(eve.tokens, 0) THEN 3
      WHEN event_tokens >= span_tokens THEN 1
      ELSE 2
    END AS tokens,
    iif(metric_cost > event_cost + coalesce(eve.cost_nanos, 0), 3, 1) AS cost,
    iif(event_prompts >= span_prompts, 1, 2) AS prompts,
    iif(event_tool_runs >= span_tool_runs, 1, 2) AS tool_runs,
    -- Events and metrics name a start under the same session, spans under the one that a resumed process
    -- goes on with (recorded), so spans are asked only when they are alone. A view is a process, and no session.
    CASE
      WHEN by_events_or_metrics THEN max(0, event_starts - views, metric_starts - coalesce(eve.starts, 0))
      -- A killed client's turn has no interaction span, but it was a session.
      WHEN span_prompts = 0 THEN span_requests + span_errors + span_tool_runs > 0
      ELSE span_starts
    END AS sessions
  FROM seen
  LEFT JOIN eve ON eve.org_id = seen.org_id AND eve.day = seen.day AND eve.session = seen.session
),
fact AS (
  SELECT
    t.org_id, t.day, t.session, t.model, t.rate,
    total(t.requests) FILTER (WHERE t.signal = b.requests) AS requests,
    total(t.errors) FILTER (WHERE t.signal = b.errors) AS errors,
    total(t.input_tokens) FILTER (WHERE t.signal = b.tokens) AS input_tokens,
    total(t.output_tokens) FILTER (WHERE t.signal = b.tokens) AS output_tokens,
    total(t.cache_read_tokens) FILTER (WHERE t.signal = b.tokens) AS cache_read_tokens,
    total(t.cache_creation_tokens) FILTER (WHERE t.signal = b.tokens) AS cache_creation_tokens,
    total(t.cache_creation_1h_tokens) FILTER (WHERE t.signal = b.tokens) AS cache_creation_1h_tokens,
    total(t.cost_nanos) FILTER (WHERE t.signal = b.cost) AS cost_nanos,
    0 AS sessions,
    total(t.prompts) FILTER (WHERE t.signal = b.prompts) AS prompts,
    total(t.tool_runs) FILTER (WHERE t.signal = b.tool_runs) AS tool_runs,
    total(t.tool_errors) FILTER (WHERE t.signal = b.tool_runs) AS tool_errors,
    total(t.lines_added) AS lines_added,
    total(t.lines_removed) AS lines_removed,
    total(t.commits) AS commits,
    total(t.pull_requests) AS pull_requests,
    total(t.active_user_ms) AS active_user_ms,
    total(t.active_cli_ms) AS active_cli_ms
  FROM believed AS b
  CROSS JOIN told AS t ON t.org_id = b.org_id AND t.day = b.day AND t.session = b.session
  GROUP BY t.org_id, t.day, t.session, t.model, t.rate
  UNION ALL
  SELECT org_id, day, session, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sessions, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM believed
  UNION ALL
  -- A row that an earlier fold wrote and this one does not: it becomes zero.
  SELECT d.org_id, d.day, d.session, d.model, d.rate, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM picked AS p
  CROSS JOIN session_day AS d ON d.org_id = p.org_id AND d.day = p.day AND d.session = p.session
)
INSERT INTO session_day (
  org_id, day, session, model, rate, user, source,
  requests, errors, input_tokens, output_tokens, cache_read_tokens, cache_creation_tokens,
  cache_creation_1h_tokens, cost_nanos, sessions, prompts, tool_runs, tool_errors,
  lines_added, lines_removed, commits, pull_requests, active_user_ms, active_cli_ms
)
SELECT
  f.org_id, f.day, f.session, f.model, f.rate, s.user, s.source,
  CAST(sum(f.requests) AS INTEGER),
  CAST(sum(f.errors) AS INTEGER),
  CAST(sum(f.input_tokens) AS INTEGER),
  CAST(sum(f.output_tokens) AS INTEGER),
  CAST(sum(f.cache_read_tokens) AS INTEGER),
  CAST(sum(f.cache_creation_tokens) AS INTEGER),
  CAST(sum(f.cache_creation_1h_tokens) AS INTEGER),
  CAST(sum(f.cost_nanos) AS INTEGER),
  CAST(sum(f.sessions) AS INTEGER),
  CAST(sum(f.prompts) AS INTEGER),
  CAST(sum(f.tool_runs) AS INTEGER),
  CAST(sum(f.tool_errors) AS INTEGER),
  CAST(sum(f.lines_added) AS INTEGER),
  CAST(sum(f.lines_removed) AS INTEGER),
  CAST(sum(f.commits) AS INTEGER),
  CAST(sum(f.pull_requests) AS INTEGER),
  CAST(sum(f.active_user_ms) AS INTEGER),
  CAST(sum(f.active_cli_ms) AS INTEGER)
FROM fact AS f
CROSS JOIN session AS s ON s.org_id = f.org_id AND s.session_id = f.session
GROUP BY f.org_id, f.day, f.session, f.model, f.rate
ON CONFLICT DO UPDATE SET
  user = excluded.user,
  source = excluded.source,
  requests = excluded.requests,
  errors = excluded.errors,
  input_tokens = excluded.input_tokens,
  output_tokens = excluded.output_tokens,
  cache_read_tokens = excluded.cache_read_tokens,
  cache_creation_tokens = excluded.cache_creation_tokens,
  cache_creation_1h_tokens = excluded.cache_creation_1h_tokens,
  cost_nanos = excluded.cost_nanos,
  sessions = excluded.sessions,
  prompts = excluded.prompts,
  tool_runs = excluded.tool_runs,
  tool_errors = excluded.tool_errors,
  lines_added = excluded.lines_added,
  lines_removed = excluded.lines_removed,
  commits = excluded.commits,
  pull_requests = excluded.pull_requests,
  active_user_ms = excluded.active_user_ms,
  active_cli_ms = excluded.active_cli_ms

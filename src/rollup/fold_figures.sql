-- What each signal says of each session-day, by model and rate.
told AS MATERIALIZED (
  SELECT
    p.org_id, p.day, p.session, 1 AS signal, coalesce(e.model, 0) AS model, coalesce(e.rate, 0) AS rate,
    sum(e.kind = 2) AS requests,
    sum(e.kind = 3) AS errors,
    total(max(e.number - 1, 0)) FILTER (WHERE e.kind = 3) AS retries,
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
    0 AS carried,
    0 AS carried_starts,
    sum(e.kind = 4) AS tool_runs,
    sum(e.kind = 4 AND e.outcome = 0) AS tool_errors,
    sum(e.kind = 5 AND e.outcome IS NOT NULL) AS decisions,
    sum(e.kind = 5 AND e.decided_by BETWEEN 3 AND 6 AND e.outcome = 1) AS approvals,
    sum(e.kind = 5 AND e.decided_by BETWEEN 3 AND 6 AND e.outcome = 0) AS rejections,
    0 AS lines_added, 0 AS lines_removed, 0 AS commits, 0 AS pull_requests,
    0 AS active_user_ms, 0 AS active_cli_ms
  FROM picked AS p
  CROSS JOIN event AS e ON e.org_id = p.org_id AND e.day = p.day AND e.session = p.session
  -- Three of four events are of no kind that is counted here (hooks, mostly): out before they are sorted.
  WHERE e.kind BETWEEN 1 AND 5 OR e.sequence = 0
  GROUP BY p.org_id, p.day, p.session, coalesce(e.model, 0), coalesce(e.rate, 0)
  UNION ALL
  SELECT
    p.org_id, p.day, p.session, 2, coalesce(s.model, 0), coalesce(s.rate, 0),
    sum(s.kind = 2 AND s.outcome = 1),
    sum(s.kind = 2 AND s.outcome = 0),
    total(max(s.number - 1, 0)) FILTER (WHERE s.kind = 2),
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
    -- Those that began on the day before.
    sum(s.kind = 1 AND s.end_ms < s.duration_ms),
    sum(s.kind = 1 AND s.end_ms < s.duration_ms AND s.number = 1),
    sum(s.kind = 5),
    sum(s.kind = 5 AND s.outcome = 0),
    total(s.decided_by IS NOT NULL AND s.outcome IS NOT NULL),
    -- An Office agent's tool call that ran (5) was allowed, also where it failed then.
    total(s.decided_by BETWEEN 3 AND 6 AND (s.kind = 5 OR s.outcome = 1)),
    total(s.decided_by BETWEEN 3 AND 6 AND s.kind = 4 AND s.outcome = 0),
    0, 0, 0, 0, 0, 0
  FROM picked AS p
  CROSS JOIN span AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session
  WHERE s.kind IN (1, 2, 4, 5)
  GROUP BY p.org_id, p.day, p.session, coalesce(s.model, 0), coalesce(s.rate, 0)
  UNION ALL
  SELECT
    -- The word of an edit decision (13, 14) is a language, and its rate who decided.
    org_id, day, session, 3, iif(counter IN (13, 14), 0, word) AS model, iif(counter IN (13, 14), 0, rate) AS rate,
    0,
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
    0,
    0,
    sum(value) FILTER (WHERE counter IN (13, 14)),
    sum(value) FILTER (WHERE counter = 13 AND point.rate BETWEEN 3 AND 6),
    sum(value) FILTER (WHERE counter = 14 AND point.rate BETWEEN 3 AND 6),
    sum(value) FILTER (WHERE counter = 2),
    sum(value) FILTER (WHERE counter = 3),
    sum(value) FILTER (WHERE counter = 4),
    sum(value) FILTER (WHERE counter = 5),
    sum(value) FILTER (WHERE counter = 6),
    sum(value) FILTER (WHERE counter = 7)
  FROM point
  GROUP BY org_id, day, session, 5, 6
),
-- How much each signal saw, side by side.
seen AS MATERIALIZED (
  SELECT
    org_id, day, session,
    total(requests) FILTER (WHERE signal = 1) AS event_requests,
    total(requests) FILTER (WHERE signal = 2) AS span_requests,
    total(errors) FILTER (WHERE signal = 1) AS event_errors,
    total(errors) FILTER (WHERE signal = 2) AS span_errors,
    total(retries) FILTER (WHERE signal = 1) AS event_retries,
    total(retries) FILTER (WHERE signal = 2) AS span_retries,
    total(decisions) FILTER (WHERE signal = 1) AS event_decisions,
    total(decisions) FILTER (WHERE signal = 2) AS span_decisions,
    total(decisions) FILTER (WHERE signal = 3) AS metric_decisions,
    total(tokens) FILTER (WHERE signal = 1) AS event_tokens,
    total(tokens) FILTER (WHERE signal = 2) AS span_tokens,
    total(tokens) FILTER (WHERE signal = 3) AS metric_tokens,
    total(cost_nanos) FILTER (WHERE signal = 1) AS event_cost,
    total(cost_nanos) FILTER (WHERE signal = 3) AS metric_cost,
    total(prompts) FILTER (WHERE signal = 1) AS event_prompts,
    total(prompts) FILTER (WHERE signal = 2) AS span_prompts,
    total(carried) AS carried,
    total(carried_starts) AS carried_starts,
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
    max(starts) AS starts,
    max(decisions) AS decisions
  FROM (
    SELECT
      p.org_id, p.day, p.session,
      total(e.input_tokens) + total(e.output_tokens) + total(e.cache_read_tokens)
        + total(e.cache_creation_tokens) AS tokens,
      total(e.cost_nanos) AS cost_nanos,
      total(e.sequence = 0) AS starts,
      total(e.kind = 5) AS decisions
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
      0,
      total(s.decided_by IS NOT NULL)
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
    iif(event_retries >= span_retries, 1, 2) AS retries,
    CASE
      WHEN metric_decisions > max(event_decisions, span_decisions) + coalesce(eve.decisions, 0) THEN 3
      WHEN event_decisions >= span_decisions THEN 1
      ELSE 2
    END AS decisions,
    CASE
      WHEN metric_tokens > max(event_tokens, span_tokens) + coalesce(eve.tokens, 0) THEN 3
      WHEN event_tokens >= span_tokens THEN 1
      ELSE 2
    END AS tokens,
    iif(metric_cost > event_cost + coalesce(eve.cost_nanos, 0), 3, 1) AS cost,
    -- A turn that runs over midnight was counted by its prompt on the day before, where events tell prompts.
    iif(
      event_prompts >= span_prompts - iif(
        carried > 0 AND EXISTS (
          SELECT 1 FROM event AS e
          WHERE e.org_id = seen.org_id AND e.day = seen.day - 1 AND e.session = seen.session AND e.kind = 1
        ),
        carried, 0
      ),
      1, 2
    ) AS prompts,
    iif(event_tool_runs >= span_tool_runs, 1, 2) AS tool_runs,
    -- Events and metrics name a start under the same session, spans under the one that a resumed process
    -- goes on with (recorded), so spans are asked only when they are alone. A view is a process, and no session.
    CASE
      -- An Office agent's session-day is one query, and no start of anything is told.
      WHEN picked.source = 6 THEN 0
      WHEN EXISTS (
        SELECT 1 FROM event AS e
        WHERE e.org_id = seen.org_id AND e.day = seen.day AND e.session = seen.session
      ) OR EXISTS (
        SELECT 1 FROM metric AS m
        WHERE m.org_id = seen.org_id AND m.day = seen.day AND m.session = seen.session
      ) THEN max(0, event_starts - views, metric_starts - coalesce(eve.starts, 0))
      -- A killed client's turn has no interaction span, but it was a session.
      WHEN span_prompts = 0 THEN span_requests + span_errors + span_tool_runs > 0
      -- Nor had a turn that ran over midnight one on the day before, but it was.
      ELSE max(0, span_starts - (carried_starts > 0 AND EXISTS (
        SELECT 1 FROM span AS s WHERE s.org_id = seen.org_id AND s.day = seen.day - 1 AND s.session = seen.session
          AND s.kind IN (2, 5)
      ) AND NOT EXISTS (
        SELECT 1 FROM span AS s WHERE s.org_id = seen.org_id AND s.day = seen.day - 1 AND s.session = seen.session
          AND s.kind = 1
      )))
    END AS sessions
  FROM seen
  CROSS JOIN picked ON picked.org_id = seen.org_id AND picked.day = seen.day AND picked.session = seen.session
  LEFT JOIN eve ON eve.org_id = seen.org_id AND eve.day = seen.day AND eve.session = seen.session
),
fact AS (
  SELECT
    t.org_id, t.day, t.session, t.model, t.rate,
    total(t.requests) FILTER (WHERE t.signal = b.requests) AS requests,
    total(t.errors) FILTER (WHERE t.signal = b.errors) AS errors,
    total(t.retries) FILTER (WHERE t.signal = b.retries) AS retries,
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
    total(t.approvals) FILTER (WHERE t.signal = b.decisions) AS approvals,
    total(t.rejections) FILTER (WHERE t.signal = b.decisions) AS rejections,
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
  SELECT org_id, day, session, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, sessions, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM believed
),
figures AS MATERIALIZED (
  SELECT
    org_id, day, session, model, rate,
    json_array(
      model, rate,
      CAST(sum(requests) AS INTEGER), CAST(sum(errors) AS INTEGER), CAST(sum(retries) AS INTEGER),
      CAST(sum(input_tokens) AS INTEGER), CAST(sum(output_tokens) AS INTEGER),
      CAST(sum(cache_read_tokens) AS INTEGER), CAST(sum(cache_creation_tokens) AS INTEGER),
      CAST(sum(cache_creation_1h_tokens) AS INTEGER), CAST(sum(cost_nanos) AS INTEGER),
      CAST(sum(sessions) AS INTEGER), CAST(sum(prompts) AS INTEGER),
      CAST(sum(tool_runs) AS INTEGER), CAST(sum(tool_errors) AS INTEGER),
      CAST(sum(approvals) AS INTEGER), CAST(sum(rejections) AS INTEGER),
      CAST(sum(lines_added) AS INTEGER), CAST(sum(lines_removed) AS INTEGER),
      CAST(sum(commits) AS INTEGER), CAST(sum(pull_requests) AS INTEGER),
      CAST(sum(active_user_ms) AS INTEGER), CAST(sum(active_cli_ms) AS INTEGER)
    ) AS row,
    sum(requests + errors + sessions + prompts + tool_runs) AS weight
  FROM fact
  GROUP BY org_id, day, session, model, rate
  -- A row of zeros says nothing: a model that only a beaten signal told, for one.
  HAVING sum(
    requests + errors + retries + input_tokens + output_tokens + cache_read_tokens + cache_creation_tokens
    + cost_nanos + sessions + prompts + tool_runs + tool_errors + approvals + rejections + lines_added
    + lines_removed + commits + pull_requests + active_user_ms + active_cli_ms
  ) > 0
)
INSERT INTO folded (org_id, day, session, part, user, source, cohort, rows)
SELECT
  p.org_id, p.day, p.session, 1, p.user, p.source, p.cohort,
  json_object(
    -- In order, so that what did not change is the same text.
    -- Bounded, as a row of D1 is: nobody uses 500 models in a day, but somebody may make up as many names.
    'figures', json((
      SELECT json_group_array(json(f.row) ORDER BY f.model, f.rate) FROM (
        SELECT model, rate, row FROM figures
        WHERE org_id = p.org_id AND day = p.day AND session = p.session
        ORDER BY weight DESC, model, rate
        LIMIT 500
      ) AS f
    )),
    'authority', json((
      SELECT json_group_array(f.value) FROM json_each(json_array(
        iif(n.event_requests + n.span_requests > 0, 10 + b.requests, NULL),
        iif(n.event_errors + n.span_errors > 0, 20 + b.errors, NULL),
        iif(n.event_tokens + n.span_tokens + n.metric_tokens > 0, 30 + b.tokens, NULL),
        iif(n.event_cost + n.metric_cost > 0, 40 + b.cost, NULL),
        iif(n.event_prompts + n.span_prompts > 0, 50 + b.prompts, NULL),
        iif(n.event_tool_runs + n.span_tool_runs > 0, 60 + b.tool_runs, NULL),
        iif(n.event_decisions + n.span_decisions + n.metric_decisions > 0, 70 + b.decisions, NULL)
      )) AS f
      WHERE f.value IS NOT NULL
    ))
  )
FROM picked AS p
LEFT JOIN seen AS n ON n.org_id = p.org_id AND n.day = p.day AND n.session = p.session
LEFT JOIN believed AS b ON b.org_id = p.org_id AND b.day = p.day AND b.session = p.session

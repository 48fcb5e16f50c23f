-- Folds session-days, part 3: what each did in each turn. A turn is a trace; where there are no spans, a prompt
-- stands for it, under the first six bytes of its id (SQLite's JSON reads hexadecimal numbers).
prompt AS MATERIALIZED (
  SELECT p.org_id, p.day, p.session, e.prompt_id, max(e.trace) AS trace
  FROM picked AS p
  CROSS JOIN event AS e ON e.org_id = p.org_id AND e.day = p.day AND e.session = p.session
  WHERE e.kind = 1 AND e.trace IS NOT NULL
  GROUP BY 1, 2, 3, 4
),
told AS MATERIALIZED (
  SELECT
    p.org_id, p.day, p.session, 1 AS signal,
    coalesce(t.trace, ('0x' || hex(substr(e.prompt_id, 1, 6))) ->> '$') AS trace,
    coalesce(e.model, 0) AS model, coalesce(e.rate, 0) AS rate,
    min(e.time_ms - coalesce(e.duration_ms, 0)) AS begin_ms,
    max(e.time_ms) AS end_ms,
    max(e.kind = 1) AS complete,
    sum(e.kind = 2) AS requests,
    sum(e.kind = 3 OR (e.kind = 4 AND e.outcome = 0)) AS errors,
    sum(e.kind = 4) AS tool_runs,
    0 AS waiting_ms,
    total(e.cost_nanos) AS cost_nanos,
    total(e.input_tokens) AS input_tokens,
    total(e.output_tokens) AS output_tokens,
    total(e.cache_read_tokens) AS cache_read_tokens,
    total(e.cache_creation_tokens) AS cache_creation_tokens,
    total(e.cache_creation_1h_tokens) AS cache_creation_1h_tokens
  FROM picked AS p
  CROSS JOIN event AS e ON e.org_id = p.org_id AND e.day = p.day AND e.session = p.session
  LEFT JOIN prompt AS t
    ON t.org_id = p.org_id AND t.day = p.day AND t.session = p.session AND t.prompt_id = e.prompt_id
  WHERE e.prompt_id IS NOT NULL AND e.kind BETWEEN 1 AND 5
  GROUP BY 1, 2, 3, 5, 6, 7
  UNION ALL
  SELECT
    p.org_id, p.day, p.session, 2, s.trace, coalesce(s.model, 0), coalesce(s.rate, 0),
    min(s.end_ms - s.duration_ms),
    max(s.end_ms),
    max(s.kind = 1),
    sum(s.kind = 2 AND s.outcome = 1),
    sum(s.kind IN (2, 5) AND s.outcome = 0),
    sum(s.kind = 5),
    total(s.duration_ms) FILTER (WHERE s.kind = 4 AND s.decided_by BETWEEN 3 AND 6),
    0,
    total(s.input_tokens),
    total(s.output_tokens),
    total(s.cache_read_tokens),
    total(s.cache_creation_tokens),
    0
  FROM picked AS p
  CROSS JOIN span AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session
  -- A hook of the session's start is a trace of its own, and no turn.
  WHERE s.kind BETWEEN 1 AND 5
  GROUP BY p.org_id, p.day, p.session, s.trace, coalesce(s.model, 0), coalesce(s.rate, 0)
),
-- The signals side by side; the one that saw more of the work is believed for it (ties: events).
seen AS MATERIALIZED (
  SELECT
    org_id, day, session, trace,
    min(begin_ms) AS begin_ms,
    max(end_ms) AS end_ms,
    coalesce(max(complete) FILTER (WHERE signal = 2), max(complete)) AS complete,
    iif(
      total(requests + errors + tool_runs) FILTER (WHERE signal = 1)
        >= total(requests + errors + tool_runs) FILTER (WHERE signal = 2),
      1, 2
    ) AS signal,
    total(waiting_ms) AS waiting_ms,
    total(cost_nanos) AS cost_nanos
  FROM told
  GROUP BY org_id, day, session, trace
),
-- Bounded, as a row of D1 is: the models of one turn, here, and the turns of one session-day, below.
ranked AS MATERIALIZED (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY org_id, day, session, trace, signal ORDER BY requests DESC, model, rate
    ) AS place
  FROM told
),
turns AS MATERIALIZED (
  SELECT
    w.org_id, w.day, w.session, w.trace,
    sum(t.requests + t.errors + t.tool_runs) AS weight,
    json_array(
      w.trace, w.begin_ms, w.end_ms - w.begin_ms, w.complete,
      sum(t.requests), sum(t.errors), sum(t.tool_runs),
      CAST(w.waiting_ms AS INTEGER), CAST(w.cost_nanos AS INTEGER),
      json(json_group_array(
        json_array(
          t.model, t.rate, CAST(t.input_tokens AS INTEGER), CAST(t.output_tokens AS INTEGER),
          CAST(t.cache_read_tokens AS INTEGER), CAST(t.cache_creation_tokens AS INTEGER),
          CAST(t.cache_creation_1h_tokens AS INTEGER)
        ) ORDER BY t.model, t.rate
      ) FILTER (WHERE t.model <> 0 AND t.place <= 50))
    ) AS row
  FROM seen AS w
  CROSS JOIN ranked AS t
    ON t.org_id = w.org_id AND t.day = w.day AND t.session = w.session
    AND t.trace = w.trace AND t.signal = w.signal
  GROUP BY w.org_id, w.day, w.session, w.trace
  -- A slash command that only changed a setting is no turn.
  HAVING sum(t.requests + t.errors + t.tool_runs) > 0
)
INSERT INTO folded (org_id, day, session, part, user, source, cohort, rows)
SELECT
  p.org_id, p.day, p.session, 3, p.user, p.source, p.cohort,
  -- In order, so that what did not change is the same text.
  (
    SELECT json_group_array(json(t.row) ORDER BY t.trace) FROM (
      SELECT trace, row FROM turns
      WHERE org_id = p.org_id AND day = p.day AND session = p.session
      ORDER BY weight DESC, trace
      LIMIT 2000
    ) AS t
  )
FROM picked AS p

-- Folds session-days, part 2: what is tallied of each record, by its kind. The numbers are rollup::Tally's.
spans AS MATERIALIZED (
  SELECT
    p.org_id, p.day, p.session, s.span_id, s.parent_id, s.kind, s.end_ms, s.duration_ms, s.name, s.outcome,
    s.decided_by, s.error, s.status, s.model, s.ttft_ms, s.number
  FROM picked AS p
  CROSS JOIN span AS s ON s.org_id = p.org_id AND s.day = p.day AND s.session = p.session
),
-- The tool is named on the parent of a wait and of a run.
call AS MATERIALIZED (
  SELECT org_id, day, session, span_id, name FROM spans WHERE kind = 3
),
-- What each signal says: one row for each thing and bucket of its length. 1.1 is rollup::distribution::FACTOR.
told AS MATERIALIZED (
  SELECT
    org_id, day, session, tally, signal, name, detail,
    CASE WHEN ms IS NULL THEN NULL WHEN ms <= 0 THEN -1 ELSE CAST(ceil(ln(ms) / ln(1.1)) AS INTEGER) END AS bucket,
    sum(times) AS times,
    total(ms) + total(nanos) AS total
  FROM (
    SELECT
      p.org_id, p.day, p.session, r.value AS tally, 1 AS signal,
      coalesce(CASE
        WHEN r.value IN (1, 2, 7, 10) THEN e.model
        WHEN r.value = 9 THEN e.error
        WHEN r.value IN (23, 24, 25) THEN e.detail
        WHEN r.value = 13 OR (r.value = 26 AND e.kind <> 0) THEN 0
        ELSE e.name
      END, 0) AS name,
      CASE
        WHEN r.value IN (3, 19, 21, 30) THEN coalesce(e.outcome, -1)
        WHEN r.value = 4 THEN coalesce(e.decided_by, 0) * 2 + coalesce(e.outcome, 0)
        WHEN r.value = 7 THEN coalesce(e.status, 0)
        WHEN r.value = 11 THEN CASE WHEN e.outcome = 0 THEN 1 WHEN e.number > 0 THEN 2 ELSE 0 END
        WHEN r.value = 13 THEN e.time_ms / 3600000
        WHEN r.value IN (15, 17, 20) THEN coalesce(e.detail, 0)
        WHEN r.value = 16 THEN e.kind - 13
        WHEN r.value = 26 THEN 100 + e.kind
        ELSE 0
      END AS detail,
      CASE WHEN r.value IN (1, 3, 11, 18, 19) THEN e.duration_ms WHEN r.value = 2 THEN e.ttft_ms END AS ms,
      CASE WHEN r.value BETWEEN 22 AND 25 THEN e.cost_nanos END AS nanos,
      1 AS times
    FROM picked AS p
    CROSS JOIN event AS e ON e.org_id = p.org_id AND e.day = p.day AND e.session = p.session
    CROSS JOIN json_each(CASE e.kind
      WHEN 1 THEN '[13,14,26]'
      WHEN 2 THEN '[1,2,22,23,24,25,26]'
      WHEN 3 THEN '[7,26]'
      WHEN 4 THEN '[3,9,26]'
      WHEN 5 THEN '[4,26]'
      WHEN 7 THEN '[10,26]'
      WHEN 8 THEN '[11,26]'
      WHEN 9 THEN '[19,26]'
      WHEN 10 THEN '[20,26]'
      WHEN 11 THEN '[15,26]'
      WHEN 12 THEN '[18,26]'
      WHEN 13 THEN '[17,26]'
      WHEN 14 THEN '[16,26]'
      WHEN 15 THEN '[16,26]'
      WHEN 16 THEN '[21,26]'
      WHEN 17 THEN '[30,26]'
      WHEN 18 THEN '[31,26]'
      ELSE '[26]'
    END) AS r
    WHERE CASE r.value
      WHEN 1 THEN e.duration_ms IS NOT NULL
      WHEN 2 THEN e.ttft_ms IS NOT NULL
      WHEN 4 THEN e.outcome IS NOT NULL
      WHEN 9 THEN e.outcome = 0
      WHEN 14 THEN e.name IS NOT NULL
      WHEN 22 THEN e.name IS NOT NULL
      WHEN 23 THEN e.number = 1
      WHEN 24 THEN e.number = 2
      WHEN 25 THEN e.number = 3
      ELSE 1
    END
    UNION ALL
    SELECT
      done.org_id, done.day, done.session, r.value, 2,
      coalesce(CASE
        WHEN r.value IN (1, 2, 7) THEN done.model
        WHEN r.value IN (8, 9) THEN done.error
        WHEN r.value IN (3, 4, 5) THEN coalesce(done.name, c.name)
        WHEN r.value IN (12, 13) OR (r.value = 26 AND done.kind <> 0) THEN 0
        ELSE done.name
      END, 0),
      CASE
        WHEN r.value = 3 THEN coalesce(done.outcome, -1)
        WHEN r.value = 4 THEN done.decided_by * 2 + iif(done.kind = 5, 1, coalesce(done.outcome, 0))
        WHEN r.value = 5 THEN coalesce(done.outcome, 0)
        WHEN r.value = 7 THEN coalesce(done.status, 0)
        WHEN r.value = 11 THEN CASE WHEN done.outcome = 0 THEN 1 WHEN done.number > 0 THEN 2 ELSE 0 END
        WHEN r.value = 13 THEN done.end_ms / 3600000
        WHEN r.value = 26 THEN 200 + done.kind
        ELSE 0
      END,
      CASE WHEN r.value IN (1, 3, 5, 11, 12) THEN done.duration_ms WHEN r.value = 2 THEN done.ttft_ms END,
      NULL,
      1
    FROM spans AS done
    CROSS JOIN json_each(CASE done.kind
      WHEN 1 THEN '[12,13,26]'
      WHEN 2 THEN '[1,2,7,8,26]'
      WHEN 4 THEN '[4,5,26]'
      WHEN 5 THEN '[3,4,9,26]'
      WHEN 6 THEN '[11,26]'
      ELSE '[26]'
    END) AS r
    LEFT JOIN call AS c
      ON r.value IN (3, 4, 5)
      AND c.org_id = done.org_id AND c.day = done.day AND c.session = done.session AND c.span_id = done.parent_id
    WHERE CASE r.value
      WHEN 1 THEN done.outcome = 1
      WHEN 2 THEN done.outcome = 1 AND done.ttft_ms IS NOT NULL
      WHEN 4 THEN done.decided_by IS NOT NULL AND done.outcome IS NOT NULL
      WHEN 5 THEN done.decided_by BETWEEN 3 AND 6
      WHEN 7 THEN done.outcome = 0
      WHEN 8 THEN done.outcome = 0
      WHEN 9 THEN done.outcome = 0
      ELSE 1
    END
    UNION ALL
    -- Edits by language, and the same as decisions by tool. Their rate is who decided.
    SELECT org_id, day, session, 6, 3, word, rate * 2 + (counter = 13), NULL, NULL, value
    FROM point WHERE counter IN (13, 14)
    UNION ALL
    SELECT org_id, day, session, 4, 3, tool, rate * 2 + (counter = 13), NULL, NULL, value
    FROM point WHERE counter IN (13, 14)
    UNION ALL
    SELECT p.org_id, p.day, p.session, 26, 3, 0, 300, NULL, NULL, json_array_length(m.points)
    FROM picked AS p
    CROSS JOIN metric AS m ON m.org_id = p.org_id AND m.day = p.day AND m.session = p.session
  )
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),
-- For each tally the signal that saw the most. A tool's error is told by the signal that tells its run; that a
-- record came is told by every signal for itself.
heard AS MATERIALIZED (
  SELECT org_id, day, session, tally, signal FROM (
    SELECT
      org_id, day, session, tally, signal,
      row_number() OVER (PARTITION BY org_id, day, session, tally ORDER BY sum(times) DESC, signal) AS place
    FROM told
    WHERE tally NOT IN (4, 9, 13, 26)
    GROUP BY org_id, day, session, tally, signal
  )
  WHERE place = 1
  UNION ALL
  -- Prompts and decisions are believed as in the figures.
  SELECT p.org_id, p.day, p.session, iif(believed.value / 10 = 5, 13, 4), believed.value % 10
  FROM picked AS p
  CROSS JOIN folded AS f
    ON f.org_id = p.org_id AND f.day = p.day AND f.session = p.session AND f.part = 1
  CROSS JOIN json_each(f.rows, '$.authority') AS believed
  WHERE believed.value / 10 IN (5, 7)
),
tallied AS MATERIALIZED (
  SELECT
    t.org_id, t.day, t.session, t.tally, t.name, t.detail,
    sum(t.times) AS count,
    CAST(total(t.total) AS INTEGER) AS total,
    nullif(json_group_object(t.bucket, t.times ORDER BY t.bucket) FILTER (WHERE t.bucket IS NOT NULL), '{}') AS buckets
  FROM told AS t
  LEFT JOIN heard AS h
    ON h.org_id = t.org_id AND h.day = t.day AND h.session = t.session
    AND h.tally = iif(t.tally = 9, 3, t.tally)
  WHERE t.tally = 26 OR t.signal = h.signal
  GROUP BY t.org_id, t.day, t.session, t.tally, t.name, t.detail
  UNION ALL
  -- Of the session as a whole: its version, what it left untold, and which signals were believed.
  SELECT p.org_id, p.day, p.session, 27, s.version, s.os, 1, 0, NULL
  FROM picked AS p
  CROSS JOIN session AS s ON s.org_id = p.org_id AND s.session_id = p.session
  UNION ALL
  SELECT p.org_id, p.day, p.session, 28, 0, gap.value, 1, 0, NULL
  FROM picked AS p
  CROSS JOIN session AS s ON s.org_id = p.org_id AND s.session_id = p.session
  CROSS JOIN json_each('[1,2,3,4,5,6,7,8]') AS gap
  WHERE CASE gap.value
    WHEN 1 THEN s.user_rank < 4
    WHEN 2 THEN s.name = ''
    WHEN 3 THEN s.labels ->> 'repository' IS NULL
    WHEN 4 THEN s.source_rank < 3
    WHEN 5 THEN NOT EXISTS (SELECT 1 FROM json_each(s.labels) AS label WHERE label.key <> 'repository')
    ELSE NOT EXISTS (
      SELECT 1 FROM told AS t
      WHERE t.org_id = p.org_id AND t.day = p.day AND t.session = p.session
        AND t.tally = 26 AND t.signal = gap.value - 5
    )
  END
  UNION ALL
  SELECT p.org_id, p.day, p.session, 29, 0, believed.value, 1, 0, NULL
  FROM picked AS p
  CROSS JOIN folded AS f
    ON f.org_id = p.org_id AND f.day = p.day AND f.session = p.session AND f.part = 1
  CROSS JOIN json_each(f.rows, '$.authority') AS believed
)
INSERT INTO folded (org_id, day, session, part, user, source, cohort, rows)
SELECT
  p.org_id, p.day, p.session, 2, p.user, p.source, p.cohort,
  -- In order, so that what did not change is the same text; bounded, as a row of D1 is: a session-day has some
  -- fifty, but somebody may make up names.
  (
    SELECT json_group_array(
      json_array(t.tally, t.name, t.detail, t.count, t.total, json(t.buckets)) ORDER BY t.tally, t.name, t.detail
    )
    FROM (
      SELECT tally, name, detail, count, total, buckets FROM tallied
      WHERE org_id = p.org_id AND day = p.day AND session = p.session
      ORDER BY tally = 26, count DESC, tally, name, detail
      LIMIT 2000
    ) AS t
  )
FROM picked AS p

-- What has the org been told so far? One row. From the rows themselves where the rollup has not come by yet, so that
-- it is true seconds after an export; each part reads at most as many rows as its LIMIT says.
-- ?1 org  ?2 first day  ?3 last day (a clock may be ahead)
WITH
  -- Session-days that no daily figure knows yet, the newest first.
  recent AS MATERIALIZED (
    SELECT day, session FROM dirty WHERE org_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day DESC LIMIT 50
  ),
  -- Ids of sessions are hashes, so the first of them are a sample of all.
  sample AS MATERIALIZED (
    SELECT user_rank, labels, last_day FROM session WHERE org_id = ?1 LIMIT 500
  ),
  spoken AS MATERIALIZED (
    SELECT logs_ms, traces_ms, metrics_ms FROM person WHERE org_id = ?1 LIMIT 500
  ),
  counted AS MATERIALIZED (
    SELECT model, day, cost_nanos, input_tokens + output_tokens AS tokens
    FROM daily
    WHERE org_id = ?1 AND day BETWEEN ?2 AND ?3 AND user = -1
    LIMIT 500
  ),
  -- What is not counted yet of cost and of the models of tokens (telemetry::metrics::Counter).
  told AS MATERIALIZED (
    SELECT * FROM (
      SELECT e.model, e.cost_nanos
      FROM recent CROSS JOIN event AS e ON e.org_id = ?1 AND e.day = recent.day AND e.session = recent.session
      LIMIT 500
    )
    UNION ALL
    SELECT * FROM (
      SELECT s.model, NULL
      FROM recent CROSS JOIN span AS s ON s.org_id = ?1 AND s.day = recent.day AND s.session = recent.session
      LIMIT 500
    )
    UNION ALL
    SELECT * FROM (
      SELECT
        iif(point.value ->> 0 BETWEEN 9 AND 12, point.value ->> 1, NULL),
        iif(point.value ->> 0 = 8, point.value ->> 3, 0)
      FROM recent
      CROSS JOIN metric AS m ON m.org_id = ?1 AND m.day = recent.day AND m.session = recent.session
      CROSS JOIN json_each(m.points) AS point
      LIMIT 500
    )
  ),
  model AS MATERIALIZED (
    SELECT model FROM told WHERE model <> 0
    UNION
    SELECT model FROM counted WHERE model <> 0 AND tokens > 0
    LIMIT 200
  )
SELECT
  EXISTS (SELECT 1 FROM ingest_token WHERE org_id = ?1 AND revoked_ms IS NULL) AS has_token,
  EXISTS (SELECT 1 FROM session WHERE org_id = ?1) AS has_data,
  EXISTS (SELECT 1 FROM span WHERE org_id = ?1 AND day BETWEEN ?2 AND ?3) AS has_traces,
  EXISTS (SELECT 1 FROM metric WHERE org_id = ?1 AND day BETWEEN ?2 AND ?3) AS has_metrics,
  EXISTS (SELECT 1 FROM event WHERE org_id = ?1 AND day BETWEEN ?2 AND ?3) AS has_logs,
  -- A signal's last record: what the rollup has seen, and the end of each newer session-day.
  max(
    coalesce((SELECT max(traces_ms) FROM spoken), 0),
    coalesce((
      SELECT max(recent.day * 86400000 + (
        SELECT s.end_ms FROM span AS s
        WHERE s.org_id = ?1 AND s.day = recent.day AND s.session = recent.session
        ORDER BY s.end_ms DESC LIMIT 1
      )) FROM recent
    ), 0)
  ) AS traces_ms,
  max(
    coalesce((SELECT max(metrics_ms) FROM spoken), 0),
    coalesce((
      SELECT max(recent.day * 86400000 + (
        SELECT m.time_ms FROM metric AS m
        WHERE m.org_id = ?1 AND m.day = recent.day AND m.session = recent.session
        ORDER BY m.time_ms DESC LIMIT 1
      )) FROM recent
    ), 0)
  ) AS metrics_ms,
  max(
    coalesce((SELECT max(logs_ms) FROM spoken), 0),
    coalesce((
      SELECT max(recent.day * 86400000 + (
        SELECT e.time_ms FROM event AS e
        WHERE e.org_id = ?1 AND e.day = recent.day AND e.session = recent.session
        ORDER BY e.time_ms DESC LIMIT 1
      )) FROM recent
    ), 0)
  ) AS logs_ms,
  -- Of the sessions of these days: all, those of a person with an e-mail address (telemetry::identity::Rank), those
  -- that say where in the org they are. The repository is found by the client, so it does not count.
  (SELECT count(*) FROM sample WHERE last_day >= ?2) AS sessions,
  (SELECT count(*) FROM sample WHERE last_day >= ?2 AND user_rank >= 5) AS with_email,
  (
    SELECT count(*) FROM sample WHERE last_day >= ?2 AND json_remove(labels, '$.repository') <> '{}'
  ) AS with_labels,
  EXISTS (SELECT 1 FROM told WHERE cost_nanos > 0)
    OR EXISTS (SELECT 1 FROM counted WHERE cost_nanos > 0) AS has_cost,
  EXISTS (SELECT 1 FROM model) AS has_models,
  EXISTS (
    SELECT 1
    FROM model
    CROSS JOIN word ON word.org_id = ?1 AND word.word_id = model.model
    WHERE
      EXISTS (SELECT 1 FROM price WHERE price.model = word.text AND price.input IS NOT NULL)
      OR EXISTS (
        SELECT 1 FROM price_override AS own
        WHERE own.org_id = ?1 AND own.model = word.text AND own.follows_list = 0
      )
  ) AS has_priced_models

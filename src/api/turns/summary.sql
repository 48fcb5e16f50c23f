  ,
  priced AS (
    SELECT
      u.trace,
      json_group_array(DISTINCT word.text) FILTER (WHERE word.text IS NOT NULL) AS models,
      sum(u.input) AS input_tokens,
      sum(u.output) AS output_tokens,
      sum(u.cache_read) AS cache_read_tokens,
      sum(u.cache_creation) AS cache_creation_tokens,
      -- A price that is NULL, or no price, makes the product NULL, and total() passes over it.
      total(
        u.input * per.input
        + u.output * per.output
        + u.cache_read * per.cache_read
        + (u.cache_creation - u.cache_creation_1h) * per.cache_creation_5m
        + u.cache_creation_1h * per.cache_creation_1h
      ) AS list_cost_nanos,
      total(iif(per.input IS NULL, u.input + u.output + u.cache_read + u.cache_creation, 0)) AS unpriced_tokens
    FROM spent AS u
    LEFT JOIN tariff AS per ON per.model = u.model AND per.rate = u.rate AND per.day = u.day
    LEFT JOIN word ON word.org_id = ?1 AND word.word_id = u.model
    GROUP BY u.trace
  ),
  whole AS (
    SELECT
      trace,
      min(begun_ms) AS begun_ms,
      max(begun_ms + duration_ms) - min(begun_ms) AS duration_ms,
      max(complete) FILTER (WHERE nth = 1) AS complete,
      max(user) FILTER (WHERE nth = 1) AS user,
      max(source) FILTER (WHERE nth = 1) AS source,
      count(DISTINCT session) AS sessions,
      sum(requests) AS requests,
      sum(errors) AS errors,
      sum(tool_runs) AS tool_runs,
      sum(waiting_ms) AS waiting_ms,
      sum(cost_nanos) AS reported_cost_nanos
    FROM part
    GROUP BY trace
  )
SELECT
  c.totals, c.day, w.trace, w.begun_ms, w.duration_ms, w.complete,
  who.text AS user, called.text AS name, w.source, p.models,
  w.sessions, w.requests, w.errors, w.tool_runs, w.waiting_ms,
  coalesce(p.input_tokens, 0) AS input_tokens,
  coalesce(p.output_tokens, 0) AS output_tokens,
  coalesce(p.cache_read_tokens, 0) AS cache_read_tokens,
  coalesce(p.cache_creation_tokens, 0) AS cache_creation_tokens,
  coalesce(p.list_cost_nanos, 0) AS list_cost_nanos,
  w.reported_cost_nanos,
  coalesce(p.unpriced_tokens, 0) AS unpriced_tokens
FROM chosen AS c
CROSS JOIN whole AS w ON w.trace = c.trace
LEFT JOIN priced AS p ON p.trace = c.trace
LEFT JOIN word AS who ON who.org_id = ?1 AND who.word_id = w.user
LEFT JOIN person ON person.org_id = ?1 AND person.user = w.user
LEFT JOIN word AS called ON called.org_id = ?1 AND called.word_id = person.name
ORDER BY c.place

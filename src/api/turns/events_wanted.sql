  -- The prompts of the turn: those with its trace; without spans, the trace is the start of the prompt's id (?6).
  prompt AS MATERIALIZED (
    SELECT DISTINCT e.prompt_id
    FROM part AS p
    CROSS JOIN event AS e ON e.org_id = ?1 AND e.day = p.day AND e.session = p.session
    WHERE e.prompt_id IS NOT NULL AND (e.trace = ?3 OR substr(e.prompt_id, 1, 6) = unhex(?6))
  ),
  call AS MATERIALIZED (
    SELECT DISTINCT s.call_id
    FROM part AS p
    CROSS JOIN span AS s ON s.org_id = ?1 AND s.day = p.day AND s.session = p.session
    WHERE s.trace = ?3 AND s.call_id IS NOT NULL
  ),
  found AS MATERIALIZED (
    SELECT e.*
    FROM part AS p
    CROSS JOIN event AS e ON e.org_id = ?1 AND e.day = p.day AND e.session = p.session
    WHERE
      e.prompt_id IN (SELECT prompt_id FROM prompt)
      OR e.call_id IN (SELECT call_id FROM call)
      OR e.trace = ?3
    ORDER BY e.day, e.time_ms, e.sequence
    LIMIT ?4
  ),
  wanted AS (SELECT DISTINCT org_id, model, rate, day FROM found WHERE model IS NOT NULL),

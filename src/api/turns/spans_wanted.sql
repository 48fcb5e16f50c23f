  -- From the first to begin, so that a limit leaves out leaves rather than roots.
  found AS MATERIALIZED (
    SELECT s.*
    FROM part AS p
    CROSS JOIN span AS s ON s.org_id = ?1 AND s.day = p.day AND s.session = p.session
    WHERE s.trace = ?3
    ORDER BY s.day * 86400000 + s.end_ms - s.duration_ms, s.duration_ms DESC, s.kind
    LIMIT ?4
  ),
  wanted AS (SELECT DISTINCT org_id, model, rate, day FROM found WHERE model IS NOT NULL),

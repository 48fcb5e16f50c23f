-- The rows of one turn: those of the session-days on which it has any.
-- ?1 org  ?2 day  ?3 trace  ?4 how many rows  ?5 how many session-days
WITH
  part AS MATERIALIZED (
    SELECT t.day, t.session
    FROM (SELECT -1 AS days UNION ALL SELECT 0 UNION ALL SELECT 1) AS near
    CROSS JOIN turn AS t ON t.org_id = ?1 AND t.day = ?2 + near.days AND t.trace = ?3
    -- A trace that a build server hands to all that it runs may have thousands.
    ORDER BY t.day * 86400000 + t.begin_ms
    LIMIT ?5
  ),

-- One turn.
-- ?1 org  ?2 day  ?3 trace
WITH
  chosen AS (
    SELECT CAST(?3 AS INTEGER) AS trace, CAST(?2 AS INTEGER) AS day, NULL AS totals, 1 AS place
  ),

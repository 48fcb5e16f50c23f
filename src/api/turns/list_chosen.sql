  ,
  placed AS (
    SELECT
      trace,
      day,
      row_number() OVER (
        ORDER BY
          CASE ?10
            WHEN 'cost' THEN list_nanos
            WHEN 'duration' THEN duration_ms
            WHEN 'errors' THEN errors
            ELSE begun_ms
          END DESC,
          begun_ms DESC,
          trace
      ) AS place,
      count(*) OVER () AS turns,
      total(requests) OVER () AS requests,
      total(errors) OVER () AS errors,
      total(tool_runs) OVER () AS tool_runs,
      total(cost_nanos) OVER () AS cost_nanos,
      total(duration_ms) OVER () AS duration_ms
    FROM fitting
  ),
  -- The first ?11 of them in the order ?10. The first one tells what all have in common.
  chosen AS MATERIALIZED (
    SELECT
      trace,
      day,
      place,
      iif(
        place = 1,
        json_object(
          'turns', turns, 'requests', requests, 'errors', errors, 'tool_runs', tool_runs,
          'reported_cost_nanos', cost_nanos, 'duration_ms', duration_ms
        ),
        NULL
      ) AS totals
    FROM placed
    ORDER BY place
    LIMIT ?11
  ),

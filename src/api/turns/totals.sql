SELECT
  json_object(
    'turns', count(*), 'requests', total(requests), 'errors', total(errors), 'tool_runs', total(tool_runs),
    'reported_cost_nanos', total(cost_nanos), 'duration_ms', total(duration_ms)
  ) AS totals
FROM fitting

-- Spans; one that is there already stays as it is. Rows are arrays of the columns below, in their order, without org_id;
-- ids in hexadecimal.
INSERT INTO span (
  org_id, day, session, end_ms, span_id, trace, trace_rest, parent_id, kind, duration_ms, name,
  outcome, decided_by, error, status, model, rate, input_tokens, output_tokens, cache_read_tokens,
  cache_creation_tokens, ttft_ms, number, call_id
)
SELECT
  r.org_id, r.value ->> 0, r.value ->> 1, r.value ->> 2, unhex(r.value ->> 3), r.value ->> 4,
  unhex(r.value ->> 5), unhex(r.value ->> 6), r.value ->> 7, r.value ->> 8, r.value ->> 9,
  r.value ->> 10, r.value ->> 11, r.value ->> 12, r.value ->> 13, r.value ->> 14, r.value ->> 15,
  r.value ->> 16, r.value ->> 17, r.value ->> 18, r.value ->> 19, r.value ->> 20, r.value ->> 21,
  r.value ->> 22
FROM r
WHERE true
ON CONFLICT DO NOTHING

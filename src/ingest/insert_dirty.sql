-- Session-days that the rollup must look at. Rows are [day, session]. Exports rely on the mark from now on.
INSERT INTO dirty (
  org_id, day, session, kept_ms
)
SELECT
  r.org_id, r.value ->> 0, r.value ->> 1, 0
FROM r
WHERE true
ON CONFLICT DO UPDATE SET kept_ms = 0 WHERE kept_ms IS NOT 0

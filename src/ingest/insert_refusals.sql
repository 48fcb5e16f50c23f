-- Records that were refused; a request that is sent again counts once. Rows are arrays of the columns
-- below, in their order, without org_id.
INSERT INTO refusal (
  org_id, day, digest, reason, signal, user, records
)
SELECT
  r.org_id, r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4, r.value ->> 5
FROM r
WHERE true
ON CONFLICT DO NOTHING

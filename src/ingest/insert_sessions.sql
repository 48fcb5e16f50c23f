-- Sessions, or what is now known better of them. Rows are arrays of the columns below, in their order, without
-- org_id and moved; labels are two objects, the built-in ones and those of which the org's list says which to keep.
INSERT INTO session (
  org_id, session_id, name, user, user_rank, user_name, source, source_rank, version, os, last_day, labels, moved
)
SELECT
  r.org_id, r.value ->> 0, r.value ->> 1, r.value ->> 2, r.value ->> 3, r.value ->> 4, r.value ->> 5,
  r.value ->> 6, r.value ->> 7, r.value ->> 8, r.value ->> 9,
  (
    SELECT json_group_object(key, value) FROM (
      SELECT key, value FROM json_each(r.value -> 10)
      UNION ALL
      SELECT o.key, o.value
      FROM json_each(r.value -> 11) AS o
      CROSS JOIN dimension AS d ON d.org_id = r.org_id AND d.attribute = o.key
      ORDER BY key
    )
  ),
  0
FROM r
WHERE true
-- Whatever the order in which records arrive, the end is the same: the higher rank, and of two of one rank
-- the larger value; of labels all that were ever told. What moves a session's figures is marked.
ON CONFLICT DO UPDATE SET
  name = iif(name = '', excluded.name, name),
  user = iif((excluded.user_rank, excluded.user) > (user_rank, user), excluded.user, user),
  user_rank = max(user_rank, excluded.user_rank),
  user_name = max(user_name, excluded.user_name),
  source = iif((excluded.source_rank, excluded.source) > (source_rank, source), excluded.source, source),
  source_rank = max(source_rank, excluded.source_rank),
  version = max(version, excluded.version),
  os = max(os, excluded.os),
  last_day = max(last_day, excluded.last_day),
  labels = (
    SELECT json_group_object(key, value) FROM (
      SELECT key, max(value) AS value FROM (
        SELECT key, value FROM json_each(session.labels)
        UNION ALL
        SELECT key, value FROM json_each(excluded.labels)
      )
      GROUP BY key
      ORDER BY key
    )
  ),
  moved = moved
    OR (excluded.user_rank, excluded.user) > (user_rank, user)
    OR (excluded.source_rank, excluded.source) > (source_rank, source)
    OR excluded.version > version
    OR excluded.labels <> labels
-- Without this every export would write a row to say nothing new.
WHERE (excluded.user_rank, excluded.user) > (user_rank, user)
  OR (excluded.source_rank, excluded.source) > (source_rank, source)
  OR excluded.user_name > user_name
  OR excluded.version > version
  OR excluded.os > os
  OR excluded.last_day > last_day
  OR (name = '' AND excluded.name <> '')
  OR (
    excluded.labels <> labels
    AND EXISTS (
      SELECT 1 FROM json_each(excluded.labels) AS told
      WHERE told.value > coalesce(
        (SELECT known.value FROM json_each(session.labels) AS known WHERE known.key = told.key), ''
      )
    )
  )

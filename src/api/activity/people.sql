  -- On which days was who active?
  active AS (
    SELECT key, group_concat(active_days) AS active_days FROM grouped GROUP BY key
  )
SELECT
  word.text AS text,
  person_name.text AS name,
  active.active_days,
  p.*
FROM active
LEFT JOIN priced AS p ON p.key = active.key
LEFT JOIN word ON word.org_id = ?1 AND word.word_id = active.key
LEFT JOIN person ON person.org_id = ?1 AND person.user = active.key
LEFT JOIN word AS person_name ON person_name.org_id = ?1 AND person_name.word_id = person.name;

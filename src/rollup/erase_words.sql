-- Who it is and what they are called, unless somebody else is called so. What a session says that waits to be
-- folded is not known of its person yet.
word_of AS MATERIALIZED (
  SELECT org_id, user AS word_id FROM erased
  UNION
  SELECT org_id, CAST(rows AS INTEGER) FROM folded WHERE part = 0
  UNION
  SELECT p.org_id, p.name FROM erased AS e CROSS JOIN person AS p ON p.org_id = e.org_id AND p.user = e.user
),
other AS MATERIALIZED (
  SELECT p.org_id, p.user, p.name
  FROM (SELECT DISTINCT org_id FROM erased) AS o
  CROSS JOIN person AS p ON p.org_id = o.org_id
  WHERE NOT EXISTS (SELECT 1 FROM erased AS e WHERE e.org_id = p.org_id AND e.user = p.user)
  UNION
  SELECT s.org_id, s.user, s.user_name
  FROM (SELECT DISTINCT org_id FROM erased) AS o
  CROSS JOIN dirty AS d ON d.org_id = o.org_id
  CROSS JOIN session AS s ON s.org_id = d.org_id AND s.session_id = d.session
)
DELETE FROM word
WHERE (org_id, word_id) IN (SELECT org_id, word_id FROM word_of)
  AND NOT EXISTS (
    SELECT 1 FROM other AS o WHERE o.org_id = word.org_id AND word.word_id IN (o.user, o.name)
  )

SELECT
  iif(?11 IS NULL, p.key, NULL) AS id,
  iif(?11 IS NULL, word.text, p.key) AS text,
  person_name.text AS name,
  p.*
FROM priced AS p
LEFT JOIN word ON ?10 IN ('user', 'model') AND word.org_id = ?1 AND word.word_id = p.key
LEFT JOIN person ON ?10 = 'user' AND person.org_id = ?1 AND person.user = p.key
LEFT JOIN word AS person_name ON person_name.org_id = ?1 AND person_name.word_id = person.name;

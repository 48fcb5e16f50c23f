-- Who reports? At most ?2 + 1, so that it is known whether there are more than ?2.
-- ?1 org
SELECT coalesce(word.text, '') AS user, called.text AS name
FROM person
LEFT JOIN word ON word.org_id = person.org_id AND word.word_id = person.user
LEFT JOIN word AS called ON called.org_id = person.org_id AND called.word_id = person.name
WHERE person.org_id = ?1
ORDER BY 1
LIMIT CAST(?2 AS INTEGER) + 1;

-- Which models and which surfaces were used, by the rows of everybody? At most ?10 + 1 pairs.
-- After filter.sql.
SELECT DISTINCT used.source, coalesce(word.text, '') AS model
FROM used
LEFT JOIN word ON word.org_id = ?1 AND word.word_id = used.model
ORDER BY model, used.source
LIMIT CAST(?10 AS INTEGER) + 1;

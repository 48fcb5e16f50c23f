-- Words that this org does not have yet. Rows are [word_id, text].
INSERT INTO word (org_id, word_id, text)
SELECT r.org_id, r.value ->> 0, r.value ->> 1
FROM r
WHERE true
ON CONFLICT DO NOTHING

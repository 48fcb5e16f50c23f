-- Sets of labels that are new.
INSERT INTO cohort (org_id, labels)
SELECT DISTINCT s.org_id, s.labels
FROM marked
CROSS JOIN session AS s ON s.org_id = marked.org_id AND s.session_id = marked.session
WHERE s.labels <> '{}'
ON CONFLICT DO NOTHING

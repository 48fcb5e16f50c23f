-- Sets of labels that are new. ?1, ?2: as for picking.
INSERT INTO cohort (org_id, labels)
SELECT DISTINCT s.org_id, s.labels
FROM (SELECT org_id, day, session FROM dirty ORDER BY org_id, day, session LIMIT ?1) AS marked
CROSS JOIN session AS s ON s.org_id = marked.org_id AND s.session_id = marked.session
WHERE s.labels <> '{}'
ON CONFLICT DO NOTHING

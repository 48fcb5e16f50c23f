-- Marks that exports may rely on are kept by the first pass that folds their session-days, so that what comes until the next
-- one is folded by that. Tells which session-days they are of, in no order. ?3: when the pass began (Unix ms).
--
-- Not those of people who are to be erased: that waits until nothing of them is to be folded, which is when they have no mark.
, leaving AS MATERIALIZED (SELECT org_id, user FROM erasure WHERE done_ms IS NULL)
UPDATE dirty SET kept_ms = ?3
WHERE kept_ms = 0
  AND (org_id, day, session) IN (SELECT org_id, day, session FROM marked)
  AND NOT EXISTS (
    SELECT 1
    FROM leaving AS l
    CROSS JOIN session AS s ON s.org_id = l.org_id AND s.session_id = dirty.session AND s.user = l.user
    WHERE l.org_id = dirty.org_id
  )
RETURNING json_array(org_id, day, session) AS place

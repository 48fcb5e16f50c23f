-- Of these orgs something is folded, and may change what their figures say. ?1: how many marks are picked at most.
UPDATE org SET figures_stamp = random() & 0x1fffffffffffff
WHERE org_id IN (SELECT org_id FROM (SELECT org_id FROM dirty ORDER BY org_id, day, session LIMIT ?1))

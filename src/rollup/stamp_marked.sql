-- Of the orgs of a batch: what is folded may change what their figures say.
UPDATE org SET figures_stamp = random() & 0x1fffffffffffff
WHERE org_id IN (SELECT org_id FROM marked)

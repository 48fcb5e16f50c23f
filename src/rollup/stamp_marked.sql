UPDATE org SET figures_stamp = random() & 0x1fffffffffffff
WHERE org_id IN (SELECT org_id FROM marked)

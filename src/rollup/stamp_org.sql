-- What the figures of an org say has changed. ?1: org
UPDATE org SET figures_stamp = random() & 0x1fffffffffffff WHERE org_id = ?1

-- What the figures of these orgs said of a person is now said of nobody.
UPDATE org SET figures_stamp = random() & 0x1fffffffffffff
WHERE org_id IN (SELECT org_id FROM erasure WHERE done_ms IS NOT NULL AND user IS NOT NULL)

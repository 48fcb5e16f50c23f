-- What stands for whom is to be erased.
-- ?1 org  ?2 number of the erasure  ?3 text of the stand-in
INSERT INTO word (org_id, word_id, text)
SELECT org_id, stand_in, ?3 FROM erasure WHERE org_id = ?1 AND erasure_id = ?2
ON CONFLICT DO NOTHING;

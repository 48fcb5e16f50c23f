-- The statement just before was a change, if it changed a row.
-- ?1 org  ?2 now (ms)  ?3 who  ?4 what  ?5 of what  ?6 to what  ?7 1: it was one in any case
INSERT INTO audit (org_id, at_ms, audit_id, actor, action, subject, detail)
SELECT ?1, ?2, random() & 0xffffffff, ?3, ?4, ?5, ?6
WHERE ?7 = 1 OR changes() > 0;

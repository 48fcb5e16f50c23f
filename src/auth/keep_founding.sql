-- As keep_change.sql, for the org of a group of ADMIN_EMAILS. That it was founded comes before what else happens in
-- that millisecond.
-- ?1 the group's name, or ''  ?2 now (ms)  ?3 who  ?4 what  ?5 of what
INSERT INTO audit (org_id, at_ms, audit_id, actor, action, subject)
SELECT org_id, ?2, iif(?4 = 'org_founded', 0, random() & 0xffffffff), ?3, ?4, ?5
FROM org
WHERE listed_as = ?1 AND changes() > 0;

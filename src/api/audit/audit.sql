-- What was changed in the org before this, newest first?
-- ?1 org  ?2, ?3 before which change (time and number)  ?4 how many at most
SELECT at_ms, audit_id, actor, action, subject, detail
FROM audit
WHERE org_id = ?1 AND (at_ms, audit_id) < (?2, ?3)
ORDER BY at_ms DESC, audit_id DESC
LIMIT CAST(?4 AS INTEGER);

-- One more member, unless the address is one's already or there are too many.
-- ?1 org  ?2 email  ?3 role  ?4 who adds them  ?5 now (ms)  ?6 how many an org may have
INSERT INTO member (email, org_id, role, added_ms, added_by)
SELECT ?2, ?1, ?3, ?5, ?4
WHERE (SELECT count(*) FROM member WHERE org_id = ?1) < ?6
ON CONFLICT (email, org_id) DO NOTHING;

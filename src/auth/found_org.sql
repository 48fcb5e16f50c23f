-- The code was right and the address is listed in ADMIN_EMAILS: then here is the org of its group.
-- ?1 hash of the challenge (hex)  ?2 now (ms)  ?3 the group's name, or ''  ?4 the org's name
INSERT INTO org (name, listed_as, created_ms)
SELECT ?4, ?3, ?2
WHERE EXISTS (SELECT 1 FROM login_code WHERE challenge_hash = unhex(?1) AND expires_ms > ?2)
ON CONFLICT (listed_as) DO NOTHING;

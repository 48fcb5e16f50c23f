-- Is somebody to be erased? ?1 org  ?2 user
SELECT erasure_id, asked_by, asked_ms, done_ms FROM erasure WHERE org_id = ?1 AND user = ?2;

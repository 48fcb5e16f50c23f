-- How many session-days have records that no figure shows yet? Of those whose mark a pass has kept it is not known; if there
-- are any, they have come within the last minute. ?1: org
SELECT count(*) AS session_days FROM dirty WHERE org_id = ?1 AND coalesce(kept_ms, 0) = 0

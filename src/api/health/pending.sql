-- How many session-days have records that no figure shows yet? Those whose mark a pass has kept are not counted: they may have
-- some of the minute after that pass, and may have none. ?1: org
SELECT count(*) AS session_days FROM dirty WHERE org_id = ?1 AND coalesce(kept_ms, 0) = 0

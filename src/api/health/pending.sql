-- How many session-days have records that no figure shows yet? ?1: org
SELECT count(*) AS session_days FROM dirty WHERE org_id = ?1

-- How far is the org with being told anything?
-- ?1 org
SELECT
  EXISTS (SELECT 1 FROM ingest_token WHERE org_id = ?1 AND revoked_ms IS NULL) AS has_token,
  EXISTS (SELECT 1 FROM session WHERE org_id = ?1) AS has_data;

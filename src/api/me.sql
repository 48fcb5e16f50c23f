-- How far is the org with being told anything, and which orgs does the member belong to?
-- ?1 org  ?2 email
SELECT
  EXISTS (SELECT 1 FROM ingest_token WHERE org_id = ?1 AND revoked_ms IS NULL) AS has_token,
  EXISTS (SELECT 1 FROM session WHERE org_id = ?1) AS has_data,
  (
    SELECT json_group_array(org.name)
    FROM member
    CROSS JOIN org ON org.org_id = member.org_id
    WHERE member.email = ?2
  ) AS orgs;

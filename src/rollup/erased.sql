WITH RECURSIVE
erased AS MATERIALIZED (
  SELECT org_id, user, stand_in FROM erasure WHERE done_ms IS NOT NULL AND user IS NOT NULL
),

WITH RECURSIVE
picked AS MATERIALIZED (
  SELECT org_id, day, session, user, source, cohort FROM folded WHERE part = 1
),

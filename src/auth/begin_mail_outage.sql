-- A mail did not go.
-- ?1 now (ms)
INSERT INTO mail_outage (outage_id, failed_ms)
VALUES (1, ?1)
ON CONFLICT (outage_id) DO UPDATE SET failed_ms = excluded.failed_ms;

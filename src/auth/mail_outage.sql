-- Did the last mail that was tried go?
-- ?1 failures before this moment (ms) are forgotten
SELECT EXISTS (SELECT 1 FROM mail_outage WHERE failed_ms > ?1) AS is_down;

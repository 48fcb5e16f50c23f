-- This browser signs out.
-- ?1 hash of the cookie (hex)
DELETE FROM browser_session
WHERE cookie_hash = unhex(?1);

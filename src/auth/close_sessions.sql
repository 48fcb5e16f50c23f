-- Sessions of this address are closed: the one that is named, or all but this browser's.
-- ?1 email  ?2 id, or NULL  ?3 hash of the own cookie (hex)
DELETE FROM browser_session
WHERE email = ?1 AND iif(?2 IS NULL, cookie_hash <> unhex(?3), lower(hex(substr(cookie_hash, 1, 8))) = ?2);

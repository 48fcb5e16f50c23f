-- Who may sign in, and how far they have got with it.

CREATE TABLE member (
  email      TEXT PRIMARY KEY,           -- lower case
  org_id     INTEGER NOT NULL REFERENCES org (org_id),
  role       TEXT NOT NULL CHECK (role IN ('admin', 'viewer')),
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An emailed one-time code that waits to be typed in. It belongs to the browser that asked for it:
-- `challenge_hash` is the SHA-256 of a random secret that only that browser's cookie holds, and
-- `code_hash` is the HMAC of the code under that secret, so the table alone cannot be searched for the code.
CREATE TABLE login_code (
  challenge_hash BLOB PRIMARY KEY,
  email          TEXT NOT NULL,
  code_hash      BLOB NOT NULL,
  tries          INTEGER NOT NULL,       -- counted before a code is compared
  expires_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_code_by_email ON login_code (email, expires_ms);

-- A signed-in browser. Only the SHA-256 of its cookie is kept.
CREATE TABLE browser_session (
  cookie_hash BLOB PRIMARY KEY,
  email       TEXT NOT NULL REFERENCES member (email) ON DELETE CASCADE,
  created_ms  INTEGER NOT NULL,
  expires_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

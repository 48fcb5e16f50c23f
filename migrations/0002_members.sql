-- Who may sign in, how far they have got with it, and what they changed.

-- An address may belong to several orgs; no org learns of another.
CREATE TABLE member (
  email    TEXT NOT NULL,                -- lower case
  org_id   INTEGER NOT NULL REFERENCES org (org_id),
  role     TEXT NOT NULL CHECK (role IN ('admin', 'viewer')),
  added_ms INTEGER NOT NULL,
  added_by TEXT,                         -- e-mail address of the admin; NULL: ADMIN_EMAILS
  PRIMARY KEY (email, org_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_by_org ON member (org_id);

-- An emailed one-time code that waits to be typed in. It belongs to the browser that asked for it:
-- `challenge_hash` is the SHA-256 of a random secret that only that browser's cookie holds. `code_hash` is the
-- HMAC of the code under AUTH_KEY, which is in no table, so the table alone cannot be searched for the code;
-- `ip_hash` likewise.
CREATE TABLE login_code (
  challenge_hash BLOB PRIMARY KEY,
  email          TEXT NOT NULL,
  ip_hash        BLOB NOT NULL,          -- of the IPv4 address, or of the IPv6 network (/64)
  code_hash      BLOB NOT NULL,
  tries          INTEGER NOT NULL,       -- counted before a code is compared
  expires_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_code_by_email ON login_code (email, expires_ms);
CREATE INDEX login_code_by_ip ON login_code (ip_hash, expires_ms);

-- One row while mail does not go out: the last one that was tried failed.
CREATE TABLE mail_outage (
  outage_id INTEGER PRIMARY KEY CHECK (outage_id = 1),
  failed_ms INTEGER NOT NULL
) STRICT;

-- A signed-in browser. Only the SHA-256 of its cookie is kept.
CREATE TABLE browser_session (
  cookie_hash BLOB PRIMARY KEY,
  email       TEXT NOT NULL,
  org_id      INTEGER NOT NULL,          -- the org that it looks at
  browser     TEXT NOT NULL,             -- 'Firefox on Linux', to tell sessions apart on a page
  created_ms  INTEGER NOT NULL,
  used_ms     INTEGER NOT NULL,          -- to the quarter of an hour
  expires_ms  INTEGER NOT NULL,          -- used or not
  FOREIGN KEY (email, org_id) REFERENCES member (email, org_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX browser_session_by_member ON browser_session (email, org_id);

-- Who changed what. Nothing deletes from it but the end of an org.
CREATE TABLE audit (
  org_id   INTEGER NOT NULL,
  at_ms    INTEGER NOT NULL,
  audit_id INTEGER NOT NULL,             -- random: tells changes of one millisecond apart
  actor    TEXT NOT NULL,                -- e-mail address
  action   TEXT NOT NULL,                -- auth::audit::Action
  subject  TEXT,                         -- what was changed
  detail   TEXT,                         -- to what
  PRIMARY KEY (org_id, at_ms, audit_id)
) STRICT, WITHOUT ROWID;

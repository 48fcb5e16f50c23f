-- What clients tell us, and what a day adds up to. docs/DATA_MODEL.md explains every table.
--
-- Conventions: `*_ms` are milliseconds (Unix time, a length, or a time of day where it says so), `day` is the number of UTC days since
-- 1970-01-01, `*_nanos` are nano-dollars (10^-9 USD). A *word* is a short text stored once per org and
-- named by a 48-bit hash of itself, so a row can be written without asking for an id first. Tables that
-- grow are WITHOUT ROWID and have no second index: one row stored is one row billed.

CREATE TABLE org (
  org_id     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

-- Bearer tokens of exporters. Only the SHA-256 of a token is kept.
CREATE TABLE ingest_token (
  token_hash BLOB PRIMARY KEY,
  org_id     INTEGER NOT NULL REFERENCES org (org_id),
  hint       TEXT NOT NULL,              -- the first characters, to tell tokens apart on a page
  created_by TEXT NOT NULL,              -- e-mail address of the admin
  created_ms INTEGER NOT NULL,
  revoked_ms INTEGER                     -- NULL: in force
) STRICT, WITHOUT ROWID;

CREATE TABLE word (
  org_id  INTEGER NOT NULL,
  word_id INTEGER NOT NULL,
  text    TEXT NOT NULL,
  PRIMARY KEY (org_id, word_id)
) STRICT, WITHOUT ROWID;

-- Who and what a session is. A later record may sharpen what an earlier one could only guess:
-- a field changes only to one of a higher rank.
CREATE TABLE session (
  org_id      INTEGER NOT NULL,
  session_id  INTEGER NOT NULL,          -- 63-bit hash of `name`
  name        TEXT NOT NULL,             -- session.id as sent
  user        INTEGER NOT NULL,          -- word
  user_rank   INTEGER NOT NULL,          -- telemetry::identity::Rank
  source      INTEGER NOT NULL,          -- telemetry::source::Source
  source_rank INTEGER NOT NULL,
  version     INTEGER,                   -- word: service.version
  os          INTEGER,                   -- word: os.type
  PRIMARY KEY (org_id, session_id)
) STRICT, WITHOUT ROWID;

-- One span, reduced to what is counted. Every use of it is a range of its key: dedupe, one session-day's
-- rollup, a turn's waterfall, pruning a day.
CREATE TABLE span (
  org_id                INTEGER NOT NULL,
  day                   INTEGER NOT NULL, -- the day in which it ended
  session               INTEGER NOT NULL,
  end_ms                INTEGER NOT NULL, -- since that day's midnight: two bytes less than Unix time
  span_id               BLOB NOT NULL,
  trace                 INTEGER NOT NULL, -- the first 6 bytes of the trace id: groups a turn, orphans too
  trace_rest            BLOB,             -- the other 10, on turns and roots only
  parent_id             BLOB,             -- NULL: a root
  kind                  INTEGER NOT NULL, -- telemetry::spans::SpanKind
  duration_ms           INTEGER NOT NULL,
  name                  INTEGER,          -- word: the tool, the hook event, or the span's own name when the kind is not known
  outcome               INTEGER,          -- 1 succeeded or accepted, 0 failed or rejected
  decided_by            INTEGER,          -- telemetry::decision::Decider
  error                 INTEGER,          -- word: the class of the error
  model                 INTEGER,          -- word
  rate                  INTEGER,          -- pricing::Rate: what else the price depends on
  input_tokens          INTEGER,
  output_tokens         INTEGER,
  cache_read_tokens     INTEGER,
  cache_creation_tokens INTEGER,
  ttft_ms               INTEGER,
  number                INTEGER,          -- interaction.sequence, or the attempt that ended an llm_request
  call_id               INTEGER,          -- 48-bit hash of request_id or tool_use_id: joins to events
  PRIMARY KEY (org_id, day, session, end_ms, span_id)
) STRICT, WITHOUT ROWID;

-- One log record (an event), likewise.
CREATE TABLE event (
  org_id                   INTEGER NOT NULL,
  day                      INTEGER NOT NULL,
  session                  INTEGER NOT NULL,
  time_ms                  INTEGER NOT NULL, -- since the day's midnight
  sequence                 INTEGER NOT NULL, -- event.sequence; negative: a hash of the record, which had none
  kind                     INTEGER NOT NULL, -- telemetry::events::EventKind
  name                     INTEGER,          -- word: the tool, the slash command, or the event's own name when the kind is not known
  prompt_id                BLOB,             -- the user prompt that set it off
  trace                    INTEGER,          -- on user_prompt only: joins the prompt to its spans
  duration_ms              INTEGER,
  outcome                  INTEGER,
  decided_by               INTEGER,
  error                    INTEGER,
  model                    INTEGER,
  rate                     INTEGER,
  input_tokens             INTEGER,
  output_tokens            INTEGER,
  cache_read_tokens        INTEGER,
  cache_creation_tokens    INTEGER,
  cache_creation_1h_tokens INTEGER,          -- the part of cache_creation_tokens that was written for an hour
  cost_nanos               INTEGER,          -- as the client reported it
  ttft_ms                  INTEGER,
  call_id                  INTEGER,
  PRIMARY KEY (org_id, day, session, time_ms, sequence)
) STRICT, WITHOUT ROWID;

-- One metrics export of one session: [[counter, model, rate, value, start_ms], …], see telemetry::metrics.
CREATE TABLE metric (
  org_id     INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  session    INTEGER NOT NULL,
  time_ms    INTEGER NOT NULL,            -- since the day's midnight
  digest     INTEGER NOT NULL,            -- 63-bit hash of the points: the same export twice is the same row
  cumulative INTEGER NOT NULL,            -- 0: values are increments; 1: values are totals since start_ms
  points     TEXT NOT NULL,
  PRIMARY KEY (org_id, day, session, time_ms, digest)
) STRICT, WITHOUT ROWID;

-- Session-days that have rows which the daily table does not know yet.
CREATE TABLE dirty (
  org_id  INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  session INTEGER NOT NULL,
  PRIMARY KEY (org_id, day, session)
) STRICT, WITHOUT ROWID;

-- What one session did on one day, counted once over the three signals. `model` 0 holds what has no model.
CREATE TABLE session_day (
  org_id                   INTEGER NOT NULL,
  day                      INTEGER NOT NULL,
  session                  INTEGER NOT NULL,
  model                    INTEGER NOT NULL,
  rate                     INTEGER NOT NULL,
  user                     INTEGER NOT NULL,
  source                   INTEGER NOT NULL,
  requests                 INTEGER NOT NULL,
  errors                   INTEGER NOT NULL,
  input_tokens             INTEGER NOT NULL,
  output_tokens            INTEGER NOT NULL,
  cache_read_tokens        INTEGER NOT NULL,
  cache_creation_tokens    INTEGER NOT NULL,
  cache_creation_1h_tokens INTEGER NOT NULL,
  cost_nanos               INTEGER NOT NULL,
  sessions                 INTEGER NOT NULL,
  prompts                  INTEGER NOT NULL,
  tool_runs                INTEGER NOT NULL,
  tool_errors              INTEGER NOT NULL,
  lines_added              INTEGER NOT NULL,
  lines_removed            INTEGER NOT NULL,
  commits                  INTEGER NOT NULL,
  pull_requests            INTEGER NOT NULL,
  active_user_ms           INTEGER NOT NULL,
  active_cli_ms            INTEGER NOT NULL,
  PRIMARY KEY (org_id, day, session, model, rate)
) STRICT, WITHOUT ROWID;

-- What dashboards read: the sum of session_day.
CREATE TABLE daily (
  org_id                   INTEGER NOT NULL,
  day                      INTEGER NOT NULL,
  user                     INTEGER NOT NULL,
  source                   INTEGER NOT NULL,
  model                    INTEGER NOT NULL,
  rate                     INTEGER NOT NULL,
  requests                 INTEGER NOT NULL,
  errors                   INTEGER NOT NULL,
  input_tokens             INTEGER NOT NULL,
  output_tokens            INTEGER NOT NULL,
  cache_read_tokens        INTEGER NOT NULL,
  cache_creation_tokens    INTEGER NOT NULL,
  cache_creation_1h_tokens INTEGER NOT NULL,
  cost_nanos               INTEGER NOT NULL,
  sessions                 INTEGER NOT NULL,
  prompts                  INTEGER NOT NULL,
  tool_runs                INTEGER NOT NULL,
  tool_errors              INTEGER NOT NULL,
  lines_added              INTEGER NOT NULL,
  lines_removed            INTEGER NOT NULL,
  commits                  INTEGER NOT NULL,
  pull_requests            INTEGER NOT NULL,
  active_user_ms           INTEGER NOT NULL,
  active_cli_ms            INTEGER NOT NULL,
  PRIMARY KEY (org_id, day, user, source, model, rate)
) STRICT, WITHOUT ROWID;

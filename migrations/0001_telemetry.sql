-- What clients tell us, and what a day adds up to. docs/DATA_MODEL.md explains every table.
--
-- Conventions: `*_ms` are milliseconds (Unix time, a length, or a time of day where it says so), `day` is the number of UTC days since
-- 1970-01-01, `*_nanos` are nano-dollars (10^-9 USD). A *word* is a short text stored once per org and
-- named by a 48-bit hash of itself, so a row can be written without asking for an id first. Tables that
-- grow are WITHOUT ROWID and have no second index: one row stored is one row billed.

CREATE TABLE org (
  org_id     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  raw_days   INTEGER NOT NULL DEFAULT 30,  -- how long spans, events, metrics exports and turns are kept
  daily_days INTEGER NOT NULL DEFAULT 400  -- how long daily figures are kept
) STRICT;

-- Resource attributes that an org's admin lists as labels of its own, beside the built-in ones.
CREATE TABLE dimension (
  org_id    INTEGER NOT NULL REFERENCES org (org_id),
  attribute TEXT NOT NULL,               -- as set in OTEL_RESOURCE_ATTRIBUTES
  PRIMARY KEY (org_id, attribute)
) STRICT, WITHOUT ROWID;

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

-- Who and what a session is. A later record may sharpen what an earlier one could only guess: a field
-- changes only to one of a higher rank, and of two of one rank the larger stays, so the order in which
-- records arrive does not matter.
CREATE TABLE session (
  org_id      INTEGER NOT NULL,
  session_id  INTEGER NOT NULL,          -- 63-bit hash of `name`
  name        TEXT NOT NULL,             -- session.id as sent
  user        INTEGER NOT NULL,          -- word
  user_rank   INTEGER NOT NULL,          -- telemetry::identity::Rank
  user_name   INTEGER NOT NULL,          -- word: user.name, what to call them; 0: not told
  source      INTEGER NOT NULL,          -- telemetry::source::Source
  source_rank INTEGER NOT NULL,
  version     INTEGER NOT NULL,          -- word: service.version; 0: not told
  os          INTEGER NOT NULL,          -- word: os.type; 0: not told
  last_day    INTEGER NOT NULL,          -- of its records; tells pruning when nothing needs it any more
  labels      TEXT NOT NULL,             -- JSON object, keys in order: {"team": "ml", …}, see telemetry::labels
  moved       INTEGER NOT NULL,          -- 1: something above changed after days of it may have been folded
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
  name                  INTEGER,          -- word: the tool, the hook event, the sub-agent that asked, or the span's own name when the kind is not known
  outcome               INTEGER,          -- 1 succeeded or accepted, 0 failed, rejected or blocked
  decided_by            INTEGER,          -- telemetry::decision::Decider
  error                 INTEGER,          -- word: the class of the error
  status                INTEGER,          -- HTTP status of a failed model request
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
  name                     INTEGER,          -- word: what the kind is about (telemetry::events), or the event's own name when the kind is not known
  detail                   INTEGER,          -- word: what else the kind is about
  prompt_id                BLOB,             -- the user prompt that set it off
  trace                    INTEGER,          -- on user_prompt only: joins the prompt to its spans
  duration_ms              INTEGER,
  outcome                  INTEGER,
  decided_by               INTEGER,
  error                    INTEGER,
  status                   INTEGER,
  model                    INTEGER,
  rate                     INTEGER,
  input_tokens             INTEGER,
  output_tokens            INTEGER,
  cache_read_tokens        INTEGER,
  cache_creation_tokens    INTEGER,
  cache_creation_1h_tokens INTEGER,          -- the part of cache_creation_tokens that was written for an hour
  cost_nanos               INTEGER,          -- as the client reported it
  ttft_ms                  INTEGER,
  number                   INTEGER,          -- attempts of an api_error
  call_id                  INTEGER,
  PRIMARY KEY (org_id, day, session, time_ms, sequence)
) STRICT, WITHOUT ROWID;

-- One metrics export of one session: [[counter, word, rate, value, digest, start_ms, tool], …], see
-- telemetry::metrics.
CREATE TABLE metric (
  org_id     INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  session    INTEGER NOT NULL,
  time_ms    INTEGER NOT NULL,            -- since the day's midnight
  cumulative INTEGER NOT NULL,            -- 0: values are increments; 1: values are totals since start_ms
  points     TEXT NOT NULL,
  PRIMARY KEY (org_id, day, session, time_ms, cumulative)
) STRICT, WITHOUT ROWID;

-- Session-days that have rows which the daily table does not know yet.
CREATE TABLE dirty (
  org_id  INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  session INTEGER NOT NULL,
  PRIMARY KEY (org_id, day, session)
) STRICT, WITHOUT ROWID;

-- Records that were refused: one row for each request that had some, so that one sent twice counts once.
CREATE TABLE refusal (
  org_id  INTEGER NOT NULL,
  day     INTEGER NOT NULL,               -- on which they came; their own time may be what is wrong
  digest  INTEGER NOT NULL,               -- 63-bit hash of the body
  reason  INTEGER NOT NULL,               -- otlp::Reason
  signal  INTEGER NOT NULL,               -- otlp::Signal
  user    INTEGER NOT NULL,               -- word: who sent the request, as far as it says
  records INTEGER NOT NULL,
  PRIMARY KEY (org_id, day, digest, reason)
) STRICT, WITHOUT ROWID;

-- What one session did on one day, counted once over the three signals: what the daily tables know of it.
-- `part` 1: figures (rows of `daily` from `model` on) and which signals were believed; 2: tallies; 3: turns.
CREATE TABLE session_day (
  org_id  INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  session INTEGER NOT NULL,
  part    INTEGER NOT NULL,
  user    INTEGER NOT NULL,
  source  INTEGER NOT NULL,
  cohort  INTEGER NOT NULL,
  rows    TEXT NOT NULL,                  -- JSON: arrays of arrays, in the order of fold_*.sql
  PRIMARY KEY (org_id, day, session, part)
) STRICT, WITHOUT ROWID;

-- The same as the rows have it now, while a batch of the rollup runs; empty between two.
CREATE TABLE folded (
  org_id  INTEGER NOT NULL,
  day     INTEGER NOT NULL,
  session INTEGER NOT NULL,
  part    INTEGER NOT NULL,
  user    INTEGER NOT NULL,
  source  INTEGER NOT NULL,
  cohort  INTEGER NOT NULL,
  rows    TEXT NOT NULL,
  PRIMARY KEY (org_id, day, session, part)
) STRICT, WITHOUT ROWID;

-- Sessions with the same labels. 0 stands for none.
CREATE TABLE cohort (
  cohort_id INTEGER PRIMARY KEY,
  org_id    INTEGER NOT NULL,
  labels    TEXT NOT NULL,                -- JSON object, keys in order
  UNIQUE (org_id, labels)
) STRICT;

-- What dashboards read: the sum of the figures in session_day. Under `user` -1 (and `cohort` 0) it is added
-- up over everybody, so that a page without filters reads few rows. `model` 0 holds what has no model.
CREATE TABLE daily (
  org_id                   INTEGER NOT NULL,
  day                      INTEGER NOT NULL,
  user                     INTEGER NOT NULL,
  source                   INTEGER NOT NULL,
  cohort                   INTEGER NOT NULL,
  model                    INTEGER NOT NULL,
  rate                     INTEGER NOT NULL,
  requests                 INTEGER NOT NULL,
  errors                   INTEGER NOT NULL,
  retries                  INTEGER NOT NULL,
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
  approvals                INTEGER NOT NULL,
  rejections               INTEGER NOT NULL,
  lines_added              INTEGER NOT NULL,
  lines_removed            INTEGER NOT NULL,
  commits                  INTEGER NOT NULL,
  pull_requests            INTEGER NOT NULL,
  active_user_ms           INTEGER NOT NULL,
  active_cli_ms            INTEGER NOT NULL,
  PRIMARY KEY (org_id, day, user, source, cohort, model, rate)
) STRICT, WITHOUT ROWID;

-- How often something happened on a day, and how long it took: rollup::Tally says what there is and what
-- `name` and `detail` are. `user` -1 (and `cohort` 0): everybody.
CREATE TABLE tally (
  org_id  INTEGER NOT NULL,
  tally   INTEGER NOT NULL,               -- rollup::Tally
  day     INTEGER NOT NULL,
  user    INTEGER NOT NULL,
  source  INTEGER NOT NULL,
  cohort  INTEGER NOT NULL,
  name    INTEGER NOT NULL,               -- word; 0: none
  detail  INTEGER NOT NULL,
  count   INTEGER NOT NULL,
  total   INTEGER NOT NULL,               -- milliseconds or nano-dollars
  buckets TEXT,                           -- JSON object: {"57": 3, …}, see rollup::distribution
  PRIMARY KEY (org_id, tally, day, user, source, cohort, name, detail)
) STRICT, WITHOUT ROWID;

-- What one session did for one user prompt: a turn. Agent SDK children share the trace of the turn that
-- started them, so a turn may have several rows.
CREATE TABLE turn (
  org_id        INTEGER NOT NULL,
  day           INTEGER NOT NULL,
  trace         INTEGER NOT NULL,         -- the first 6 bytes of the trace id; of the prompt id where there are no spans
  session       INTEGER NOT NULL,
  user          INTEGER NOT NULL,
  source        INTEGER NOT NULL,
  cohort        INTEGER NOT NULL,
  begin_ms      INTEGER NOT NULL,         -- since the day's midnight; negative: on the day before
  duration_ms   INTEGER NOT NULL,
  complete      INTEGER NOT NULL,         -- 0: the client was killed, or the turn goes on
  requests      INTEGER NOT NULL,
  errors        INTEGER NOT NULL,         -- model requests and tools
  tool_runs     INTEGER NOT NULL,
  waiting_ms    INTEGER NOT NULL,         -- for a human
  cost_nanos    INTEGER NOT NULL,         -- as the client reported it
  list_nanos    INTEGER NOT NULL,         -- at the prices in force when the row was written; finds the dearest
  usage         TEXT NOT NULL,            -- JSON: [[model, rate, input, output, cache read, cache creation, of it for 1 h], …]
  PRIMARY KEY (org_id, day, trace, session)
) STRICT, WITHOUT ROWID;

-- Who reports, and when each signal was last heard of.
CREATE TABLE person (
  org_id     INTEGER NOT NULL,
  user       INTEGER NOT NULL,            -- word
  rank       INTEGER NOT NULL,            -- telemetry::identity::Rank
  name       INTEGER NOT NULL,            -- word: user.name; 0: not told
  logs_ms    INTEGER NOT NULL,            -- Unix time; 0: never
  traces_ms  INTEGER NOT NULL,
  metrics_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, user)
) STRICT, WITHOUT ROWID;

-- Exports that were turned away because of their token.
CREATE TABLE rejection (
  org_id  INTEGER NOT NULL,               -- 0: none that is known
  hour    INTEGER NOT NULL,               -- Unix time / 3,600,000 ms
  reason  INTEGER NOT NULL,               -- 1 missing, 2 malformed, 3 mistyped, 4 revoked, 5 unknown
  prefix  TEXT NOT NULL,
  count   INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (org_id, hour, reason, prefix)
) STRICT, WITHOUT ROWID;

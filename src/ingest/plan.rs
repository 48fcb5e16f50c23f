//! The statements that store one export. Pure, so the same ones run on plain SQLite in the tests.
//!
//! Every statement reads `org_id` from the token's own row, so a token that is not in force writes nothing,
//! and no request can name an org. Rows carry hashes of their words and sessions instead of ids that
//! the database would have to hand out, so nothing is read before it is written.

use std::collections::HashSet;
use std::iter::once;
use std::rc::Rc;

use super::json_rows::{Cells, JsonRows};
use super::told::{Fact, News};
use crate::auth::ingest_token::IngestToken;
use crate::auth::member::OrgId;
use crate::otlp::Signal;
use crate::store::sql::sql;
use crate::store::{MAX_VALUE_BYTES, Param, Statement, StoreError};
use crate::telemetry::Thin;
use crate::telemetry::spans::{SpanKind, SpanRow};
use crate::telemetry::time::{Day, HOUR_MS};
use crate::telemetry::word::{WordId, hash};

/// Asks whose a token is and whether it is in force: a [`Known`], or no row.
pub fn token_check(token: &IngestToken) -> Statement {
    check(token.hash_hex())
}

/// The same by the token's hash.
pub(super) fn check(hash_hex: String) -> Statement {
    Statement::new(sql!("token_in_force.sql"), [Param::Text(hash_hex)])
}

/// A row of [`token_check`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub struct Known {
    /// Whose it is.
    pub org_id: OrgId,
    /// Not 0: it is in force.
    pub in_force: i64,
    /// When it was last used, in hours since 1970-01-01; 0: never.
    pub used_hour: i64,
}

impl Known {
    /// Whether it is yet to be kept that the token is used in this hour.
    pub fn is_new_hour(&self, now_ms: i64) -> bool {
        self.used_hour < now_ms.div_euclid(HOUR_MS)
    }
}

/// Keeps in which hour a token was last used.
pub fn token_use(token: &IngestToken, now_ms: i64) -> Statement {
    let hour = now_ms.div_euclid(HOUR_MS);
    Statement::new(sql!("use_token.sql"), [Param::Text(token.hash_hex()), hour.into()])
}

/// When a request came, and what tells it from others: what is kept of its refused records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// The day on which it came.
    pub day: Day,
    /// Its signal.
    pub signal: Signal,
    /// Its body.
    pub body: &'a [u8],
}

/// The batch for one export of which all is new. Its first statement is [`token_check`].
pub fn plan(token: &IngestToken, thin: &Thin, arrival: Arrival<'_>) -> Rc<[Statement]> {
    plan_news(&token.hash_hex(), thin, arrival, &mut News::default()).statements
}

/// The batch for one export.
#[derive(Debug)]
pub(super) struct Plan {
    /// Its statements, in order.
    pub statements: Rc<[Statement]>,
    /// What it takes for granted; None: its first statement asks about the token.
    pub granted: Option<Granted>,
}

/// What a batch takes for granted: that its token is in force, and where it does not mark its session-days, that they are
/// marked. It fails as a whole where that is not so ([`is_not_granted`](Self::is_not_granted)).
#[derive(Debug)]
pub(super) struct Granted {
    marks: Vec<Part>,
}

impl Granted {
    /// Whether the batch failed for that.
    pub fn is_not_granted(error: &StoreError) -> bool {
        ["dirty", "span", "event", "metric"].iter().any(|table| error.is_null_in(&format!("{table}.org_id")))
    }

    /// Asks about the token, and marks the session-days. After that the batch can be run again, if the token is in force.
    pub fn ask(self, token_hash: &str) -> Vec<Statement> {
        let marks = self.marks.into_iter().map(|part| part.insert(token_hash));
        once(check(token_hash.to_owned())).chain(marks).collect()
    }
}

/// The same as [`plan`], by the hash of the token (hexadecimal), and without what is no news.
pub(super) fn plan_news(token_hash: &str, thin: &Thin, arrival: Arrival<'_>, news: &mut News<'_>) -> Plan {
    let (marks, rest): (Vec<Part>, Vec<Part>) =
        parts(thin, arrival, MAX_VALUE_BYTES, news).into_iter().partition(|part| part.table == Table::Dirty);
    let is_marked = news.are_marked(&thin.touched);
    if !news.knows_token() || marks.is_empty() {
        let parts = rest.into_iter().chain(marks);
        let statements = once(check(token_hash.to_owned())).chain(parts.map(|part| part.insert(token_hash)));
        return Plan { statements: statements.collect(), granted: None };
    }
    let marked = rest.iter().map(|part| part.table.sql_where_marked()).collect::<Option<Vec<_>>>();
    let statements = match marked.filter(|sql| is_marked && !sql.is_empty()) {
        Some(sql) => sql.into_iter().zip(rest).map(|(sql, part)| part.statement(sql, token_hash)).collect(),
        None => {
            let mark = |part: &Part| {
                Statement::new(sql!("mark_in_force.sql"), [token_hash.into(), part.rows.as_str().into()])
            };
            let rest = rest.into_iter().map(|part| part.insert(token_hash));
            marks.iter().map(mark).chain(rest).collect()
        }
    };
    Plan { statements, granted: Some(Granted { marks }) }
}

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $sql:literal,)+) => {
        /// What the rows of an export go into.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Table {
            $($(#[$doc])* $variant,)+
        }

        impl Table {
            /// What a queued message calls it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Table::$variant => $name,)+
                }
            }

            /// The table of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Table::$variant),)+
                    _ => None,
                }
            }

            /// The statement that stores rows, if the token is in force.
            fn sql(self) -> &'static str {
                match self {
                    $(Table::$variant => sql!("rows_in_force.sql", $sql),)+
                }
            }
        }
    };
}

tables! {
    Words = "words" "insert_words.sql",
    Sessions = "sessions" "insert_sessions.sql",
    Spans = "spans" "insert_spans.sql",
    Events = "events" "insert_events.sql",
    Metrics = "metrics" "insert_metrics.sql",
    /// Marks of session-days with something new.
    Dirty = "dirty" "insert_dirty.sql",
    Refusals = "refusals" "insert_refusals.sql",
}

impl Table {
    /// The statement that stores rows if their session-days are marked, and else fails; None for what is no record.
    fn sql_where_marked(self) -> Option<&'static str> {
        match self {
            Table::Spans => Some(sql!("rows_marked.sql", "insert_spans.sql")),
            Table::Events => Some(sql!("rows_marked.sql", "insert_events.sql")),
            Table::Metrics => Some(sql!("rows_marked.sql", "insert_metrics.sql")),
            Table::Words | Table::Sessions | Table::Dirty | Table::Refusals => None,
        }
    }
}

/// Rows of one table, in the form that its statement takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub table: Table,
    /// A JSON array.
    pub rows: String,
}

impl Part {
    /// The statement that stores them, if the token is in force.
    pub fn insert(self, hash_hex: &str) -> Statement {
        let sql = self.table.sql();
        self.statement(sql, hash_hex)
    }

    fn statement(self, sql: &'static str, hash_hex: &str) -> Statement {
        Statement::new(sql, [hash_hex.into(), Param::Text(self.rows)])
    }
}

/// The rows of one export in the order in which they are stored, in pieces of about so many bytes.
pub(super) fn parts(thin: &Thin, arrival: Arrival<'_>, max_bytes: usize, news: &mut News<'_>) -> Vec<Part> {
    if thin.is_empty() {
        return Vec::new();
    }
    let rows = || JsonRows::of(max_bytes);
    let mut people = People::default();
    let sessions = sessions(thin, rows(), news, &mut people);
    [
        (Table::Words, words(thin, rows(), news, &people)),
        (Table::Sessions, sessions),
        (Table::Spans, spans(thin, rows())),
        (Table::Events, events(thin, rows())),
        (Table::Metrics, metrics(thin, rows())),
        (Table::Dirty, dirty(thin, rows())),
        (Table::Refusals, refusals(thin, arrival, rows())),
    ]
    .into_iter()
    .flat_map(|(table, rows)| rows.finish().into_iter().map(move |rows| Part { table, rows }))
    .collect()
}

/// Words that say who somebody is. A person can be erased at any time, and with them these words: so they are told
/// whenever a session is told that names them, however short a while ago that was done before.
#[derive(Debug, Default)]
struct People {
    named: HashSet<WordId>,
    told: HashSet<WordId>,
}

fn words(thin: &Thin, mut rows: JsonRows, news: &mut News<'_>, people: &People) -> JsonRows {
    for (text, id) in thin.words.iter() {
        let is_told = match people.named.contains(&id) {
            true => people.told.contains(&id),
            false => news.is_new(Fact::Word(id.0)),
        };
        if is_told {
            rows.row(|cells| {
                cells.int(id.0).text(text);
            });
        }
    }
    rows
}

fn sessions(thin: &Thin, mut rows: JsonRows, news: &mut News<'_>, people: &mut People) -> JsonRows {
    // A refusal names its user, too.
    people.named.insert(thin.refused_of);
    people.told.insert(thin.refused_of);
    for (key, session) in thin.sessions.iter() {
        let names = [session.user, session.user_name];
        people.named.extend(names);
        let cells = |cells: &mut Cells<'_>| {
            cells
                .int(key.0)
                .text(&session.name)
                .int(session.user.0)
                .int(session.user_rank as i64)
                .int(session.user_name.0)
                .int(session.source as i64)
                .int(session.source_rank as i64)
                .int(session.version.0)
                .int(session.os.0)
                .int(session.last_day.0)
                .object(session.labels.built_in.iter())
                .object(session.labels.others.iter());
        };
        rows.row_if(cells, |row| {
            let is_told = news.is_session_new(row);
            if is_told {
                people.told.extend(names);
            }
            is_told
        });
    }
    rows
}

fn spans(thin: &Thin, mut rows: JsonRows) -> JsonRows {
    for span in &thin.spans {
        let usage = &span.usage;
        let day = Day::of(span.end_ms);
        let (trace, trace_rest) = cut(&span.trace_id);
        rows.row(|cells| {
            cells
                .int(day.0)
                .int(span.session.0)
                .int(day.time_of(span.end_ms))
                .bytes(Some(&span.span_id))
                .int(trace)
                .bytes(carries_trace_id(span).then_some(trace_rest))
                .bytes(span.parent_id.as_ref().map(|id| id.as_slice()))
                .int(span.kind as i64)
                .int(span.duration_ms)
                .word(span.name)
                .truth(span.outcome)
                .opt(span.decided_by.map(|decider| decider as i64))
                .word(span.error)
                .opt(span.status)
                .word(usage.model)
                .opt(usage.rate_code())
                .opt(usage.input_tokens)
                .opt(usage.output_tokens)
                .opt(usage.cache_read_tokens)
                .opt(usage.cache_creation_tokens)
                .opt(span.ttft_ms)
                .opt(span.number)
                .opt(span.call_id);
        });
    }
    rows
}

/// A trace id in two parts: the first 6 bytes find a trace among those of a day, both together name it.
fn cut(trace_id: &[u8; 16]) -> (i64, &[u8]) {
    let (first, rest) = trace_id.split_at(6);
    (first.iter().fold(0, |sum, byte| sum << 8 | i64::from(*byte)), rest)
}

/// Sixteen bytes a span are a sixth of its row, so only the spans that stand for a whole trace carry all of it.
fn carries_trace_id(span: &SpanRow) -> bool {
    span.kind == SpanKind::Interaction || span.parent_id.is_none()
}

fn events(thin: &Thin, mut rows: JsonRows) -> JsonRows {
    for event in &thin.events {
        let usage = &event.usage;
        let day = Day::of(event.time_ms);
        rows.row(|cells| {
            cells
                .int(day.0)
                .int(event.session.0)
                .int(day.time_of(event.time_ms))
                .int(event.sequence)
                .int(event.kind as i64)
                .word(event.name)
                .word(event.detail)
                .bytes(event.prompt_id.as_ref().map(|id| id.as_slice()))
                .opt(event.trace_id.map(|id| cut(&id).0))
                .opt(event.duration_ms)
                .truth(event.outcome)
                .opt(event.decided_by.map(|decider| decider as i64))
                .word(event.error)
                .opt(event.status)
                .word(usage.model)
                .opt(usage.rate_code())
                .opt(usage.input_tokens)
                .opt(usage.output_tokens)
                .opt(usage.cache_read_tokens)
                .opt(usage.cache_creation_tokens)
                .opt(event.cache_creation_1h_tokens)
                .opt(event.cost_nanos)
                .opt(event.ttft_ms)
                .opt(event.number)
                .opt(event.call_id);
        });
    }
    rows
}

fn metrics(thin: &Thin, mut rows: JsonRows) -> JsonRows {
    for metric in &thin.metrics {
        let mut points = JsonRows::default();
        for point in &metric.points {
            points.row(|cells| {
                cells
                    .int(point.counter as i64)
                    .int(point.word.0)
                    .int(point.rate)
                    .int(point.value)
                    .int(point.digest)
                    .int(point.start_ms)
                    .int(point.tool.0);
            });
        }
        // At most 5,000 of them, which is far below the bound that would cut them in two.
        let points = points.finish().into_iter().next().unwrap_or_else(|| "[]".to_owned());
        let day = Day::of(metric.time_ms);
        rows.row(|cells| {
            cells
                .int(day.0)
                .int(metric.session.0)
                .int(day.time_of(metric.time_ms))
                .int(i64::from(metric.cumulative))
                .text(&points);
        });
    }
    rows
}

fn dirty(thin: &Thin, mut rows: JsonRows) -> JsonRows {
    for (day, session) in &thin.touched {
        rows.row(|cells| {
            cells.int(day.0).int(session.0);
        });
    }
    rows
}

fn refusals(thin: &Thin, arrival: Arrival<'_>, mut rows: JsonRows) -> JsonRows {
    if thin.refused.counts.is_empty() {
        return rows;
    }
    let digest = hash(&[b"body", arrival.body]);
    for (reason, records) in &thin.refused.counts {
        rows.row(|cells| {
            cells
                .int(arrival.day.0)
                .int(digest)
                .int(*reason as i64)
                .int(arrival.signal as i64)
                .int(thin.refused_of.0)
                .int(i64::try_from(*records).unwrap_or(i64::MAX));
        });
    }
    rows
}

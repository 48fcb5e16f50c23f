//! What the database returns.

use serde::Deserialize;

use crate::api::figures::Count;

/// A row of `health.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// What it tells of.
    pub part: Part,
    /// The user's word.
    pub user: i64,
    /// `telemetry::source::Source`, of records.
    pub source: i64,
    /// The signal, of records; the gap.
    pub detail: i64,
    /// Records, or sessions.
    pub count: Count,
    /// The version, or the name of a kind that is not known.
    pub name: Option<String>,
    /// The operating system, of versions.
    pub os: Option<String>,
    /// Who, of persons.
    pub email: Option<String>,
    /// What to call them.
    pub called: Option<String>,
    /// `telemetry::identity::Rank`
    pub rank: Option<i64>,
    /// Unix time in milliseconds; 0 or None: never.
    pub logs_ms: Option<i64>,
    /// Likewise.
    pub traces_ms: Option<i64>,
    /// Likewise.
    pub metrics_ms: Option<i64>,
}

/// What a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Somebody with records in the range.
    Person,
    /// Their records.
    Records,
    /// Records of a kind that is not known.
    Unknown,
    /// Their clients.
    Version,
    /// What they do not tell.
    Gap,
}

/// The row of `last_seen.sql`. None: nobody has ever been heard of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "as in `Row`")]
pub struct LastSeen {
    pub logs_ms: Option<i64>,
    pub traces_ms: Option<i64>,
    pub metrics_ms: Option<i64>,
}

/// A row of `refused.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RefusedRow {
    /// `otlp::Reason`
    pub reason: i64,
    /// 1 logs, 2 traces, 3 metrics.
    pub signal: i64,
    /// Whose, as far as the request says.
    pub email: Option<String>,
    /// Records refused.
    pub records: Count,
    /// Requests that had some.
    pub requests: Count,
    /// The last day on which there was one.
    pub last_day: i64,
}

/// The row of `previous.sql`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct PreviousRow {
    /// Events.
    pub logs: Count,
    /// Spans.
    pub traces: Count,
    /// Exports of metrics.
    pub metrics: Count,
    /// Who had any.
    pub users: Count,
    /// Records that were refused.
    pub refused: Count,
}

/// The row of `pending.sql`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct PendingRow {
    /// Session-days that wait for the rollup.
    pub session_days: Count,
}

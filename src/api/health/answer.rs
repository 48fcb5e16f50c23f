//! The answer, put together from rows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::gap::GapName;
use super::row::{LastSeen, Part, PendingRow, PreviousRow, RefusedRow, Row};
use crate::api::day;
use crate::api::figures::Count;
use crate::api::filter::Filter;
use crate::api::instant::iso8601;
use crate::api::order::largest_first;
use crate::otlp::Reason;
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

/// The most entries of one list: clients make up names.
const MAX_LISTED: usize = 200;
/// Of one reason, so many senders are named.
const MAX_SENDERS: usize = 20;

/// Who reports what, and what is missing: the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Health {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    to: Day,
    /// The three signals of everybody.
    signals: Signals,
    /// Who has reported in the range, the busiest first.
    users: Vec<User>,
    /// What was refused, the most first.
    refused: Vec<Refused>,
    /// Records whose kind this version does not know; they are counted by name.
    unknown_records: Vec<UnknownRecord>,
    /// Clients in use, the most first.
    versions: Vec<Version>,
    /// What the figures do not show yet.
    pending: Pending,
    /// The range before, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<Previous>,
}

/// The range of equal length right before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "PreviousHealth"))]
struct Previous {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    to: Day,
    /// Records by signal.
    signals: Records,
    /// Records that were refused.
    refused: Count,
    /// How many users reported.
    users: Count,
}

/// Records by signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "SignalRecords"))]
struct Records {
    /// Events.
    logs: Count,
    /// Spans.
    traces: Count,
    /// Exports of metrics.
    metrics: Count,
}

/// The three signals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "HeardSignals"))]
struct Signals {
    /// Events.
    logs: Heard,
    /// Spans.
    traces: Heard,
    /// Data points.
    metrics: Heard,
}

/// A signal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Heard {
    /// When it was last heard of, in or out of the range; None: never.
    last_seen: Option<String>,
    /// Records in the range: events, spans, exports of metrics.
    records: Count,
}

/// Somebody who reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Reporter"))]
struct User {
    /// An e-mail address, an account, an installation; empty: nobody said.
    user: String,
    /// What to call them.
    name: Option<String>,
    /// How much `user` says.
    identity: Identity,
    /// Sessions on the days of the range.
    session_days: Count,
    #[serde(flatten)]
    signals: Signals,
    /// Surfaces that they use.
    sources: Vec<&'static str>,
    /// Their clients.
    versions: Vec<Version>,
    /// What their sessions do not tell.
    missing: Vec<Missing>,
}

/// What a user is known by: the attribute that named them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
enum Identity {
    /// Nothing.
    Nobody,
    /// `process.owner`
    ProcessOwner,
    /// `user.id`: an anonymous installation.
    Installation,
    /// `user.account_id`
    Account,
    /// `enduser.id`
    Enduser,
    /// `user.email`
    Email,
    /// `work_email`
    WorkEmail,
}

impl Identity {
    /// `telemetry::identity::Rank`
    fn from_rank(rank: i64) -> Self {
        match rank {
            1 => Self::ProcessOwner,
            2 => Self::Installation,
            3 => Self::Account,
            4 => Self::Enduser,
            5 => Self::Email,
            6 => Self::WorkEmail,
            _ => Self::Nobody,
        }
    }
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ClientVersion"))]
struct Version {
    /// Empty: not said.
    version: String,
    /// Empty: not said.
    os: String,
    /// Sessions on days.
    session_days: Count,
}

/// What somebody's sessions do not tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Missing {
    /// What is not told.
    what: GapName,
    /// On how many session-days.
    session_days: Count,
    /// Of how many.
    of: Count,
    /// What to set.
    setting: &'static str,
}

/// Records that were refused for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Refused {
    /// Why.
    reason: &'static str,
    /// Of which signal.
    signal: SignalName,
    /// How many records.
    records: Count,
    /// In how many requests.
    requests: Count,
    /// The last day on which there were some.
    #[serde(serialize_with = "day::serialize")]
    last_day: Day,
    /// Who sent them, the most first; empty: nobody said.
    users: Vec<String>,
    /// What to do.
    mend: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "UnknownKind"))]
struct UnknownRecord {
    /// Its signal.
    signal: SignalName,
    /// Its name.
    name: String,
    /// How many.
    count: Count,
}

/// A signal by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Signal"))]
enum SignalName {
    /// Events.
    Logs,
    /// Spans.
    Traces,
    /// Data points.
    Metrics,
}

impl SignalName {
    /// `rollup::tally::Signal`
    fn from_code(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Logs),
            2 => Some(Self::Traces),
            3 => Some(Self::Metrics),
            _ => None,
        }
    }
}

/// What the figures do not show yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Pending {
    /// Session-days with something new, which the next pass of the cron counts.
    session_days: Count,
}

impl Signals {
    fn heard(logs_ms: Option<i64>, traces_ms: Option<i64>, metrics_ms: Option<i64>) -> Self {
        let heard =
            |ms: Option<i64>| Heard { last_seen: ms.filter(|ms| *ms > 0).map(iso8601), records: Count(0) };
        Self { logs: heard(logs_ms), traces: heard(traces_ms), metrics: heard(metrics_ms) }
    }

    fn add(&mut self, signal: i64, records: Count) {
        match SignalName::from_code(signal) {
            Some(SignalName::Logs) => self.logs.records += records,
            Some(SignalName::Traces) => self.traces.records += records,
            Some(SignalName::Metrics) => self.metrics.records += records,
            None => {}
        }
    }
}

/// The rows of one user.
#[derive(Default)]
struct Collected<'a> {
    person: Option<&'a Row>,
    records: Vec<(i64, Count)>,
    sources: Vec<Source>,
    versions: BTreeMap<(&'a str, &'a str), Count>,
    gaps: BTreeMap<GapName, Count>,
}

impl Health {
    /// Puts the answer together from the results of [`super::statements`].
    pub fn new(
        filter: &Filter,
        rows: &[Row],
        seen: LastSeen,
        refused: &[RefusedRow],
        pending: PendingRow,
    ) -> Self {
        let mut users: BTreeMap<i64, Collected<'_>> = BTreeMap::new();
        let mut signals = Signals::heard(seen.logs_ms, seen.traces_ms, seen.metrics_ms);
        let mut unknown_records = Vec::new();
        let mut clients: BTreeMap<(&str, &str), Count> = BTreeMap::new();
        for row in rows {
            match row.part {
                Part::Person => users.entry(row.user).or_default().person = Some(row),
                Part::Records => {
                    signals.add(row.detail, row.count);
                    let user = users.entry(row.user).or_default();
                    user.records.push((row.detail, row.count));
                    let source = Source::from_code(row.source);
                    if !user.sources.contains(&source) {
                        user.sources.push(source);
                    }
                }
                Part::Unknown => {
                    if let Some(signal) = SignalName::from_code(row.detail) {
                        let name = row.name.clone().unwrap_or_default();
                        unknown_records.push(UnknownRecord { signal, name, count: row.count });
                    }
                }
                Part::Version => {
                    let client =
                        (row.name.as_deref().unwrap_or_default(), row.os.as_deref().unwrap_or_default());
                    *clients.entry(client).or_default() += row.count;
                    *users.entry(row.user).or_default().versions.entry(client).or_default() += row.count;
                }
                Part::Gap => {
                    if let Some(gap) = GapName::from_code(row.detail) {
                        *users.entry(row.user).or_default().gaps.entry(gap).or_default() += row.count;
                    }
                }
            }
        }
        let unknown_records = largest_first(unknown_records, MAX_LISTED, |record| [record.count.0, 0, 0]);
        let users = users.into_values().map(user).collect();
        let users = largest_first(users, usize::MAX, |user: &User| [user.session_days.0, 0, 0]);
        Self {
            from: filter.from,
            to: filter.to,
            signals,
            users,
            refused: self::refused(refused),
            unknown_records,
            versions: versions(clients),
            pending: Pending { session_days: pending.session_days },
            previous: None,
        }
    }

    /// The same, compared with the range before: the row of [`super::previous_statement`].
    pub fn compared(self, filter: &Filter, row: PreviousRow) -> Self {
        let Filter { from, to, .. } = filter.previous();
        let PreviousRow { logs, traces, metrics, users, refused } = row;
        let signals = Records { logs, traces, metrics };
        Self { previous: Some(Previous { from, to, signals, refused, users }), ..self }
    }
}

fn user(collected: Collected<'_>) -> User {
    let mut session_days = Count(0);
    for count in collected.versions.values() {
        session_days += *count;
    }
    // No gap is in more sessions than there are.
    for count in collected.gaps.values() {
        session_days = session_days.max(*count);
    }
    let person = collected.person;
    let mut signals = person
        .map_or_else(Signals::default, |row| Signals::heard(row.logs_ms, row.traces_ms, row.metrics_ms));
    for (signal, records) in &collected.records {
        signals.add(*signal, *records);
    }
    let missing = collected
        .gaps
        .into_iter()
        .filter(|(_, count)| *count > Count(0))
        .map(|(what, count)| Missing {
            what,
            session_days: count,
            of: session_days,
            setting: what.setting(&collected.sources),
        })
        .collect();
    User {
        user: person.and_then(|row| row.email.clone()).unwrap_or_default(),
        name: person.and_then(|row| row.called.clone()),
        identity: Identity::from_rank(person.and_then(|row| row.rank).unwrap_or(0)),
        session_days,
        signals,
        sources: collected.sources.iter().map(|source| source.name()).collect(),
        versions: versions(collected.versions),
        missing,
    }
}

fn versions(clients: BTreeMap<(&str, &str), Count>) -> Vec<Version> {
    let versions = clients
        .into_iter()
        .filter(|(_, count)| *count > Count(0))
        .map(|((version, os), session_days)| Version {
            version: version.to_owned(),
            os: os.to_owned(),
            session_days,
        })
        .collect();
    largest_first(versions, MAX_LISTED, |version: &Version| [version.session_days.0, 0, 0])
}

fn refused(rows: &[RefusedRow]) -> Vec<Refused> {
    let mut by_reason: BTreeMap<(&str, SignalName), Refused> = BTreeMap::new();
    for row in rows {
        let Some(signal) = SignalName::from_code(row.signal) else { continue };
        let (name, mend) = match Reason::from_code(row.reason) {
            Some(reason) => (reason.name(), reason.mend()),
            None => ("other", "Update the Worker: it has rows that a newer version wrote."),
        };
        let refused = by_reason.entry((name, signal)).or_insert_with(|| Refused {
            reason: name,
            signal,
            records: Count(0),
            requests: Count(0),
            last_day: Day(row.last_day),
            users: Vec::new(),
            mend,
        });
        refused.records += row.records;
        refused.requests += row.requests;
        refused.last_day = refused.last_day.max(Day(row.last_day));
        if refused.users.len() < MAX_SENDERS {
            refused.users.push(row.email.clone().unwrap_or_default());
        }
    }
    let refused = by_reason.into_values().collect();
    largest_first(refused, MAX_LISTED, |refused: &Refused| [refused.records.0, 0, 0])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn row(part: Part, user: i64, detail: i64, count: u64) -> Row {
        Row {
            part,
            user,
            source: 1,
            detail,
            count: Count(count),
            name: None,
            os: None,
            email: None,
            called: None,
            rank: None,
            logs_ms: None,
            traces_ms: None,
            metrics_ms: None,
        }
    }

    fn health(rows: &[Row], refused: &[RefusedRow]) -> Health {
        let filter = Filter::days(Day(20_000), Day(20_006));
        Health::new(&filter, rows, LastSeen::default(), refused, PendingRow::default())
    }

    #[test]
    fn what_is_missing_says_how_often_and_what_to_set() {
        let health = health(
            &[
                row(Part::Person, 1, 0, 0),
                row(Part::Records, 1, 1, 30),
                row(Part::Version, 1, 0, 3),
                row(Part::Version, 1, 0, 1),
                row(Part::Gap, 1, 7, 4),
                row(Part::Gap, 1, 1, 2),
                // One that was corrected to zero, and one of a newer version.
                row(Part::Gap, 1, 2, 0),
                row(Part::Gap, 1, 99, 4),
            ],
            &[],
        );
        let missing = &health.users[0].missing;
        assert_eq!(
            missing.iter().map(|gap| (gap.what, gap.session_days, gap.of)).collect::<Vec<_>>(),
            [(GapName::Email, Count(2), Count(4)), (GapName::Traces, Count(4), Count(4))]
        );
        assert!(missing[1].setting.contains("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1"));
        assert_eq!(health.signals.logs.records, Count(30));
    }

    #[test]
    fn refusals_are_added_up_over_senders() {
        let refused = |signal, email: &str, records, last_day| RefusedRow {
            reason: 6,
            signal,
            email: Some(email.to_owned()),
            records: Count(records),
            requests: Count(1),
            last_day,
        };
        let health = health(
            &[],
            &[refused(2, "mia", 9, 20_003), refused(2, "tom", 4, 20_005), refused(1, "tom", 99, 20_001)],
        );
        let [logs, traces] = health.refused.as_slice() else { panic!() };
        assert_eq!((logs.signal, logs.records), (SignalName::Logs, Count(99)));
        assert_eq!((traces.records, traces.requests, traces.last_day), (Count(13), Count(2), Day(20_005)));
        assert_eq!((traces.reason, traces.users.join(" ").as_str()), ("time_unbelievable", "mia tom"));
    }
}

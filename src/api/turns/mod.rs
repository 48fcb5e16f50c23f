//! `GET /api/v1/turns` and `/api/v1/turns/{id}`: the dearest, longest or latest turns, and one turn as a tree.
//!
//! The list is read from the table `turn` alone. A single turn is the one place where raw rows are read, by
//! ranges of their key: those of the few session-days on which `turn` says that the turn has some.

mod id;
mod kind;
mod query;
mod row;
mod summary;
mod tree;

use serde::Serialize;

use super::call::Call;
use super::day;
use super::figures::Count;
use super::filter::Filter;
use super::problem::Problem;
use super::reply::Reply;
use super::routes;
use crate::auth::member::{Member, OrgId};
use crate::store::sql::sql;
use crate::store::{Database, Param, Statement};
use crate::telemetry::time::Day;

pub use id::TurnId;
pub use kind::{EventName, NodeKind, Outcome};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use query::OWN;
pub use query::{Order, TurnsQuery};
pub use row::{EventRow, SpanRow, Tokens};
pub use summary::{Summary, SummaryRow, TotalsRow, TurnTotals};
pub use tree::{Event, Node, ToldBy};

/// The days on which rows of a turn are looked for: the id's and those beside it.
const DAYS: i64 = 3;

/// The most spans and the most events that one answer shows.
pub const MAX_ROWS: usize = 5_000;

/// The most sessions whose rows are read for one answer.
pub const MAX_SESSIONS: u64 = 100;

/// Turns: the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Turns {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    to: Day,
    /// What comes first.
    order: &'static str,
    /// How many there are in all.
    found: Count,
    /// All of them together, by those of their sessions that fit the filter.
    totals: TurnTotals,
    /// The first of them.
    turns: Vec<Summary>,
    /// The range before, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<Previous>,
}

/// The range of equal length right before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "PreviousTurns"))]
struct Previous {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    to: Day,
    /// All turns of that range together.
    totals: TurnTotals,
}

/// One turn: the answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Turn {
    #[serde(flatten)]
    summary: Summary,
    /// Whether there is more than is shown.
    truncated: bool,
    /// What took time, without a parent.
    roots: Vec<Node>,
    /// What happened beside it.
    events: Vec<Event>,
}

/// What to ask the database for a list: rows of [`SummaryRow`].
pub fn list_statement(org: OrgId, query: &TurnsQuery) -> Statement {
    let mut params = query.filter.parameters(org);
    params.extend([query.order.name().into(), query.limit.into()]);
    Statement::joined(
        &[
            sql!("../filter.sql"),
            sql!("fitting.sql"),
            sql!("list_chosen.sql"),
            sql!("summary_wanted.sql"),
            sql!("../../pricing/tariff.sql"),
            sql!("summary.sql"),
        ],
        params,
    )
}

/// What to ask the database for the range before a list's: a row of [`TotalsRow`].
pub fn previous_statement(org: OrgId, query: &TurnsQuery) -> Statement {
    Statement::joined(
        &[sql!("../filter.sql"), sql!("fitting.sql"), sql!("totals.sql")],
        query.filter.previous().parameters(org),
    )
}

/// What to ask the database for one turn: a row of [`SummaryRow`] or none, rows of [`SpanRow`] and of
/// [`EventRow`].
pub fn one_statements(org: OrgId, id: TurnId) -> [Statement; 3] {
    let params = || -> Vec<Param> { vec![org.get().into(), id.day.0.into(), id.trace.into()] };
    // One more than is shown tells whether there is more.
    let limits = || vec![Param::Int(MAX_ROWS as i64 + 1), Param::Int(MAX_SESSIONS as i64 * DAYS)];
    let with = |more: Vec<Param>| params().into_iter().chain(more);
    [
        Statement::joined(
            &[
                sql!("one_chosen.sql"),
                sql!("summary_wanted.sql"),
                sql!("../../pricing/tariff.sql"),
                sql!("summary.sql"),
            ],
            params(),
        ),
        Statement::joined(
            &[
                sql!("session_days.sql"),
                sql!("spans_wanted.sql"),
                sql!("../../pricing/tariff.sql"),
                sql!("spans.sql"),
            ],
            with(limits()),
        ),
        Statement::joined(
            &[
                sql!("session_days.sql"),
                sql!("events_wanted.sql"),
                sql!("../../pricing/tariff.sql"),
                sql!("events.sql"),
            ],
            with(limits()).chain([id.trace_hex().into()]),
        ),
    ]
}

impl Turns {
    /// Puts the answer together from the rows of [`list_statement`] and, when the range is compared, the row of
    /// [`previous_statement`].
    pub fn new(query: &TurnsQuery, rows: Vec<SummaryRow>, previous: Option<TotalsRow>) -> Self {
        let Filter { from, to, .. } = query.filter;
        let totals = TurnTotals::of(rows.first().and_then(|row| row.totals.as_deref()));
        let turns = rows.into_iter().map(Summary::from).collect();
        let previous = previous.map(|row| {
            let Filter { from, to, .. } = query.filter.previous();
            Previous { from, to, totals: TurnTotals::of(row.totals.as_deref()) }
        });
        Self { from, to, order: query.order.name(), found: totals.turns, totals, turns, previous }
    }
}

impl Turn {
    /// Puts the answer together from the results of [`one_statements`].
    pub fn new(summary: SummaryRow, spans: &[SpanRow], events: &[EventRow]) -> Self {
        let truncated =
            spans.len() > MAX_ROWS || events.len() > MAX_ROWS || summary.sessions.0 > MAX_SESSIONS;
        let spans = spans.get(..MAX_ROWS).unwrap_or(spans);
        let events = events.get(..MAX_ROWS).unwrap_or(events);
        let tree::Tree { roots, events } = tree::build(spans, events, summary.begun_ms);
        Self { summary: summary.into(), truncated, roots, events }
    }
}

/// Answers with a list of turns.
pub(super) async fn list(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let asked = Filter::read(call, database, member, now_ms, query::OWN).await?;
    let query = TurnsQuery::read(asked)?;
    let mut statements = vec![list_statement(member.org_id, &query)];
    if query.filter.compare {
        statements.push(previous_statement(member.org_id, &query));
    }
    let results = database.batch(&statements).await?;
    let mut results = results.iter();
    let rows: Vec<SummaryRow> = results.next().map_or_else(|| Ok(Vec::new()), |rows| rows.read())?;
    let previous: Option<TotalsRow> = results.next().map_or(Ok(None), |rows| rows.first())?;
    Ok(Reply::json(200, &Turns::new(&query, rows, previous)))
}

/// Answers with one turn.
pub(super) async fn one(call: &Call<'_>, database: &Database, member: &Member) -> Result<Reply, Problem> {
    let path = &call.head.path;
    let id = TurnId::parse(routes::id(path)).ok_or_else(|| Problem::not_found(path))?;
    if let Some((name, _)) = call.head.query.first() {
        return Err(Problem::bad_parameter(name, "This call has no parameters."));
    }
    let results = database.batch(&one_statements(member.org_id, id)).await?;
    let [summary, spans, events] = results.as_slice() else { return Err(Problem::not_found(path)) };
    let summary = summary.first::<SummaryRow>()?.ok_or_else(|| Problem::not_found(path))?;
    let (spans, events): (Vec<SpanRow>, Vec<EventRow>) = (spans.read()?, events.read()?);
    Ok(Reply::json(200, &Turn::new(summary, &spans, &events)))
}

//! `GET /api/v1/usage`: what the org used and what it costs, by day and by one other thing.

mod answer;
mod figures;
mod month;
mod query;

use serde::Deserialize;

use super::call::Call;
use super::filter::Filter;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::member::{Member, OrgId};
use crate::store::sql::sql;
use crate::store::{Database, Param, Rows, Statement};
use crate::telemetry::time::Day;

pub use answer::Usage;
pub use figures::{Figures, Scope, Sums};
pub use month::Month;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use query::OWN;
pub use query::{GroupBy, UsageQuery};

/// A row of `usage.sql`: one group over the whole range, or one day of a group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// The day, when asked for by day.
    pub day: Option<i64>,
    /// The group: the word's id of users and models, the source's code.
    pub id: Option<i64>,
    /// The word itself, or the label's value.
    pub text: Option<String>,
    /// What a user is called.
    pub name: Option<String>,
    /// What was used.
    #[serde(flatten)]
    pub sums: Sums,
}

/// By what figures are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By<'a> {
    /// By day, over all groups.
    Day,
    /// By group, over the whole range.
    Group(&'a GroupBy),
    /// By both.
    DayAndGroup(&'a GroupBy),
}

/// The parameters of `filter.sql` and of `grouped.sql`. Of the days before `counted_from` only who was
/// active is told.
pub(super) fn parameters(org: OrgId, filter: &Filter, by: By<'_>, counted_from: Day) -> Vec<Param> {
    let (group_by, by_day) = match by {
        By::Day => (&GroupBy::Day, 1),
        By::Group(group_by) => (group_by, 0),
        By::DayAndGroup(group_by) => (group_by, 1),
    };
    let mut parameters = filter.parameters(org);
    parameters.push(group_by.sql_name().into());
    parameters.push(match group_by {
        GroupBy::Label { stored, .. } => stored.as_str().into(),
        _ => Param::Null,
    });
    parameters.extend([by_day.into(), counted_from.0.into()]);
    parameters
}

/// Figures as rows of [`Row`].
pub(super) fn statement(org: OrgId, filter: &Filter, by: By<'_>) -> Statement {
    Statement::joined(
        &[
            sql!("../filter.sql"),
            ",\n",
            sql!("grouped.sql"),
            ",\n",
            sql!("../../pricing/tariff.sql"),
            ",\n",
            sql!("priced.sql"),
            sql!("usage.sql"),
        ],
        parameters(org, filter, by, filter.from),
    )
}

/// What to ask the database: each day; each group, unless days are the groups; the same of the range before, when
/// they are compared; and each day of the month that is before the range. Each result is rows of [`Row`].
pub fn statements(org: OrgId, query: &UsageQuery) -> Vec<Statement> {
    let of = |filter: &Filter| {
        let mut statements = vec![statement(org, filter, By::Day)];
        if query.group_by != GroupBy::Day {
            let each = query.with_persons(filter);
            statements.push(statement(org, &each, By::Group(&query.group_by)));
        }
        statements
    };
    let mut statements = of(&query.filter);
    if query.filter.compare {
        statements.extend(of(&query.filter.previous()));
    }
    statements.extend(Month::before(&query.filter).map(|days| statement(org, &days, By::Day)));
    statements
}

/// What to ask next, when the days of the dearest groups are asked for: rows of [`Row`]. `results` are those
/// of [`statements`].
pub fn stacks(org: OrgId, query: &UsageQuery, results: &[Vec<Row>]) -> Option<Statement> {
    let narrowed = query.narrowed(results.get(1).filter(|_| query.top > 0)?);
    Some(statement(org, &narrowed, By::DayAndGroup(&query.group_by)))
}

/// Answers with the usage of the member's org.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let asked = Filter::read(call, database, member, now_ms, query::OWN).await?;
    let query = UsageQuery::parse(asked)?;
    let results = database.batch(&statements(member.org_id, &query)).await?;
    let rows = Rows::read_each::<Row>(&results)?;
    let stacks: Option<Vec<Row>> = match stacks(member.org_id, &query, &rows) {
        Some(statement) => Some(database.run(statement).await?.read()?),
        None => None,
    };
    Ok(Reply::json(200, &Usage::new(&query, Day::of(now_ms), &rows, stacks.as_deref())))
}

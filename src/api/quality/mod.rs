//! `GET /api/v1/quality`: how well it goes. Decisions of people, tools that fail, requests that fail, and how
//! long everything takes, from tallies alone.

mod answer;
mod approvals;
mod query;
mod row;
mod sums;
mod times;

use super::call::Call;
use super::filter::Filter;
use super::problem::Problem;
use super::reply::Reply;
use crate::api::usage::GroupBy;
use crate::auth::member::{Member, OrgId};
use crate::rollup::tally::Tally;
use crate::store::sql::sql;
use crate::store::{Database, Param, Rows, Statement};

pub use answer::Quality;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use query::OWN;
pub use query::QualityQuery;
pub use row::{Part, Row};
pub use sums::Headline;
pub use times::Times;

/// What the whole answer is made of.
const ALL: &[Tally] = &[
    Tally::Latency,
    Tally::Ttft,
    Tally::ToolRun,
    Tally::Decision,
    Tally::Waiting,
    Tally::Edit,
    Tally::ApiError,
    Tally::ApiErrorClass,
    Tally::ToolError,
    Tally::Refusal,
    Tally::Hook,
    Tally::Turn,
    Tally::Authority,
];

/// What a group or the range before is made of.
const HEADLINE: &[Tally] = &[
    Tally::Latency,
    Tally::Ttft,
    Tally::ToolRun,
    Tally::Decision,
    Tally::Waiting,
    Tally::Refusal,
    Tally::Turn,
];

/// Those of them whose name is a model.
const OF_MODELS: &[Tally] = &[Tally::Latency, Tally::Ttft, Tally::Refusal];

/// What to ask the database: the range; then the range before, when they are compared; then the groups, when
/// there are any. Each result is rows of [`Row`].
pub fn statements(org: OrgId, query: &QualityQuery) -> Vec<Statement> {
    let mut parameters = query.filter.parameters(org);
    parameters.push(codes(ALL));
    let mut statements = vec![Statement::joined(
        &[sql!("../filter.sql"), ",\n", sql!("../tallies.sql"), sql!("quality.sql")],
        parameters,
    )];
    if query.filter.compare {
        statements.push(headline(org, &query.filter.previous(), None));
    }
    if let Some(group_by) = &query.group_by {
        let filter = query.filter.clone();
        let filter = if group_by.is_of_persons() { filter.by_person() } else { filter };
        statements.push(headline(org, &filter, Some(group_by)));
    }
    statements
}

fn headline(org: OrgId, filter: &Filter, group_by: Option<&GroupBy>) -> Statement {
    let mut parameters = filter.parameters(org);
    parameters.push(codes(if group_by == Some(&GroupBy::Model) { OF_MODELS } else { HEADLINE }));
    parameters.push(group_by.map_or("all", GroupBy::sql_name).into());
    parameters.push(match group_by {
        Some(GroupBy::Label { stored, .. }) => stored.as_str().into(),
        _ => Param::Null,
    });
    Statement::joined(
        &[sql!("../filter.sql"), ",\n", sql!("../tallies.sql"), sql!("headline.sql")],
        parameters,
    )
}

fn codes(tallies: &[Tally]) -> Param {
    let codes: Vec<String> = tallies.iter().map(|tally| (*tally as i64).to_string()).collect();
    Param::Text(format!("[{}]", codes.join(",")))
}

/// Answers with how well it goes.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let asked = Filter::read(call, database, member, now_ms, query::OWN).await?;
    let query = QualityQuery::parse(asked)?;
    let results = database.batch(&statements(member.org_id, &query)).await?;
    let rows = Rows::read_each::<Row>(&results)?;
    Ok(Reply::json(200, &Quality::new(&query, &rows)))
}

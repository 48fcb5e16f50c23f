//! `GET /api/v1/health`: who reports what, what is missing and what to set for it, and what was refused.

mod answer;
mod gap;
mod row;

use super::call::Call;
use super::filter::Filter;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::member::{Member, OrgId};
use crate::rollup::tally::Tally;
use crate::store::sql::sql;
use crate::store::{Database, Param, Statement};

pub use answer::Health;
pub use gap::GapName;
pub use row::{LastSeen, Part, PendingRow, PreviousRow, RefusedRow, Row};

/// The days that are meant when none are named: a setting that was mended last week is none to mend.
const DEFAULT_DAYS: i64 = 7;

/// What to ask the database: rows of [`Row`], one of [`LastSeen`], rows of [`RefusedRow`], one of [`PendingRow`].
pub fn statements(org: OrgId, filter: &Filter) -> [Statement; 4] {
    let parameters = parameters(org, filter);
    let users = parameters.get(5).cloned().unwrap_or(Param::Null);
    let org = || Param::from(org.get());
    [
        Statement::joined(
            &[sql!("../filter.sql"), ",\n", sql!("../tallies.sql"), sql!("health.sql")],
            parameters,
        ),
        Statement::new(sql!("last_seen.sql"), [org(), users.clone()]),
        Statement::new(sql!("refused.sql"), [org(), filter.from.0.into(), filter.to.0.into(), users]),
        Statement::new(sql!("pending.sql"), [org()]),
    ]
}

/// What to ask the database for the range before: a row of [`PreviousRow`].
pub fn previous_statement(org: OrgId, filter: &Filter) -> Statement {
    Statement::joined(
        &[sql!("../filter.sql"), ",\n", sql!("../tallies.sql"), sql!("previous.sql")],
        parameters(org, &filter.previous()),
    )
}

/// The parameters of `filter.sql` and of `tallies.sql`.
fn parameters(org: OrgId, filter: &Filter) -> Vec<Param> {
    let mut parameters = filter.clone().by_person().parameters(org);
    let codes = [Tally::Record, Tally::Version, Tally::Gap].map(|tally| (tally as i64).to_string());
    parameters.push(format!("[{}]", codes.join(",")).into());
    parameters
}

/// Answers with how well the org is told.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let filter = Filter::read(call, database, member, now_ms, &[]).await?.or_last(DEFAULT_DAYS).filter;
    let mut statements: Vec<Statement> = statements(member.org_id, &filter).into();
    if filter.compare {
        statements.push(previous_statement(member.org_id, &filter));
    }
    let results = database.batch(&statements).await?;
    let mut results = results.iter();
    let rows: Vec<Row> = results.next().map_or_else(|| Ok(Vec::new()), |rows| rows.read())?;
    let seen: Option<LastSeen> = results.next().map_or(Ok(None), |rows| rows.first())?;
    let refused: Vec<RefusedRow> = results.next().map_or_else(|| Ok(Vec::new()), |rows| rows.read())?;
    let pending: Option<PendingRow> = results.next().map_or(Ok(None), |rows| rows.first())?;
    let previous: Option<PreviousRow> = results.next().map_or(Ok(None), |rows| rows.first())?;
    let health = Health::new(&filter, &rows, seen.unwrap_or_default(), &refused, pending.unwrap_or_default());
    let health = match previous {
        Some(row) => health.compared(&filter, row),
        None => health,
    };
    Ok(Reply::json(200, &health))
}

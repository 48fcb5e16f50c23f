//! `GET /api/v1/activity`: who works with Claude, when, and with what of it.

mod answer;
mod happened;
mod people;

use serde::Deserialize;

use super::call::Call;
use super::figures::Count;
use super::filter::Filter;
use super::problem::Problem;
use super::reply::Reply;
use super::usage::{self, By, GroupBy, Row, Sums};
use crate::auth::member::{Member, OrgId};
use crate::rollup::tally::Tally;
use crate::store::sql::sql;
use crate::store::{Database, Rows, Statement};
use crate::telemetry::time::Day;

pub use answer::Activity;

/// So many days before a day are in the month that ends with it.
const DAYS_BEFORE: i64 = 29;

/// What is told by tallies.
const TALLIES: [Tally; 14] = [
    Tally::PromptHour,
    Tally::SlashCommand,
    Tally::Skill,
    Tally::Plugin,
    Tally::McpServer,
    Tally::Subagent,
    Tally::Hook,
    Tally::Compaction,
    Tally::PermissionMode,
    Tally::Mention,
    Tally::AgentCost,
    Tally::SkillCost,
    Tally::PluginCost,
    Tally::McpCost,
];

/// Those that say something of sessions and records, not of what is done in them.
const KINDS: [Tally; 2] = [Tally::Record, Tally::Version];

/// A row of `people.sql`: what one user did in the range, and when they were active.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PersonRow {
    /// The user.
    pub text: Option<String>,
    /// What the user is called.
    pub name: Option<String>,
    /// The days on which the user was active, also before the range: numbers with commas between.
    pub active_days: Option<String>,
    /// What the user did; None: nothing in the range.
    #[serde(flatten)]
    pub sums: Option<Sums>,
}

/// A row of `happened.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HappenedRow {
    /// The tally's code.
    pub tally: i64,
    /// The name's word, or the weekday.
    pub number: i64,
    /// The name.
    pub name: Option<String>,
    /// As [`Tally`] says.
    pub detail: i64,
    /// The detail, where it is a word.
    pub detail_text: Option<String>,
    /// How often.
    pub count: Count,
    /// Milliseconds or nano-dollars.
    pub total: Count,
}

/// What is read of a range.
#[derive(Debug, Clone, Default)]
pub struct Range {
    /// Its days.
    pub days: Vec<Row>,
    /// Its people.
    pub people: Vec<PersonRow>,
}

/// What to ask the database: what happened, as rows of [`HappenedRow`]; then of the range, and of the one
/// before when they are compared: its days as [`Row`]s, and its people as rows of [`PersonRow`].
pub fn statements(org: OrgId, filter: &Filter) -> Vec<Statement> {
    let mut statements = vec![happened(org, filter)];
    let mut add = |filter: &Filter| {
        statements.extend([usage::statement(org, filter, By::Day), people(org, filter)]);
    };
    add(filter);
    if filter.compare {
        add(&filter.previous());
    }
    statements
}

fn people(org: OrgId, filter: &Filter) -> Statement {
    let with_days_before = Filter { from: Day(filter.from.0 - DAYS_BEFORE), ..filter.clone() }.by_person();
    Statement::joined(
        &[
            sql!("../filter.sql"),
            ",\n",
            sql!("../usage/grouped.sql"),
            ",\n",
            sql!("../../pricing/tariff.sql"),
            ",\n",
            sql!("../usage/priced.sql"),
            ",\n",
            sql!("people.sql"),
        ],
        usage::parameters(org, &with_days_before, By::Group(&GroupBy::User), filter.from),
    )
}

fn happened(org: OrgId, filter: &Filter) -> Statement {
    let codes: Vec<String> = TALLIES.iter().chain(&KINDS).map(|tally| (*tally as i64).to_string()).collect();
    let mut parameters = filter.parameters(org);
    parameters.push(format!("[{}]", codes.join(",")).into());
    Statement::joined(
        &[sql!("../filter.sql"), ",\n", sql!("../tallies.sql"), ",\n", sql!("happened.sql")],
        parameters,
    )
}

/// Answers with the activity of the member's org.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let filter = Filter::read(call, database, member, now_ms, &[]).await?.filter;
    let results = database.batch(&statements(member.org_id, &filter)).await?;
    let mut results = results.iter();
    let happened: Vec<HappenedRow> = results.next().map_or(Ok(Vec::new()), Rows::read)?;
    let mut ranges: Vec<Range> = Vec::new();
    while let (Some(days), Some(people)) = (results.next(), results.next()) {
        ranges.push(Range { days: days.read()?, people: people.read()? });
    }
    Ok(Reply::json(200, &Activity::new(&filter, &happened, &ranges)))
}

//! `GET /api/v1/export.csv`: usage as a table for spreadsheets and for billing within a company.

mod csv;
mod query;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::call::Call;
use super::day;
use super::filter::Filter;
use super::problem::Problem;
use super::reply::Reply;
use super::usage::{Figures, Scope, Sums};
use crate::auth::member::{Member, OrgId};
use crate::store::sql::sql;
use crate::store::{Database, Statement};
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

pub use csv::Csv;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use query::OWN;
pub use query::{Column, ExportQuery};

/// The most lines of one export. It is held in memory, of which a Worker has 128 MB.
pub const MAX_LINES: usize = 50_000;

/// A row of `export.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    #[serde(deserialize_with = "line")]
    line: Line,
}

/// A line of the table: day, user, model, source, labels and figures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Line(Option<i64>, String, String, i64, Vec<String>, Sums);

/// A line comes as the text of a JSON array: an object for each would take several times the memory.
fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Line, D::Error> {
    serde_json::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// What to ask the database: the range; then the one before, when they are compared. Each result is rows of
/// [`Row`], one more than may be answered.
pub fn statements(org: OrgId, query: &ExportQuery) -> Vec<Statement> {
    let mut statements = vec![statement(org, query, &query.filter)];
    if query.filter.compare {
        statements.push(statement(org, query, &query.filter.previous()));
    }
    statements
}

fn statement(org: OrgId, query: &ExportQuery, filter: &Filter) -> Statement {
    let mut parameters = filter.parameters(org);
    let by = |column: &Column| i64::from(query.columns.contains(column)).into();
    parameters.extend([&Column::Day, &Column::User, &Column::Model, &Column::Source].map(by));
    parameters.push(query.labels_json().into());
    parameters.push(i64::try_from(MAX_LINES + 1).unwrap_or(i64::MAX).into());
    Statement::joined(
        &[
            sql!("../filter.sql"),
            ",\n",
            sql!("picked.sql"),
            ",\n",
            sql!("../../pricing/tariff.sql"),
            ",\n",
            sql!("export.sql"),
        ],
        parameters,
    )
}

/// The table, from the results of [`statements`]; None when there are more lines than may be answered.
pub fn table(query: &ExportQuery, ranges: Vec<Vec<Row>>) -> Option<String> {
    if ranges.iter().map(Vec::len).sum::<usize>() > MAX_LINES {
        return None;
    }
    let mut csv = Csv::new(query);
    let ranges = ranges.into_iter().zip(["current", "previous"]);
    for (row, period) in ranges.flat_map(|(rows, period)| rows.into_iter().map(move |row| (row, period))) {
        let Line(on, user, model, source, labels, sums) = row.line;
        if sums.is_zero() {
            continue;
        }
        if query.filter.compare {
            csv.text(period);
        }
        let mut labels = labels.into_iter();
        for column in &query.columns {
            match column {
                Column::Day => csv.text(&on.map(|on| day::iso8601(Day(on))).unwrap_or_default()),
                Column::User => csv.text(&user),
                Column::Model => csv.text(&model),
                Column::Source => csv.text(Source::from_code(source).name()),
                Column::Label { .. } => csv.text(&labels.next().unwrap_or_default()),
            }
        }
        let of_model = query.columns.contains(&Column::Model) && !model.is_empty();
        let scope = if of_model || query.filter.only_models() { Scope::Models } else { Scope::Everything };
        csv.figures(&Figures::new(&sums, scope));
    }
    Some(csv.finish())
}

/// Answers with the table.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let asked = Filter::read(call, database, member, now_ms, query::OWN).await?;
    let query = ExportQuery::parse(asked)?;
    let mut ranges: Vec<Vec<Row>> = Vec::new();
    for rows in database.batch(&statements(member.org_id, &query)).await? {
        ranges.push(rows.read()?);
    }
    let table = table(&query, ranges).ok_or_else(|| {
        let detail =
            format!("There are more than {MAX_LINES} lines. Ask for fewer days, filter, or group by less.");
        Problem::bad_parameter("from", detail)
    })?;
    let name = format!(
        "attachment; filename=\"usage-{}-to-{}.csv\"",
        day::iso8601(query.filter.from),
        day::iso8601(query.filter.to)
    );
    Ok(Reply::text("text/csv; charset=utf-8", table).with("Content-Disposition", name))
}

//! `GET /api/v1/usage`: what the org used and what it costs, by day and by one other thing.

mod figures;
mod query;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::day;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::member::{Member, OrgId};
use crate::store::{Database, Statement};
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

pub use figures::{Count, Figures, Seconds, Usd};
pub use query::{GroupBy, UsageQuery};

/// A row of `usage.sql`: one key's figures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// The day's number, the word's id or the source's code.
    pub key: i64,
    /// The word itself, of users and models.
    pub text: Option<String>,
    /// What was used.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Usage {
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    #[serde(serialize_with = "day::serialize")]
    to: Day,
    group_by: GroupBy,
    totals: Figures,
    series: Vec<OfDay>,
    groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct OfDay {
    #[serde(serialize_with = "day::serialize")]
    day: Day,
    #[serde(flatten)]
    figures: Figures,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Group {
    key: String,
    #[serde(flatten)]
    figures: Figures,
}

/// What to ask the database: first by day, then by the grouping, when that is another. Each result is
/// rows of [`Row`].
pub fn statements(org: OrgId, query: &UsageQuery) -> Vec<Statement> {
    let by = |group_by: GroupBy| {
        Statement::new(
            include_str!("usage.sql"),
            [org.get().into(), query.from.0.into(), query.to.0.into(), group_by.name().into()],
        )
    };
    match query.group_by {
        GroupBy::Day => vec![by(GroupBy::Day)],
        other => vec![by(GroupBy::Day), by(other)],
    }
}

impl Usage {
    /// Puts the answer together from the results of [`statements`]; `grouped` is None when grouped by day.
    pub fn new(query: &UsageQuery, by_day: &[Row], grouped: Option<&[Row]>) -> Self {
        let of_day: BTreeMap<i64, Figures> = by_day.iter().map(|row| (row.key, row.figures)).collect();
        let series: Vec<OfDay> = (query.from.0..=query.to.0)
            .map(Day)
            .map(|day| OfDay { day, figures: of_day.get(&day.0).copied().unwrap_or_default() })
            .collect();
        let mut totals = Figures::default();
        for day in &series {
            totals += day.figures;
        }

        // Different ids may have the same name: a source this version does not know is `other`.
        let mut named: BTreeMap<String, Figures> = BTreeMap::new();
        for row in grouped.unwrap_or(by_day) {
            *named.entry(name(query.group_by, row)).or_default() += row.figures;
        }
        let mut groups: Vec<Group> = named
            .into_iter()
            .filter(|(_, figures)| !figures.is_zero())
            .map(|(key, figures)| Group { key, figures })
            .collect();
        // Stable: what is equal stays in the order of its names.
        groups.sort_by_key(|group| Reverse((group.figures.cost_usd, group.figures.tokens())));

        Self { from: query.from, to: query.to, group_by: query.group_by, totals, series, groups }
    }
}

fn name(group_by: GroupBy, row: &Row) -> String {
    match group_by {
        GroupBy::Day => day::iso8601(Day(row.key)),
        GroupBy::User | GroupBy::Model => row.text.clone().unwrap_or_default(),
        GroupBy::Source => Source::from_code(row.key).name().to_owned(),
    }
}

/// Answers with the usage of the member's org.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let query = UsageQuery::parse(&call.head.query, Day::of(now_ms))?;
    let results = database.batch(&statements(member.org_id, &query)).await?;
    let mut rows: Vec<Vec<Row>> = Vec::with_capacity(results.len());
    for result in &results {
        rows.push(result.read()?);
    }
    let mut rows = rows.into_iter();
    let by_day = rows.next().unwrap_or_default();
    let grouped = rows.next();
    Ok(Reply::json(200, &Usage::new(&query, &by_day, grouped.as_deref())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use serde_json::{Value, json};

    use super::*;

    fn query(from: &str, to: &str, group_by: GroupBy) -> UsageQuery {
        UsageQuery { from: day::parse(from).unwrap(), to: day::parse(to).unwrap(), group_by }
    }

    fn row(key: i64, text: Option<&str>, requests: u64, input_tokens: u64, nanos: u64) -> Row {
        let figures = Figures {
            requests: Count(requests),
            input_tokens: Count(input_tokens),
            cost_usd: Usd { nanos },
            ..Figures::default()
        };
        Row { key, text: text.map(str::to_owned), figures }
    }

    fn keys(usage: &Usage) -> Vec<&str> {
        usage.groups.iter().map(|group| group.key.as_str()).collect()
    }

    #[test]
    fn the_answer_is_as_documented() {
        let day = day::parse("2026-11-01").unwrap().0;
        let usage = Usage::new(
            &query("2026-11-01", "2026-11-02", GroupBy::User),
            &[row(day, None, 2, 10, 1_500_000_000)],
            Some(&[row(77, Some("mia@example.org"), 2, 10, 1_500_000_000)]),
        );
        let figures = json!({
            "requests": 2, "errors": 0,
            "input_tokens": 10, "output_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0,
            "cost_usd": 1.5, "reported_cost_usd": 0.0, "unpriced_tokens": 0,
            "sessions": 0, "prompts": 0, "tool_runs": 0, "tool_errors": 0,
            "lines_added": 0, "lines_removed": 0, "commits": 0, "pull_requests": 0,
            "active_user_seconds": 0, "active_cli_seconds": 0
        });
        let with = |name: &str, value: &str| {
            let mut object = figures.clone();
            object[name] = json!(value);
            object
        };
        let mut empty = serde_json::to_value(Figures::default()).unwrap();
        empty["day"] = json!("2026-11-02");
        assert_eq!(
            serde_json::to_value(&usage).unwrap(),
            json!({
                "from": "2026-11-01", "to": "2026-11-02", "group_by": "user",
                "totals": figures,
                "series": [with("day", "2026-11-01"), empty],
                "groups": [with("key", "mia@example.org")]
            })
        );
    }

    #[test]
    fn groups_are_sorted_by_cost_then_tokens_then_name() {
        let rows = [
            row(1, Some("b-cheap"), 1, 5, 1),
            row(2, Some("a-cheap"), 1, 5, 1),
            row(3, Some("free-but-many-tokens"), 1, 900, 0),
            row(4, Some("cheap-with-more-tokens"), 1, 6, 1),
            row(5, Some("dear"), 1, 1, 2),
        ];
        let usage = Usage::new(&query("2026-11-01", "2026-11-01", GroupBy::Model), &[], Some(&rows));
        assert_eq!(
            keys(&usage),
            ["dear", "cheap-with-more-tokens", "a-cheap", "b-cheap", "free-but-many-tokens"]
        );
    }

    #[test]
    fn a_group_of_zeros_is_left_out() {
        let rows = [row(1, Some("a"), 0, 0, 0), row(2, Some("b"), 1, 0, 0)];
        let usage = Usage::new(&query("2026-11-01", "2026-11-01", GroupBy::User), &[], Some(&rows));
        assert_eq!(keys(&usage), ["b"]);
    }

    #[test]
    fn what_has_no_name_is_under_the_empty_one() {
        let rows = [row(0, None, 1, 0, 0)];
        let usage = Usage::new(&query("2026-11-01", "2026-11-01", GroupBy::Model), &[], Some(&rows));
        assert_eq!(keys(&usage), [""]);
    }

    #[test]
    fn sources_have_names_and_unknown_ones_are_added_up() {
        let rows = [row(1, None, 1, 3, 0), row(8, None, 1, 1, 0), row(99, None, 1, 1, 0)];
        let usage = Usage::new(&query("2026-11-01", "2026-11-01", GroupBy::Source), &[], Some(&rows));
        assert_eq!(keys(&usage), ["cli", "other"]);
        assert_eq!(usage.groups[1].figures.requests, Count(2));
    }

    #[test]
    fn grouped_by_day_only_days_with_figures_are_groups() {
        let day = day::parse("2026-11-02").unwrap().0;
        let usage =
            Usage::new(&query("2026-11-01", "2026-11-03", GroupBy::Day), &[row(day, None, 1, 1, 1)], None);
        assert_eq!(keys(&usage), ["2026-11-02"]);
        assert_eq!(usage.series.len(), 3);
        assert_eq!(statements(OrgId::new(1), &query("2026-11-01", "2026-11-03", GroupBy::Day)).len(), 1);
    }

    #[test]
    fn a_row_is_read_from_what_the_database_returns() {
        let mut returned = json!({ "key": 281_474_976_710_655_i64, "text": null });
        for column in [
            "requests",
            "errors",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_creation_tokens",
            "unpriced_tokens",
            "sessions",
            "prompts",
            "tool_runs",
            "tool_errors",
            "lines_added",
            "lines_removed",
            "commits",
            "pull_requests",
            "active_user_ms",
            "active_cli_ms",
        ] {
            returned[column] = json!(1);
        }
        returned["list_cost_nanos"] = json!(2.0);
        returned["reported_cost_nanos"] = json!(3);
        let row: Row = serde_json::from_value::<Row>(Value::clone(&returned)).unwrap();
        assert_eq!(row.key, 281_474_976_710_655);
        assert_eq!((row.figures.cost_usd.nanos, row.figures.reported_cost_usd.nanos), (2, 3));
        assert_eq!(row.figures.active_user_seconds, Seconds { ms: 1 });
    }
}

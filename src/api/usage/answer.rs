//! The answer, put together from rows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::query::sort;
use super::{Figures, GroupBy, Month, Row, Scope, Sums, UsageQuery};
use crate::api::day;
use crate::api::figures::{Count, Usd};
use crate::api::filter::Filter;
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

/// Usage by day and by group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Usage {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub to: Day,
    /// The grouping.
    pub group_by: GroupBy,
    /// The whole range.
    pub totals: Figures,
    /// Every day of the range, also the empty ones.
    pub series: Vec<OfDay>,
    /// The groups that have figures: the dearest first, then those with the most tokens.
    pub groups: Vec<Group>,
    /// The days of the first groups, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stacks: Option<Vec<Stack>>,
    /// The range before, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
    /// The month of the last day.
    pub month: Month,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "DayFigures"))]
pub struct OfDay {
    /// UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub day: Day,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "GroupFigures"))]
pub struct Group {
    /// The day, user, model, source or label value; `""` is none.
    pub key: String,
    /// What a user is called, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The days of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Stack {
    /// The group's key.
    pub key: String,
    /// Every day of the range, also the empty ones.
    pub days: Vec<StackDay>,
}

/// One day of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct StackDay {
    /// UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub day: Day,
    /// As in the group's figures.
    pub cost_usd: Usd,
    /// All four kinds of tokens.
    pub tokens: Count,
    /// Model requests that were answered.
    pub requests: Count,
}

/// The range of equal length right before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "PreviousUsage"))]
pub struct Previous {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub to: Day,
    /// The whole range.
    pub totals: Figures,
    /// Its days, also the empty ones.
    pub series: Vec<OfDay>,
    /// Its groups.
    pub groups: Vec<Group>,
}

impl Usage {
    /// Puts the answer together from the results of [`super::statements`] and of [`super::stacks`].
    pub fn new(query: &UsageQuery, today: Day, results: &[Vec<Row>], stacks: Option<&[Row]>) -> Self {
        let filter = &query.filter;
        let scope = if filter.only_models() { Scope::Models } else { Scope::Everything };
        let by_day = results.first();
        let mut results = results.iter();
        let mut range = || match query.group_by {
            GroupBy::Day => Read::new(query, scope, results.next()?, None),
            _ => Read::new(query, scope, results.next()?, results.next()),
        };
        let now = range().unwrap_or_default();
        let previous = filter.compare.then(&mut range).flatten().map(|before| {
            let range = filter.previous();
            let (totals, series) = (before.totals(scope), before.series(&range, scope));
            Previous { from: range.from, to: range.to, totals, series, groups: before.groups }
        });
        let of_month = by_day.into_iter().chain(results).flatten();
        let stacks = stacks
            .map(|rows| now.groups.iter().filter_map(|group| Stack::new(query, &group.key, rows)).collect());
        Self {
            from: filter.from,
            to: filter.to,
            group_by: query.group_by.clone(),
            totals: now.totals(scope),
            series: now.series(filter, scope),
            groups: now.groups,
            stacks,
            previous,
            month: Month::new(filter, today, of_month),
        }
    }
}

impl Stack {
    /// The days of a group; None when there is no row of it.
    fn new(query: &UsageQuery, group: &str, rows: &[Row]) -> Option<Self> {
        let mut of_day: BTreeMap<i64, Sums> = BTreeMap::new();
        for row in rows.iter().filter(|row| key(&query.group_by, row) == group) {
            *of_day.entry(row.day.unwrap_or_default()).or_default() += row.sums;
        }
        let days = days(&query.filter).map(|day| {
            let sums = of_day.get(&day.0).copied().unwrap_or_default();
            StackDay { day, cost_usd: sums.cost, tokens: sums.tokens(), requests: sums.requests }
        });
        (!of_day.is_empty()).then(|| Self { key: group.to_owned(), days: days.collect() })
    }
}

fn days(filter: &Filter) -> impl Iterator<Item = Day> + use<> {
    (filter.from.0..=filter.to.0).map(Day)
}

/// The rows of one range.
#[derive(Default)]
struct Read {
    days: BTreeMap<i64, Sums>,
    groups: Vec<Group>,
}

impl Read {
    fn new(query: &UsageQuery, scope: Scope, by_day: &[Row], by_group: Option<&Vec<Row>>) -> Option<Self> {
        let mut days: BTreeMap<i64, Sums> = BTreeMap::new();
        for row in by_day {
            *days.entry(row.day.unwrap_or_default()).or_default() += row.sums;
        }
        let groups = groups(query, scope, by_group.map_or(by_day, Vec::as_slice));
        Some(Self { days, groups })
    }

    fn totals(&self, scope: Scope) -> Figures {
        let mut totals = Sums::default();
        for sums in self.days.values() {
            totals += *sums;
        }
        Figures::new(&totals, scope)
    }

    /// Every day of the range.
    fn series(&self, range: &Filter, scope: Scope) -> Vec<OfDay> {
        let of_day = |day: Day| self.days.get(&day.0).copied().unwrap_or_default();
        days(range).map(|day| OfDay { day, figures: Figures::new(&of_day(day), scope) }).collect()
    }
}

/// The groups that have figures, in their order.
fn groups(query: &UsageQuery, scope: Scope, rows: &[Row]) -> Vec<Group> {
    // Different numbers may have the same name: words that are missing have none.
    let mut named: BTreeMap<String, Row> = BTreeMap::new();
    for row in rows {
        let key = key(&query.group_by, row);
        match named.get_mut(&key) {
            Some(group) => group.sums += row.sums,
            None => {
                named.insert(key.clone(), Row { text: Some(key), ..row.clone() });
            }
        }
    }
    let mut groups: Vec<&Row> = named.values().filter(|row| !row.sums.is_zero()).collect();
    sort(&mut groups);
    groups
        .into_iter()
        .map(|row| {
            let key = row.text.clone().unwrap_or_default();
            let is_model = query.group_by == GroupBy::Model && !key.is_empty();
            let scope = if is_model { Scope::Models } else { scope };
            Group { key, name: row.name.clone(), figures: Figures::new(&row.sums, scope) }
        })
        .collect()
}

fn key(group_by: &GroupBy, row: &Row) -> String {
    match group_by {
        GroupBy::Day => day::iso8601(Day(row.day.unwrap_or_default())),
        GroupBy::Source => Source::from_code(row.id.unwrap_or_default()).name().to_owned(),
        _ => row.text.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use serde_json::{Value, json};

    use super::*;

    /// 2026-11-21
    const TODAY: Day = Day(20_778);

    fn query(from: &str, to: &str, group_by: GroupBy) -> UsageQuery {
        UsageQuery::new(Filter::days(day::parse(from).unwrap(), day::parse(to).unwrap()), group_by)
    }

    fn row(id: i64, text: Option<&str>, requests: u64, input_tokens: u64, nanos: u64) -> Row {
        let sums = Sums {
            requests: Count(requests),
            input_tokens: Count(input_tokens),
            cost: Usd { nanos },
            ..Sums::default()
        };
        Row { day: None, id: Some(id), text: text.map(str::to_owned), name: None, sums }
    }

    fn on(day: &str, row: Row) -> Row {
        Row { day: Some(day::parse(day).unwrap().0), id: None, text: None, ..row }
    }

    fn keys(usage: &Usage) -> Vec<&str> {
        usage.groups.iter().map(|group| group.key.as_str()).collect()
    }

    #[test]
    fn the_answer_is_as_documented() {
        let mia = row(77, Some("mia@example.org"), 2, 10, 1_500_000_000);
        let usage = Usage::new(
            &query("2026-11-01", "2026-11-02", GroupBy::User),
            TODAY,
            &[vec![on("2026-11-01", mia.clone())], vec![Row { name: Some("Mia".to_owned()), ..mia }]],
            None,
        );
        let figures = json!({
            "requests": 2, "errors": 0, "retries": 0,
            "input_tokens": 10, "output_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0,
            "cache_hit_rate": 0.0,
            "cost_usd": 1.5, "reported_cost_usd": 0.0, "cost_difference_usd": 1.5, "unpriced_tokens": 0,
            "sessions": 0, "prompts": 0, "tool_runs": 0, "tool_errors": 0, "approvals": 0, "rejections": 0,
            "lines_added": 0, "lines_removed": 0, "commits": 0, "pull_requests": 0,
            "active_user_seconds": 0, "active_cli_seconds": 0, "cache_savings_usd": 0.0
        });
        let with = |figures: &Value, name: &str, value: &str| {
            let mut object = figures.clone();
            object[name] = json!(value);
            object
        };
        let empty = serde_json::to_value(Figures::new(&Sums::default(), Scope::Everything)).unwrap();
        assert_eq!(empty["cache_hit_rate"], json!(null));
        assert_eq!(
            serde_json::to_value(&usage).unwrap(),
            json!({
                "from": "2026-11-01", "to": "2026-11-02", "group_by": "user",
                "totals": figures,
                "series": [with(&figures, "day", "2026-11-01"), with(&empty, "day", "2026-11-02")],
                "groups": [with(&with(&figures, "key", "mia@example.org"), "name", "Mia")],
                "month": {
                    "from": "2026-11-01", "to": "2026-11-02", "cost_usd": 1.5, "projected_cost_usd": 22.5
                }
            })
        );
    }

    #[test]
    fn groups_are_sorted_by_cost_then_tokens_then_name() {
        let rows = vec![
            row(1, Some("b-cheap"), 1, 5, 1),
            row(2, Some("a-cheap"), 1, 5, 1),
            row(3, Some("free-but-many-tokens"), 1, 900, 0),
            row(4, Some("cheap-with-more-tokens"), 1, 6, 1),
            row(5, Some("dear"), 1, 1, 2),
        ];
        let usage =
            Usage::new(&query("2026-11-01", "2026-11-01", GroupBy::Model), TODAY, &[vec![], rows], None);
        assert_eq!(
            keys(&usage),
            ["dear", "cheap-with-more-tokens", "a-cheap", "b-cheap", "free-but-many-tokens"]
        );
    }

    #[test]
    fn a_group_of_zeros_is_left_out() {
        let rows = vec![row(1, Some("a"), 0, 0, 0), row(2, Some("b"), 1, 0, 0)];
        let usage =
            Usage::new(&query("2026-11-01", "2026-11-01", GroupBy::User), TODAY, &[vec![], rows], None);
        assert_eq!(keys(&usage), ["b"]);
    }

    #[test]
    fn figures_without_a_model_are_told_only_where_there_is_no_model() {
        let rows = vec![row(0, None, 1, 0, 0), row(3, Some("claude-opus-5-5"), 1, 1, 1)];
        let mut query = query("2026-11-01", "2026-11-01", GroupBy::Model);
        let usage = Usage::new(&query, TODAY, &[vec![], rows], None);
        assert_eq!(keys(&usage), ["claude-opus-5-5", ""]);
        assert_eq!(
            (usage.groups[0].figures.prompts, usage.groups[1].figures.prompts),
            (None, Some(Count(0)))
        );
        assert_eq!(usage.totals.prompts, Some(Count(0)));

        query.filter.models = vec![crate::telemetry::word::WordId::of("claude-opus-5-5")];
        let usage = Usage::new(&query, TODAY, &[], None);
        assert_eq!((usage.totals.sessions, usage.totals.lines_added), (None, Count(0)));
        assert_eq!(usage.series[0].figures.active_user_seconds, None);
    }

    #[test]
    fn sources_have_names_and_unknown_ones_are_added_up() {
        let rows = vec![row(1, None, 1, 3, 0), row(8, None, 1, 1, 0), row(99, None, 1, 1, 0)];
        let usage =
            Usage::new(&query("2026-11-01", "2026-11-01", GroupBy::Source), TODAY, &[vec![], rows], None);
        assert_eq!(keys(&usage), ["cli", "other"]);
        assert_eq!(usage.groups[1].figures.requests, Count(2));
    }

    #[test]
    fn grouped_by_day_only_days_with_figures_are_groups() {
        let rows = vec![on("2026-11-02", row(0, None, 1, 1, 1))];
        let usage = Usage::new(&query("2026-11-01", "2026-11-03", GroupBy::Day), TODAY, &[rows], None);
        assert_eq!(keys(&usage), ["2026-11-02"]);
        assert_eq!(usage.series.len(), 3);
    }

    #[test]
    fn a_row_is_read_from_what_the_database_returns() {
        let mut returned = json!({ "day": null, "id": 281_474_976_710_655_i64, "text": null, "name": null });
        for column in [
            "requests",
            "errors",
            "retries",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_creation_tokens",
            "unpriced_tokens",
            "sessions",
            "prompts",
            "tool_runs",
            "tool_errors",
            "approvals",
            "rejections",
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
        returned["cache_savings_nanos"] = json!(-4.0);
        let row: Row = serde_json::from_value::<Row>(Value::clone(&returned)).unwrap();
        assert_eq!(row.id, Some(281_474_976_710_655));
        assert_eq!((row.sums.cost.nanos, row.sums.reported_cost.nanos), (2, 3));
        assert_eq!(row.sums.cache_savings.nanos, -4);
    }
}

//! Which days, and grouped by what.

use serde::Serialize;

use crate::api::day;
use crate::api::problem::{Problem, shortened};
use crate::telemetry::time::Day;

/// The most days that one answer covers.
const MAX_DAYS: i64 = 400;
/// The days that are meant when none are named.
const DEFAULT_DAYS: i64 = 30;

/// What usage is grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// UTC day.
    Day,
    /// Who used it.
    User,
    /// The model; what has none is under `""`.
    Model,
    /// Which client.
    Source,
}

impl GroupBy {
    const ALL: [Self; 4] = [Self::Day, Self::User, Self::Model, Self::Source];

    /// The name in queries, answers and `usage.sql`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::User => "user",
            Self::Model => "model",
            Self::Source => "source",
        }
    }
}

/// A range of days, both ends included, and a grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsageQuery {
    /// First day.
    pub from: Day,
    /// Last day, not before the first.
    pub to: Day,
    /// The grouping.
    pub group_by: GroupBy,
}

impl UsageQuery {
    /// Reads the parameters of a request.
    ///
    /// # Errors
    /// 400 naming the first parameter that is unknown, given twice, malformed or out of range.
    pub(crate) fn parse(parameters: &[(String, String)], today: Day) -> Result<Self, Problem> {
        let (mut from, mut to, mut group_by) = (None, None, None);
        for (name, value) in parameters {
            let slot = match name.as_str() {
                "from" => &mut from,
                "to" => &mut to,
                "group_by" => &mut group_by,
                _ => {
                    return Err(Problem::bad_parameter(
                        name,
                        format!(
                            "There is no parameter `{}`; there are from, to and group_by.",
                            shortened(name)
                        ),
                    ));
                }
            };
            if slot.replace(value.as_str()).is_some() {
                return Err(Problem::bad_parameter(name, format!("`{name}` is given twice.")));
            }
        }

        let group_by = group_by.map_or(Ok(GroupBy::Day), parse_group_by)?;
        let to = to.map(|value| parse_day("to", value)).transpose()?;
        let from = from.map(|value| parse_day("from", value)).transpose()?;
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, today),
            (None, to) => {
                let to = to.unwrap_or(today);
                (Day(to.0 - (DEFAULT_DAYS - 1)), to)
            }
        };
        let (first, last) = (day::iso8601(from), day::iso8601(to));
        if from > to {
            let detail = format!("`from` must not be after `to`; it was {first}, and `to` was {last}.");
            return Err(Problem::bad_parameter("from", detail));
        }
        if to.0 - from.0 >= MAX_DAYS {
            let detail = format!("`from` to `to` must be at most {MAX_DAYS} days; it was {first} to {last}.");
            return Err(Problem::bad_parameter("from", detail));
        }
        Ok(Self { from, to, group_by })
    }
}

fn parse_group_by(value: &str) -> Result<GroupBy, Problem> {
    GroupBy::ALL.into_iter().find(|group_by| group_by.name() == value).ok_or_else(|| {
        let names: Vec<&str> = GroupBy::ALL.into_iter().map(GroupBy::name).collect();
        let detail =
            format!("`group_by` must be one of {}; it was `{}`.", names.join(", "), shortened(value));
        Problem::bad_parameter("group_by", detail)
    })
}

fn parse_day(name: &str, value: &str) -> Result<Day, Problem> {
    day::parse(value).ok_or_else(|| {
        let detail = format!("`{name}` must be a day as YYYY-MM-DD; it was `{}`.", shortened(value));
        Problem::bad_parameter(name, detail)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn parse(query: &str) -> Result<UsageQuery, Problem> {
        let parameters: Vec<(String, String)> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        UsageQuery::parse(&parameters, day::parse("2026-11-21").unwrap())
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let cases = [
            ("", "2026-10-23", "2026-11-21", GroupBy::Day),
            ("group_by=user", "2026-10-23", "2026-11-21", GroupBy::User),
            ("from=2026-11-01", "2026-11-01", "2026-11-21", GroupBy::Day),
            ("to=2026-03-30", "2026-03-01", "2026-03-30", GroupBy::Day),
            ("from=2026-11-21&to=2026-11-21&group_by=model", "2026-11-21", "2026-11-21", GroupBy::Model),
            ("from=2025-10-18&group_by=source", "2025-10-18", "2026-11-21", GroupBy::Source),
            ("to=2027-01-30", "2027-01-01", "2027-01-30", GroupBy::Day),
        ];
        for (query, from, to, group_by) in cases {
            let expected =
                UsageQuery { from: day::parse(from).unwrap(), to: day::parse(to).unwrap(), group_by };
            assert_eq!(parse(query).unwrap(), expected, "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            (
                "group_by=week",
                "group_by",
                "`group_by` must be one of day, user, model, source; it was `week`.",
            ),
            ("group_by=", "group_by", "`group_by` must be one of day, user, model, source; it was ``."),
            ("from=yesterday", "from", "`from` must be a day as YYYY-MM-DD; it was `yesterday`."),
            ("to=2026-02-30", "to", "`to` must be a day as YYYY-MM-DD; it was `2026-02-30`."),
            (
                "from=2026-11-02&to=2026-11-01",
                "from",
                "`from` must not be after `to`; it was 2026-11-02, and `to` was 2026-11-01.",
            ),
            (
                "from=2025-10-17",
                "from",
                "`from` to `to` must be at most 400 days; it was 2025-10-17 to 2026-11-21.",
            ),
            ("org=2", "org", "There is no parameter `org`; there are from, to and group_by."),
            ("to=2026-11-01&to=2026-11-02", "to", "`to` is given twice."),
        ];
        for (query, parameter, detail) in cases {
            let problem = parse(query).unwrap_err();
            assert_eq!(
                (problem.status(), problem.parameter(), problem.detail()),
                (400, Some(parameter), detail),
                "{query}"
            );
        }
    }
}

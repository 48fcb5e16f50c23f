//! Which turns, and in which order.

use crate::api::filter::{Asked, Filter};
use crate::api::problem::{Problem, shortened};

/// The most days that one list covers: no installation keeps turns for much longer.
const MAX_DAYS: i64 = 31;
/// The days that are meant when none are named.
const DEFAULT_DAYS: i64 = 7;
/// The most turns in one list.
const MAX_TURNS: i64 = 100;
/// Turns in a list unless told otherwise.
const DEFAULT_TURNS: i64 = 50;

/// The parameters beside the filter's.
pub(crate) const OWN: &[&str] = &["order", "limit"];

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The dearest.
    Cost,
    /// The longest.
    Duration,
    /// That with the most errors.
    Errors,
    /// The latest.
    Recent,
}

impl Order {
    const ALL: [Self; 4] = [Self::Cost, Self::Duration, Self::Errors, Self::Recent];

    /// Its name in queries, answers and `list_chosen.sql`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Duration => "duration",
            Self::Errors => "errors",
            Self::Recent => "recent",
        }
    }
}

/// A list of turns that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnsQuery {
    /// Whose, and when.
    pub filter: Filter,
    /// What comes first.
    pub order: Order,
    /// How many at most.
    pub limit: i64,
}

impl TurnsQuery {
    /// Reads what a call asks for beside the filter.
    ///
    /// # Errors
    /// 400 naming what is wrong.
    pub(in crate::api) fn read(asked: Asked) -> Result<Self, Problem> {
        let order = match asked.own("order") {
            None => Order::Cost,
            Some(text) => Order::ALL.into_iter().find(|order| order.name() == text).ok_or_else(|| {
                let names = Order::ALL.map(Order::name).join(", ");
                let detail = format!("`order` must be one of {names}; it was `{}`.", shortened(text));
                Problem::bad_parameter("order", detail)
            })?,
        };
        let limit = match asked.own("limit") {
            None => DEFAULT_TURNS,
            Some(text) => {
                text.parse().ok().filter(|limit| (1..=MAX_TURNS).contains(limit)).ok_or_else(|| {
                    let detail = format!(
                        "`limit` must be a number from 1 to {MAX_TURNS}; it was `{}`.",
                        shortened(text)
                    );
                    Problem::bad_parameter("limit", detail)
                })?
            }
        };
        let filter = asked.or_last(DEFAULT_DAYS).filter;
        if filter.to.0 - filter.from.0 >= MAX_DAYS {
            let detail = format!("`from` to `to` must be at most {MAX_DAYS} days here.");
            return Err(Problem::bad_parameter("from", detail));
        }
        Ok(Self { filter, order, limit })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::api::day;
    use crate::api::label::Attributes;

    fn parse(query: &str) -> Result<TurnsQuery, Problem> {
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let today = day::parse("2026-11-21").unwrap();
        let asked = Filter::parse(&parameters, OWN, Attributes::new(), today)?;
        TurnsQuery::read(asked)
    }

    #[test]
    fn the_dearest_of_the_last_week_are_meant_unless_told_otherwise() {
        let query = parse("").unwrap();
        assert_eq!((query.order, query.limit), (Order::Cost, 50));
        assert_eq!(
            (day::iso8601(query.filter.from), day::iso8601(query.filter.to)),
            ("2026-11-15".to_owned(), "2026-11-21".to_owned())
        );
        let query = parse("from=2026-10-22&order=recent&limit=100").unwrap();
        assert_eq!(
            (day::iso8601(query.filter.from).as_str(), query.order, query.limit),
            ("2026-10-22", Order::Recent, 100)
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("order=size", "order"),
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=ten", "limit"),
            ("from=2026-10-21", "from"),
            ("group_by=user", "group_by"),
        ];
        for (query, parameter) in cases {
            let problem = parse(query).unwrap_err();
            assert_eq!((problem.status(), problem.parameter()), (400, Some(parameter)), "{query}");
        }
    }
}

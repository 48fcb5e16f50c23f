//! What the UTC month of the range's last day costs, and where that leads.

use serde::Serialize;

use super::Row;
use crate::api::day;
use crate::api::figures::Usd;
use crate::api::filter::Filter;
use crate::telemetry::time::Day;

/// The month of the last day, whether the range reaches back to its first or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Month {
    /// First UTC day of the month.
    #[serde(serialize_with = "day::serialize")]
    pub from: Day,
    /// Last UTC day of the range.
    #[serde(serialize_with = "day::serialize")]
    pub to: Day,
    /// The cost of these days under the same filters.
    pub cost_usd: Usd,
    /// The run rate at the month's end: `cost_usd`, and for every day of the month that is after `to`, or after today
    /// where `to` is later, the mean cost of the complete days. A day is complete once it is over (UTC): those before
    /// today, up to `to`. None while the month has no complete day.
    pub projected_cost_usd: Option<Usd>,
}

impl Month {
    /// The days of the month that are before the range, which are to be read beside it; None when it has them all.
    pub(super) fn before(filter: &Filter) -> Option<Filter> {
        let (first, _) = day::month(filter.to);
        let to = Day(filter.from.0 - 1);
        (first <= to).then(|| Filter { from: first, to, compare: false, ..filter.clone() })
    }

    /// Adds up days; rows of other months are passed over.
    pub(super) fn new<'a>(filter: &Filter, today: Day, rows: impl Iterator<Item = &'a Row>) -> Self {
        let (from, last) = day::month(filter.to);
        let (mut cost, mut complete_cost) = (Usd::default(), Usd::default());
        for row in rows {
            let on = Day(row.day.unwrap_or_default());
            if (from..=filter.to).contains(&on) {
                cost += row.sums.cost;
                if on < today {
                    complete_cost += row.sums.cost;
                }
            }
        }
        let whole = |days: i64| u64::try_from(days).unwrap_or_default();
        let complete = whole((filter.to.0 + 1).min(today.0) - from.0);
        let left = whole(last.0 - filter.to.min(today).0);
        let projected_cost_usd =
            complete_cost.nanos.saturating_mul(left).checked_div(complete).map(|nanos| {
                let mut projected = cost;
                projected += Usd { nanos };
                projected
            });
        Self { from, to: filter.to, cost_usd: cost, projected_cost_usd }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::api::usage::Sums;

    fn day(text: &str) -> Day {
        day::parse(text).unwrap()
    }

    fn row(on: &str, nanos: u64) -> Row {
        let sums = Sums { cost: Usd { nanos }, ..Sums::default() };
        Row { day: Some(day(on).0), id: None, text: None, name: None, sums }
    }

    #[test]
    fn the_days_left_cost_what_complete_days_did() {
        let rows = [
            row("2026-10-31", 1_000_000),
            row("2026-11-01", 30),
            row("2026-11-03", 10),
            row("2026-11-04", 5),
        ];
        let cases = [
            // What `to` is, what today is, what the days to `to` cost, and where that leads.
            ("today: it is not complete", "2026-11-04", "2026-11-04", 45, Some(45 + 26 * 40 / 3)),
            ("yesterday", "2026-11-03", "2026-11-04", 40, Some(40 + 27 * 40 / 3)),
            ("long ago", "2026-11-03", "2027-03-01", 40, Some(40 + 27 * 40 / 3)),
            (
                "to come: today and what is before it are told",
                "2026-11-30",
                "2026-11-04",
                45,
                Some(45 + 26 * 40 / 3),
            ),
            ("the month's first day, which is today", "2026-11-01", "2026-11-01", 30, None),
            ("the month's first day, over", "2026-11-01", "2026-11-02", 30, Some(30 * 30)),
            ("a month to come", "2026-12-15", "2026-11-04", 0, None),
            ("the last day, which is today", "2026-11-30", "2026-11-30", 45, Some(45)),
            ("a month that is over", "2026-11-30", "2026-12-01", 45, Some(45)),
        ];
        for (name, to, today, cost, projected) in cases {
            let filter = Filter::days(day("2026-10-31"), day(to));
            let month = Month::new(&filter, day(today), rows.iter());
            assert_eq!(month.cost_usd.nanos, cost, "{name}");
            assert_eq!(month.projected_cost_usd.map(|usd| usd.nanos), projected, "{name}");
            assert_eq!((month.from, month.to), (day::month(day(to)).0, day(to)), "{name}");
        }
    }

    #[test]
    fn days_are_read_beside_the_range_only_where_it_begins_within_the_month() {
        let before = |from: &str, to: &str| {
            Month::before(&Filter::days(day(from), day(to)))
                .map(|filter| (day::iso8601(filter.from), day::iso8601(filter.to)))
        };
        assert_eq!(before("2026-10-20", "2026-11-21"), None);
        assert_eq!(before("2026-11-01", "2026-11-21"), None);
        assert_eq!(
            before("2026-11-02", "2026-11-21"),
            Some(("2026-11-01".to_owned(), "2026-11-01".to_owned()))
        );
        assert_eq!(
            before("2028-02-29", "2028-02-29"),
            Some(("2028-02-01".to_owned(), "2028-02-28".to_owned()))
        );
    }
}

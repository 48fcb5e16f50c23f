//! The answer, put together from rows.

use serde::Serialize;

use super::happened::Happened;
use super::people::{OfDay, People, Totals, User};
use super::{HappenedRow, Range};
use crate::api::day;
use crate::api::filter::Filter;
use crate::telemetry::time::Day;

/// Activity by day, by hour of the week, by user, and by what of Claude Code was used.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Activity {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub to: Day,
    /// The whole range.
    pub totals: Totals,
    /// Every day of the range, also the quiet ones.
    pub series: Vec<OfDay>,
    /// The users who did anything: the dearest first, then those with the most tokens.
    pub users: Vec<User>,
    /// Whether there are more users than are listed.
    pub users_truncated: bool,
    /// What happened how often.
    #[serde(flatten)]
    pub happened: Happened,
    /// The range before, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
}

/// The range of equal length right before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "PreviousActivity"))]
pub struct Previous {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    pub to: Day,
    /// The whole range.
    pub totals: Totals,
    /// Its days, also the quiet ones.
    pub series: Vec<OfDay>,
}

impl Activity {
    /// Puts the answer together from the results of [`super::statements`].
    pub fn new(filter: &Filter, happened: &[HappenedRow], ranges: &[Range]) -> Self {
        let mut ranges = ranges.iter();
        let nothing = Range::default();
        let now = ranges.next().unwrap_or(&nothing);
        let People { series, users, users_truncated, totals } = People::new(filter, now);
        let previous = ranges.next().map(|before| {
            let range = filter.previous();
            let People { series, totals, .. } = People::new(&range, before);
            Previous { from: range.from, to: range.to, totals, series }
        });
        Self {
            from: filter.from,
            to: filter.to,
            totals,
            series,
            users,
            users_truncated,
            happened: Happened::new(happened),
            previous,
        }
    }
}

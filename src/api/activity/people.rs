//! How many people are active, and what they do.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{DAYS_BEFORE, PersonRow, Range};
use crate::api::day;
use crate::api::figures::{Average, Count, Ratio, Seconds, Usd};
use crate::api::filter::Filter;
use crate::api::usage::{Row, Scope, Sums};
use crate::telemetry::time::Day;

/// The most users that are listed.
const MAX_USERS: usize = 2_000;

/// What was done. What is told without a model is None where only models are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Done {
    /// Sessions started.
    pub sessions: Option<Count>,
    /// User prompts.
    pub prompts: Option<Count>,
    /// Model requests that were answered.
    pub requests: Count,
    /// All four kinds of tokens.
    pub tokens: Count,
    /// Tokens at the prices of their days.
    pub cost_usd: Usd,
    /// Lines of code added.
    pub lines_added: Count,
    /// Lines of code removed.
    pub lines_removed: Count,
    /// Commits made.
    pub commits: Option<Count>,
    /// Pull requests opened.
    pub pull_requests: Option<Count>,
    /// Time spent typing.
    pub active_user_seconds: Option<Seconds>,
    /// Time Claude spent working.
    pub active_cli_seconds: Option<Seconds>,
}

impl Done {
    fn new(sums: &Sums, scope: Scope) -> Self {
        let everything = scope == Scope::Everything;
        Self {
            sessions: everything.then_some(sums.sessions),
            prompts: everything.then_some(sums.prompts),
            requests: sums.requests,
            tokens: sums.tokens(),
            cost_usd: sums.cost,
            lines_added: sums.lines_added,
            lines_removed: sums.lines_removed,
            commits: everything.then_some(sums.commits),
            pull_requests: everything.then_some(sums.pull_requests),
            active_user_seconds: everything.then_some(sums.active_user),
            active_cli_seconds: everything.then_some(sums.active_cli),
        }
    }
}

/// One UTC day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ActiveDay"))]
pub struct OfDay {
    /// The day.
    #[serde(serialize_with = "day::serialize")]
    pub day: Day,
    /// Users who were active on it.
    pub dau: Count,
    /// Users who were active on it or the 6 days before.
    pub wau: Count,
    /// Users who were active on it or the 29 days before.
    pub mau: Count,
    /// What was done on it.
    #[serde(flatten)]
    pub done: Done,
}

/// One user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ActiveUser"))]
pub struct User {
    /// An e-mail address, an account or an installation; `""` for who did not say.
    pub user: String,
    /// What they are called, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Days of the range on which they were active.
    pub active_days: Count,
    /// The last of them.
    #[serde(serialize_with = "day::serialize_option")]
    pub last_day: Option<Day>,
    /// What they did.
    #[serde(flatten)]
    pub done: Done,
}

/// A whole range.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ActivityTotals"))]
pub struct Totals {
    /// Users who were active on any of its days.
    pub active_users: Count,
    /// Active users a day, on average over all its days.
    pub average_dau: Average,
    /// `wau` of its last day.
    pub wau: Count,
    /// `mau` of its last day.
    pub mau: Count,
    /// All days' `dau` over all days' `mau`: how much of a month's people come on a day.
    pub stickiness: Option<Ratio>,
    /// What was done.
    #[serde(flatten)]
    pub done: Done,
}

/// The people of a range.
#[derive(Debug)]
pub(super) struct People {
    pub series: Vec<OfDay>,
    pub users: Vec<User>,
    pub users_truncated: bool,
    pub totals: Totals,
}

impl People {
    /// Adds up the rows of a range.
    pub(super) fn new(filter: &Filter, range: &Range) -> Self {
        let scope = if filter.only_models() { Scope::Models } else { Scope::Everything };
        let people: Vec<Person<'_>> = range.people.iter().map(|row| Person::new(filter, row)).collect();
        let series = series(filter, &range.days, &people, scope);
        let mut sums = Sums::default();
        for row in &range.days {
            sums += row.sums;
        }
        let total = |of: fn(&OfDay) -> Count| {
            let mut total = Count(0);
            for day in &series {
                total += of(day);
            }
            total
        };
        let (dau, mau) = (total(|day| day.dau), total(|day| day.mau));
        let totals = Totals {
            active_users: Count(people.iter().filter(|person| person.last_day.is_some()).count() as u64),
            average_dau: Average::of(dau, Count(series.len() as u64)),
            wau: series.last().map_or(Count(0), |day| day.wau),
            mau: series.last().map_or(Count(0), |day| day.mau),
            stickiness: Ratio::of(dau, mau),
            done: Done::new(&sums, scope),
        };
        let mut users: Vec<Person<'_>> = people.into_iter().filter(|person| !person.sums.is_zero()).collect();
        users.sort_by_key(|person| {
            (Reverse((person.sums.cost, person.sums.tokens())), person.row.text.as_deref())
        });
        let users_truncated = users.len() > MAX_USERS;
        let users = users.into_iter().take(MAX_USERS).map(|person| person.user(scope)).collect();
        Self { series, users, users_truncated, totals }
    }
}

/// One user's row, read.
struct Person<'a> {
    row: &'a PersonRow,
    sums: Sums,
    /// Every day on which they were active, in order, also before the range.
    days: Vec<i64>,
    /// How many of them are in the range.
    active_days: Count,
    /// The last of those.
    last_day: Option<Day>,
}

impl<'a> Person<'a> {
    fn new(filter: &Filter, row: &'a PersonRow) -> Self {
        let mut days: Vec<i64> = row
            .active_days
            .iter()
            .flat_map(|days| days.split(','))
            .filter_map(|day| day.parse().ok())
            .collect();
        days.sort_unstable();
        days.dedup();
        let in_range = || days.iter().filter(|day| **day >= filter.from.0);
        Self {
            active_days: Count(in_range().count() as u64),
            last_day: in_range().next_back().copied().map(Day),
            row,
            sums: row.sums.unwrap_or_default(),
            days,
        }
    }

    fn user(&self, scope: Scope) -> User {
        User {
            user: self.row.text.clone().unwrap_or_default(),
            name: self.row.name.clone(),
            active_days: self.active_days,
            last_day: self.last_day,
            done: Done::new(&self.sums, scope),
        }
    }
}

/// Every day of the range.
fn series(filter: &Filter, of_day: &[Row], people: &[Person<'_>], scope: Scope) -> Vec<OfDay> {
    let mut sums: BTreeMap<i64, Sums> = BTreeMap::new();
    for row in of_day {
        *sums.entry(row.day.unwrap_or_default()).or_default() += row.sums;
    }
    let active = |length| Active::new(filter, people, length);
    let (dau, wau, mau) = (active(1), active(7), active(30));
    (filter.from.0..=filter.to.0)
        .zip(dau.zip(wau).zip(mau))
        .map(|(day, ((dau, wau), mau))| {
            let sums = sums.get(&day).copied().unwrap_or_default();
            OfDay { day: Day(day), dau, wau, mau, done: Done::new(&sums, scope) }
        })
        .collect()
}

/// How many people were active in so many days up to each day of the range.
struct Active {
    changes: std::vec::IntoIter<i64>,
    count: i64,
}

impl Active {
    /// Somebody who is active on a day is counted from then on for `length` days, and until they are counted
    /// anew: so everybody is counted once on every day.
    fn new(filter: &Filter, people: &[Person<'_>], length: i64) -> Self {
        let first = filter.from.0 - DAYS_BEFORE;
        let mut changes = vec![0; usize::try_from(filter.to.0 - first + 1).unwrap_or_default()];
        let mut change = |day: i64, by: i64| {
            let index = usize::try_from(day - first).ok();
            if let Some(change) = index.and_then(|index| changes.get_mut(index)) {
                *change += by;
            }
        };
        for person in people {
            for (nth, day) in person.days.iter().enumerate() {
                let next = person.days.get(nth + 1).copied().unwrap_or(i64::MAX);
                change(*day, 1);
                change(next.min(day + length), -1);
            }
        }
        let mut active = Self { changes: changes.into_iter(), count: 0 };
        for _ in 0..DAYS_BEFORE {
            active.next();
        }
        active
    }
}

impl Iterator for Active {
    type Item = Count;

    fn next(&mut self) -> Option<Count> {
        self.count += self.changes.next()?;
        Some(Count(self.count.unsigned_abs()))
    }
}

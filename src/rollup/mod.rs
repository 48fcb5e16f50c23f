//! The cron's work: session-days with something new are folded from their rows and added up by day.
//!
//! One batch takes some marks from `dirty`, folds those session-days into `folded` (figures, tallies, turns),
//! adds what changed since the last time (`session_day`) to the daily tables, keeps the new state, and clears the
//! marks: one transaction, so a pass may be cut off anywhere, run twice, or run beside another, and the
//! tables stay right. The work follows the session-days that were touched, not the day or the table.
//!
//! A mark that an export has set is kept by the first pass that folds it and cleared by the second: for a minute after it the
//! session's exports leave it at that (`ingest::told`), and what they bring after the first fold is in the second.

pub mod distribution;
mod erase;
mod prune;
pub mod stamp;
pub mod tally;

pub use erase::{PEOPLE_PER_PASS, erase, waiting};
pub use prune::{ROWS_PER_PASS, expire, prune};

use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use serde::Deserialize;
use worker::{Delay, Env, console_error, console_log};

use crate::store::sql::sql;
use crate::store::{self, Cost, Database, Param, Rows, Statement, StoreError, tells_costs};
use crate::telemetry::time::Day;

/// Session-days in one batch. D1 does one thing at a time, and exports wait meanwhile: busy ones, of some 3,000 rows each,
/// take up to half a second together.
pub const SESSION_DAYS_PER_BATCH: i64 = 60;

/// Batches in one pass: 3,000 session-days. What is left waits for the next pass. Workers allow 1,000 queries an
/// invocation: fifty batches of 18, the deletion of what is old with 14 and an erasure with 17 are 931. The free plan
/// allows 50, which are two batches beside the deletion; a third one fails as a whole there, and waits likewise.
pub const BATCHES_PER_PASS: u32 = 50;

/// How long a pass rests before each batch but the first: as long as the one before it took, so that half of the database's
/// time is left to the exports that came meanwhile, within these bounds. Fifty of the longest make a minute of a pass.
const REST_MS: RangeInclusive<u64> = 60..=1_000;

/// Where a session-day's mark stands among all: `[org, day, session]`, in the order in which a pass goes through them.
///
/// A pass only goes on, so a session that exports meanwhile and is marked again waits for the next one. Were it taken at
/// once, those that come first and are busy would be folded again and again before the last ones are folded at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Place(i64, i64, i64);

impl Place {
    /// Before all.
    pub const START: Self = Self(0, 0, 0);
}

/// From JSON: a session's key has 63 bits, more than a number of a D1 row or parameter can carry.
impl TryFrom<String> for Place {
    type Error = serde_json::Error;

    fn try_from(json: String) -> Result<Self, Self::Error> {
        let (org, day, session) = serde_json::from_str(&json)?;
        Ok(Self(org, day, session))
    }
}

impl From<Place> for Param {
    fn from(Place(org, day, session): Place) -> Self {
        Param::Text(format!("[{org},{day},{session}]"))
    }
}

/// The statement that does something with what is picked.
fn of_picked(rest: &[&'static str]) -> Statement {
    let pieces: Vec<&str> = [sql!("picked.sql")].iter().chain(rest).copied().collect();
    Statement::joined(&pieces, [])
}

/// The statements of one batch.
#[derive(Debug)]
pub struct Batch {
    /// In order; they run as one transaction.
    pub statements: Vec<Statement>,
    /// Which of them keep marks and clear the others; they have a row for each session-day that was looked at: its place.
    pub clears: Range<usize>,
}

/// A batch of at most so many session-days, behind that place, of a pass that began at that time (Unix ms).
pub fn batch(session_days: i64, behind: Place, now_ms: i64) -> Batch {
    let today = Day::of(now_ms);
    let of_marked = |rest: &[&'static str], more: Option<Param>| {
        let pieces: Vec<&str> = [sql!("marked.sql")].iter().chain(rest).copied().collect();
        Statement::joined(&pieces, [session_days.into(), behind.into()].into_iter().chain(more))
    };
    let plain = |sql| Statement::new(sql, []);
    let mut statements = vec![
        of_marked(&[sql!("intern_cohorts.sql")], None),
        of_marked(&[sql!("pick.sql"), sql!("points.sql"), sql!("fold_figures.sql")], Some(today.0.into())),
        of_picked(&[sql!("points.sql"), sql!("fold_tallies.sql")]),
        of_picked(&[sql!("fold_turns.sql")]),
        of_picked(&[sql!("post_figures.sql")]),
        of_picked(&[sql!("drop_figures.sql")]),
        of_picked(&[sql!("post_tallies.sql")]),
        of_picked(&[sql!("drop_tallies.sql")]),
        of_picked(&[sql!("drop_turns.sql")]),
        of_picked(&[sql!("wanted_turns.sql"), sql!("../pricing/tariff.sql"), sql!("post_turns.sql")]),
        of_picked(&[sql!("post_people.sql")]),
    ];
    statements.push(of_marked(&[stamp::OF_MARKED], None));
    // Marks that are set below are a later batch's.
    let clears = statements.len()..statements.len() + 2;
    statements.extend([
        of_marked(&[sql!("keep_marks.sql")], Some(now_ms.into())),
        of_marked(&[sql!("clear_marks.sql")], Some(now_ms.into())),
        of_picked(&[sql!("spread.sql")]),
        plain(sql!("keep.sql")),
        plain(sql!("settle.sql")),
        plain(sql!("empty.sql")),
    ]);
    Batch { statements, clears }
}

/// What a pass did.
#[derive(Debug, Default, Clone, Copy)]
pub struct Pass {
    /// Session-days looked at.
    pub session_days: u64,
    /// Batches run.
    pub batches: u32,
    /// Rows that were too old and are gone.
    pub pruned: u64,
    /// People erased.
    pub erased: u64,
    /// What all that cost.
    pub cost: Cost,
    /// Whether marks may be left.
    pub more: bool,
}

/// Runs one pass and says in the log what it did, if it did something. A failed pass loses nothing: its
/// marks are still there.
pub async fn run(env: &Env) {
    match pass(env).await {
        Ok(Pass { session_days: 0, pruned: 0, erased: 0, .. }) if !tells_costs(env) => {}
        Ok(pass) => console_log!(
            "rollup: {} session-days folded in {} batches, {} old rows deleted, {} rows read, {} rows written{}{}",
            pass.session_days,
            pass.batches,
            pass.pruned,
            pass.cost.rows_read,
            pass.cost.rows_written,
            if pass.erased > 0 { format!(", people erased: {}", pass.erased) } else { String::new() },
            if pass.more { ", more to do" } else { "" }
        ),
        Err(error) => console_error!("rollup: {error}; the next pass goes on"),
    }
}

/// The places of the marks that a batch looked at, in no order.
fn places(cleared: &[Rows]) -> Result<Vec<Place>, StoreError> {
    #[derive(Deserialize)]
    struct Cleared {
        place: Place,
    }
    Ok(Rows::read_each::<Cleared>(cleared)?.into_iter().flatten().map(|row| row.place).collect())
}

async fn pass(env: &Env) -> Result<Pass, StoreError> {
    let database = Database::from_env(env)?.counting_rows();
    let now_ms = store::now_ms();
    let today = Day::of(now_ms);
    let mut pass = Pass { more: true, ..Pass::default() };
    // What cannot be deleted now is deleted later; that is no reason not to count.
    let mut to_erase = false;
    let mut statements = prune(ROWS_PER_PASS, today);
    statements.extend(expire(ROWS_PER_PASS, now_ms));
    statements.push(waiting());
    match database.batch(&statements).await {
        Ok(results) => {
            if let Some((last, deleted)) = results.split_last() {
                // The first one only says of which orgs.
                pass.pruned = deleted.iter().skip(1).map(|rows| rows.changes()).sum();
                to_erase = last.any()?;
            }
        }
        Err(error) => console_error!("rollup: old rows stay for now: {error}"),
    }
    let mut behind = Place::START;
    let mut rest_ms = 0;
    while pass.more && pass.batches < BATCHES_PER_PASS {
        if pass.batches > 0 {
            Delay::from(Duration::from_millis(rest_ms)).await;
        }
        let began_ms = store::now_ms();
        let Batch { statements, clears } = batch(SESSION_DAYS_PER_BATCH, behind, now_ms);
        let results = match database.batch(&statements).await {
            Ok(results) => results,
            Err(error) if pass.batches > 0 => {
                console_error!("rollup: {error}; the next pass goes on");
                break;
            }
            Err(error) => return Err(error),
        };
        let took_ms = u64::try_from(store::now_ms() - began_ms).unwrap_or_default();
        rest_ms = took_ms.clamp(*REST_MS.start(), *REST_MS.end());
        let places = results.get(clears).map_or(Ok(Vec::new()), places)?;
        pass.session_days += places.len() as u64;
        pass.batches += 1;
        pass.more = places.len() as u64 >= SESSION_DAYS_PER_BATCH.unsigned_abs();
        behind = places.into_iter().max().unwrap_or(behind);
    }
    // Where marks are left, they may be of whom is to be erased.
    if to_erase && !pass.more {
        match database.batch(&erase(PEOPLE_PER_PASS, now_ms)).await {
            Ok(results) => pass.erased = results.first().map_or(0, |rows| rows.changes()),
            Err(error) => console_error!("rollup: nobody is erased: {error}; the next pass tries again"),
        }
    }
    pass.cost = database.spent().cost;
    Ok(pass)
}

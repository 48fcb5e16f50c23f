//! The cron's work: session-days with something new are folded from their rows and added up by day.
//!
//! One batch takes some marks from `dirty`, folds those session-days into `folded` (figures, tallies, turns),
//! adds what changed since the last time (`session_day`) to the daily tables, keeps the new state, and clears the
//! marks: one transaction, so a pass may be cut off anywhere, run twice, or run beside another, and the
//! tables stay right. The work follows the session-days that were touched, not the day or the table.

pub mod distribution;
mod erase;
mod prune;
pub mod stamp;
pub mod tally;

pub use erase::{PEOPLE_PER_PASS, erase, waiting};
pub use prune::{ROWS_PER_PASS, expire, prune};

use std::time::Duration;

use worker::{Date, Delay, Env, console_error, console_log};

use crate::store::sql::sql;
use crate::store::{Cost, Database, Statement, StoreError, tells_costs};
use crate::telemetry::time::Day;

/// Session-days in one batch. D1 does one thing at a time, and exports wait meanwhile: busy ones, of some 3,000 rows each,
/// take up to half a second together.
pub const SESSION_DAYS_PER_BATCH: i64 = 60;

/// Batches in one pass: 3,000 session-days. What is left waits for the next pass. Workers allow 1,000 queries an
/// invocation: fifty batches of 18, the deletion of what is old with 14 and an erasure with 17 are 931. The free plan
/// allows 50, which are two batches beside the deletion; a third one fails as a whole there, and waits likewise.
pub const BATCHES_PER_PASS: u32 = 50;

/// How long a pass rests before each batch but the first. Without it the next one can be there before the exports that came
/// meanwhile: the local D1 shares its thread with what reads them.
const REST: Duration = Duration::from_millis(60);

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
    /// Which of them clears the marks: its changes are the number of session-days that were looked at.
    pub clears: usize,
}

/// A batch of at most so many session-days.
pub fn batch(session_days: i64, today: Day) -> Batch {
    let picking = [session_days.into(), today.0.into()];
    let plain = |sql| Statement::new(sql, []);
    let mut statements = vec![
        Statement::new(sql!("intern_cohorts.sql"), [session_days.into()]),
        Statement::joined(&[sql!("pick.sql"), sql!("points.sql"), sql!("fold_figures.sql")], picking),
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
    // Marks that are set below are the next batch's.
    statements.push(stamp::of_marked(session_days));
    let clears = statements.len();
    statements.push(Statement::new(sql!("clear.sql"), [session_days.into()]));
    statements.extend([
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

async fn pass(env: &Env) -> Result<Pass, StoreError> {
    let database = Database::from_env(env)?.counting_rows();
    let now_ms = i64::try_from(Date::now().as_millis()).unwrap_or_default();
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
    while pass.more && pass.batches < BATCHES_PER_PASS {
        if pass.batches > 0 {
            Delay::from(REST).await;
        }
        let Batch { statements, clears } = batch(SESSION_DAYS_PER_BATCH, today);
        let results = match database.batch(&statements).await {
            Ok(results) => results,
            Err(error) if pass.batches > 0 => {
                console_error!("rollup: {error}; the next pass goes on");
                break;
            }
            Err(error) => return Err(error),
        };
        let looked_at = results.get(clears).map_or(0, |rows| rows.changes());
        pass.session_days += looked_at;
        pass.batches += 1;
        pass.more = looked_at >= SESSION_DAYS_PER_BATCH.unsigned_abs();
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

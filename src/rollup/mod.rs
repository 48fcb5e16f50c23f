//! The cron's work: session-days with something new are folded into `session_day` and summed up in `daily`.
//!
//! One batch takes some marks from `dirty`, takes what `session_day` said of them out of `daily`, folds
//! them again from their rows, puts the result back in, and clears the marks: one transaction, so a pass
//! may be cut off anywhere, run twice, or run beside another, and the tables stay right. The work follows
//! the session-days that were touched, not the day or the table.

use worker::{Env, console_error, console_log};

use crate::store::{Cost, Database, Statement, StoreError};

/// Session-days in one batch. A busy one has some 3,000 rows, and D1 stops a query after 30 s.
pub const SESSION_DAYS_PER_BATCH: i64 = 200;

/// Batches in one pass: four queries each, and Workers' free plan allows 50 queries an invocation.
/// What is left waits for the next pass.
pub const BATCHES_PER_PASS: u32 = 10;

/// The statements of one batch. The last one's changes are the number of session-days folded.
pub fn batch(session_days: i64) -> [Statement; 4] {
    let post = |sign: i64| Statement::new(include_str!("post.sql"), [session_days.into(), sign.into()]);
    [
        post(-1),
        Statement::new(include_str!("fold.sql"), [session_days.into()]),
        post(1),
        Statement::new(include_str!("clear.sql"), [session_days.into()]),
    ]
}

/// What a pass did.
#[derive(Debug, Default, Clone, Copy)]
pub struct Pass {
    /// Session-days folded.
    pub session_days: u64,
    /// Batches run.
    pub batches: u32,
    /// What they cost.
    pub cost: Cost,
    /// Whether marks may be left.
    pub more: bool,
}

/// Runs one pass and says in the log what it did, if it did something. A failed pass loses nothing: its
/// marks are still there.
pub async fn run(env: &Env) {
    match pass(env).await {
        Ok(pass) if pass.session_days == 0 => {}
        Ok(pass) => console_log!(
            "rollup: {} session-days folded in {} batches, {} rows read, {} rows written{}",
            pass.session_days,
            pass.batches,
            pass.cost.rows_read,
            pass.cost.rows_written,
            if pass.more { ", more to do" } else { "" }
        ),
        Err(error) => console_error!("rollup: {error}; the next pass goes on"),
    }
}

async fn pass(env: &Env) -> Result<Pass, StoreError> {
    let database = Database::from_env(env)?;
    let mut pass = Pass { more: true, ..Pass::default() };
    while pass.more && pass.batches < BATCHES_PER_PASS {
        let results = database.batch(&batch(SESSION_DAYS_PER_BATCH)).await?;
        let folded = results.last().map_or(0, |rows| rows.changes());
        pass.session_days += folded;
        pass.batches += 1;
        pass.more = folded >= SESSION_DAYS_PER_BATCH.unsigned_abs();
    }
    pass.cost = database.spent().cost;
    Ok(pass)
}

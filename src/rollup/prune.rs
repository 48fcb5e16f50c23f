//! Retention: what an org no longer keeps is deleted, some of it in every pass.

use super::stamp;
use super::tally::Tally;
use crate::store::sql::sql;
use crate::store::{Param, Statement};
use crate::telemetry::time::{Day, HOUR_MS};

/// Rows of one table that one pass deletes at most: D1 stops a query after 30 s, and other requests wait for it.
/// At a pass every five minutes that is 2.9 million rows a day.
pub const ROWS_PER_PASS: i64 = 10_000;

/// The statements that delete what is too old, at most so many rows of each table. The first one stamps the orgs whose
/// figures that changes.
///
/// A session-day that is too old for its rows is not folded any more (`pick.sql`), so what the daily tables say of
/// it stays.
pub fn prune(rows: i64, today: Day) -> Vec<Statement> {
    let old = |sql| Statement::new(sql, [Param::Int(today.0), Param::Int(rows)]);
    vec![
        stamp::of_old(today),
        old(sql!("prune_spans.sql")),
        old(sql!("prune_events.sql")),
        old(sql!("prune_metrics.sql")),
        old(sql!("prune_turns.sql")),
        old(sql!("prune_refusals.sql")),
        old(sql!("prune_sessions.sql")),
        old(sql!("prune_session_days.sql")),
        old(sql!("prune_figures.sql")),
        Statement::new(sql!("prune_tallies.sql"), [today.0.into(), rows.into(), Tally::codes()]),
    ]
}

/// The statements that delete what is kept for minutes or hours only, whatever the org: refused tokens after two
/// hours, one-time codes that have expired, with the addresses that were typed.
pub fn expire(rows: i64, now_ms: i64) -> Vec<Statement> {
    let hour = now_ms.div_euclid(HOUR_MS);
    vec![
        Statement::new(sql!("expire_rejections.sql"), [Param::Int(hour)]),
        Statement::new(sql!("expire_login_codes.sql"), [Param::Int(now_ms), Param::Int(rows)]),
    ]
}

//! Retention: what an org no longer keeps is deleted, some of it in every pass.

use super::tally::Tally;
use crate::store::{Param, Statement};
use crate::telemetry::time::Day;

/// Rows of one table that one pass deletes at most: D1 stops a query after 30 s, and other requests wait for it.
/// At a pass every five minutes that is 2.9 million rows a day.
pub const ROWS_PER_PASS: i64 = 10_000;

/// The statements that delete what is too old, at most so many rows of each table.
///
/// A session-day that is too old for its rows is not folded any more (`pick.sql`), so what the daily tables say of
/// it stays.
pub fn prune(rows: i64, today: Day) -> Vec<Statement> {
    let old = |sql| Statement::new(sql, [Param::Int(today.0), Param::Int(rows)]);
    let kinds: Vec<String> = Tally::ALL.iter().map(|kind| (*kind as i64).to_string()).collect();
    vec![
        old(include_str!("prune_spans.sql")),
        old(include_str!("prune_events.sql")),
        old(include_str!("prune_metrics.sql")),
        old(include_str!("prune_turns.sql")),
        old(include_str!("prune_refusals.sql")),
        old(include_str!("prune_sessions.sql")),
        old(include_str!("prune_session_days.sql")),
        old(include_str!("prune_figures.sql")),
        Statement::new(
            include_str!("prune_tallies.sql"),
            [today.0.into(), rows.into(), Param::Text(format!("[{}]", kinds.join(",")))],
        ),
    ]
}

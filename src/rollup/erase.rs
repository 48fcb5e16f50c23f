//! People who are to be forgotten: their rows go, their daily figures stay under a name that stands for nobody.

use super::tally::Tally;
use crate::store::sql::sql;
use crate::store::{Param, Statement};

/// People whom one pass erases at most: what goes of each may be some 100,000 rows, and D1 stops a query after 30 s.
pub const PEOPLE_PER_PASS: i64 = 3;

/// Asks whether anybody waits to be erased: a row, or none.
pub fn waiting() -> Statement {
    Statement::new(sql!("erasures_waiting.sql"), [])
}

/// The statements that erase, which run as one transaction. The first one's changes are the people erased.
///
/// Whoever has something that is not folded yet waits for the next pass: what is folded once is in the daily
/// tables, so that the rows may go. What comes later under the same name is somebody new. Between two batches
/// `folded` is empty; here it holds the sessions whose rows go, and their days.
pub fn erase(people: i64, now_ms: i64) -> Vec<Statement> {
    let plain = |sql| Statement::new(sql, []);
    let of_erased = |rest: &[&'static str], params: Vec<Param>| {
        let pieces: Vec<&str> = [sql!("erased.sql")].iter().chain(rest).copied().collect();
        Statement::joined(&pieces, params)
    };
    let days = sql!("erased_days.sql");
    let record = || Param::Int(Tally::Record as i64);
    vec![
        Statement::new(sql!("erase_choose.sql"), [now_ms.into(), people.into()]),
        of_erased(&[sql!("erase_gather.sql")], Vec::new()),
        plain(sql!("erase_spans.sql")),
        plain(sql!("erase_events.sql")),
        plain(sql!("erase_metrics.sql")),
        plain(sql!("erase_turns.sql")),
        plain(sql!("erase_session_days.sql")),
        plain(sql!("erase_sessions.sql")),
        of_erased(&[sql!("erase_refusals.sql")], Vec::new()),
        of_erased(&[sql!("erase_words.sql")], Vec::new()),
        of_erased(&[sql!("erase_people.sql")], Vec::new()),
        of_erased(&[days, sql!("erase_figures.sql")], vec![record()]),
        of_erased(&[days, sql!("erase_tallies.sql")], vec![record(), Tally::codes()]),
        plain(sql!("stamp_erased.sql")),
        plain(sql!("erase_forget.sql")),
        plain(sql!("empty.sql")),
    ]
}

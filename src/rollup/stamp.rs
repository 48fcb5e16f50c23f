//! The stamp of an org's figures: as long as it is the same, the same question about the same days has the same answer.
//!
//! That holds for `/usage`, `/activity`, `/quality`, the list of `/turns`, `/dimensions` and `/export.csv`, which are
//! made of nothing but
//!
//! - `daily`, `tally`, `turn`, `person` and `cohort`: written by folding, deleting what is old, and erasing alone;
//! - `word`: an export adds those of its rows before these are folded, and marks them in the same batch. What a person
//!   who is erased was called goes; should that have named something else as well, it comes back with the next
//!   export, whose fold draws a new stamp;
//! - `price_override`, `dimension` and how long the org keeps what (`org`): written by admins;
//! - `price`: written by migrations;
//! - the request and the day: whoever compares stamps compares these too, and the Worker's version.
//!
//! Each statement that changes one of them has a statement of this file beside it, in the same batch. The stamp is
//! random and no count: after the database was set back to an earlier time, a count would come to numbers anew that
//! browsers know already.

use super::tally::Tally;
use crate::auth::member::OrgId;
use crate::store::sql::sql;
use crate::store::{Param, Statement};
use crate::telemetry::time::Day;

/// Draws one for an org, whatever was changed.
pub fn of_org(org: OrgId) -> Statement {
    Statement::new(sql!("stamp_org.sql"), [org.get().into()])
}

/// Draws one for each org of the session-days that are about to be folded.
pub(super) const OF_MARKED: &str = sql!("stamp_marked.sql");

/// Draws one for each org that has turns, figures or tallies which are older than it keeps them.
pub(super) fn of_old(today: Day) -> Statement {
    Statement::new(sql!("stamp_old.sql"), [Param::Int(today.0), Tally::codes()])
}

//! `GET /api/v1/audit` and `/audit.csv`: who changed what in the admin's org.

mod query;

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::export::Csv;
use super::instant::iso8601;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::member::{Admin, OrgId};
use crate::store::sql::sql;
use crate::store::{Database, Statement};

pub use query::{AuditQuery, Cursor};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use query::{DEFAULT_ENTRIES, MAX_ENTRIES};

/// The most lines of one table. It is held in memory, of which a Worker has 128 MB.
const MAX_LINES: i64 = 50_000;

/// A row of `audit.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AuditRow {
    at_ms: i64,
    audit_id: i64,
    /// Who.
    pub actor: String,
    /// What, see [`Action`](crate::auth::audit::Action).
    pub action: String,
    /// Of what.
    pub subject: Option<String>,
    /// To what.
    pub detail: Option<String>,
}

impl AuditRow {
    /// What the change is called.
    pub fn cursor(&self) -> Cursor {
        Cursor { at_ms: self.at_ms, audit_id: self.audit_id }
    }
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Audit"))]
pub(super) struct Answer {
    /// Newest first.
    entries: Vec<Entry>,
    /// What to ask for as `before` to go on; None: that was all.
    next: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "AuditEntry"))]
struct Entry {
    /// What the change is called.
    id: String,
    /// When it was made.
    at: String,
    /// Address of who made it.
    actor: String,
    /// What was done: `token_rotated`, `member_added`, …
    action: String,
    /// What was changed: an address, the first characters of a token, a model.
    subject: Option<String>,
    /// To what.
    detail: Option<String>,
}

/// An org's changes before one of them, newest first.
pub fn before(org: OrgId, cursor: Cursor, limit: i64) -> Statement {
    Statement::new(
        sql!("audit.sql"),
        [org.get().into(), cursor.at_ms.into(), cursor.audit_id.into(), limit.into()],
    )
}

/// Answers with a page of the log.
pub(super) async fn read(call: &Call<'_>, database: &Database, admin: &Admin) -> Result<Reply, Problem> {
    let AuditQuery { before: cursor, limit } = AuditQuery::parse(&call.head.query, &["before", "limit"])?;
    // One more, so that it is known whether there are more.
    let mut rows: Vec<AuditRow> =
        database.run(before(admin.member().org_id, cursor, limit + 1)).await?.read()?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| has_more).map(|last| last.cursor().to_string());
    let entries = rows
        .into_iter()
        .map(|row| Entry {
            id: row.cursor().to_string(),
            at: iso8601(row.at_ms),
            actor: row.actor,
            action: row.action,
            subject: row.subject,
            detail: row.detail,
        })
        .collect();
    Ok(Reply::json(200, &Answer { entries, next }))
}

/// Answers with the log as a table.
pub(super) async fn table(call: &Call<'_>, database: &Database, admin: &Admin) -> Result<Reply, Problem> {
    let AuditQuery { before: cursor, .. } = AuditQuery::parse(&call.head.query, &["before"])?;
    let rows: Vec<AuditRow> = database.run(before(admin.member().org_id, cursor, MAX_LINES)).await?.read()?;
    Ok(Reply::text("text/csv; charset=utf-8", csv(&rows))
        .with("Content-Disposition", "attachment; filename=\"audit.csv\""))
}

fn csv(rows: &[AuditRow]) -> String {
    let mut csv = Csv::named(["id", "at", "actor", "action", "subject", "detail"]);
    for row in rows {
        csv.text(&row.cursor().to_string());
        csv.text(&iso8601(row.at_ms));
        csv.text(&row.actor);
        csv.text(&row.action);
        csv.text(row.subject.as_deref().unwrap_or_default());
        csv.text(row.detail.as_deref().unwrap_or_default());
        csv.end();
    }
    csv.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_line_for_each_change_and_no_formula() {
        let row = AuditRow {
            at_ms: 1_795_231_800_007,
            audit_id: 5,
            actor: "=cmd@example.com".to_owned(),
            action: "token_rotated".to_owned(),
            subject: Some("thinspan_1a1a".to_owned()),
            detail: None,
        };
        assert_eq!(
            csv(&[row]),
            "id,at,actor,action,subject,detail\r\n\
             1795231800007-5,2026-11-21T03:30:00.007Z,'=cmd@example.com,token_rotated,thinspan_1a1a,\r\n"
        );
    }
}

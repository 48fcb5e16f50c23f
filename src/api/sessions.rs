//! `GET` and `DELETE /api/v1/sessions`: where the member is signed in.

use serde::Serialize;

use super::call::Call;
use super::instant::iso8601;
use super::problem::Problem;
use super::reply::Reply;
use super::routes;
use crate::auth::browser_session::{self, SessionRow};
use crate::auth::member::Member;
use crate::auth::secret::Secret;
use crate::store::Database;

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Sessions {
    /// This browser's first, then the last used.
    sessions: Vec<Session>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Session {
    /// Names it.
    id: String,
    /// This browser's.
    is_current: bool,
    /// Such as `Firefox on Linux`.
    browser: String,
    /// When it began.
    created_at: String,
    /// To the quarter of an hour.
    last_used_at: String,
    /// When it ends, used or not; unused it ends earlier.
    expires_at: String,
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            id: row.id,
            is_current: row.is_current != 0,
            browser: row.browser,
            created_at: iso8601(row.created_ms),
            last_used_at: iso8601(row.used_ms),
            expires_at: iso8601(row.expires_ms),
        }
    }
}

/// Lists the member's sessions, in all their orgs.
pub(super) async fn list(
    database: &Database,
    member: &Member,
    own: &Secret,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let rows: Vec<SessionRow> =
        database.run(browser_session::list(&member.email, own, now_ms)).await?.read()?;
    Ok(Reply::json(200, &Sessions { sessions: rows.into_iter().map(Session::from).collect() }))
}

/// Closes one of them.
pub(super) async fn close(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    own: &Secret,
) -> Result<Reply, Problem> {
    let id = routes::id(&call.head.path);
    let closed = database.run(browser_session::close_of(&member.email, Some(id), own)).await?;
    match closed.changes() {
        0 => Err(Problem::no_such("There is no such session.")),
        _ => Ok(Reply::no_content()),
    }
}

/// Closes all of them but this browser's.
pub(super) async fn close_others(
    database: &Database,
    member: &Member,
    own: &Secret,
) -> Result<Reply, Problem> {
    database.run(browser_session::close_of(&member.email, None, own)).await?;
    Ok(Reply::no_content())
}

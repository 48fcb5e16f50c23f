//! A signed-in browser: opened by a right code, read by every request, closed by signing out, by its member
//! elsewhere, by time, or with the membership.

use serde::Deserialize;

use super::admins::Group;
use super::audit::Action;
use super::email::Email;
use super::secret::Secret;
use crate::store::sql::sql;
use crate::store::{Param, Statement};

/// How long a session lasts, used or not.
pub const LIFETIME_SECONDS: i64 = 30 * DAY_SECONDS;
/// How long it lasts unused.
pub const IDLE_SECONDS: i64 = 7 * DAY_SECONDS;
/// How exactly it is known when it was last used.
const TOUCH_SECONDS: i64 = 15 * 60;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// A session that was last used before this moment has ended.
fn idle_since(now_ms: i64) -> Param {
    (now_ms - IDLE_SECONDS * 1000).into()
}

/// A session to be opened.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// What its cookie holds.
    pub session: &'a Secret,
    /// [`super::browser::describe`]
    pub browser: &'a str,
    /// Now, in Unix milliseconds.
    pub now_ms: i64,
}

/// Opens a session for a code that was right, and uses the code up, in one batch.
///
/// `groups`: those of `ADMIN_EMAILS` that list the address. Each founds its org when it is not there yet, and
/// makes the address its admin; not before the code was right, so that nobody else can have it done. The database
/// runs one batch after the other, so there is one founder.
///
/// The last result is the [`Member`](super::member::Member), or no row when the code had been used in the
/// meantime or its address is no member's.
pub fn open<'a>(
    opening: Opening<'_>,
    challenge: &Secret,
    email: &Email,
    groups: impl Iterator<Item = &'a Group>,
) -> Vec<Statement> {
    let Opening { session, browser, now_ms } = opening;
    let (cookie, code) = (session.hash_hex(), challenge.hash_hex());
    let mut statements = vec![Statement::new(
        sql!("sweep_sessions.sql"),
        [cookie.as_str().into(), now_ms.into(), idle_since(now_ms)],
    )];
    for group in groups {
        let name = org_name(group, email);
        let listed_as = group.name.as_str();
        statements.extend([
            Statement::new(
                sql!("found_org.sql"),
                [code.as_str().into(), now_ms.into(), listed_as.into(), name.into()],
            ),
            founded(email, listed_as, Action::OrgFounded, name, now_ms),
            Statement::new(sql!("found_admin.sql"), [code.as_str().into(), now_ms.into(), listed_as.into()]),
            founded(email, listed_as, Action::AdminListed, email.as_str(), now_ms),
        ]);
    }
    statements.extend([
        Statement::new(
            sql!("open_session.sql"),
            [
                cookie.into(),
                code.as_str().into(),
                browser.into(),
                now_ms.into(),
                (now_ms + LIFETIME_SECONDS * 1000).into(),
            ],
        ),
        Statement::new(sql!("use_login_code.sql"), [code.into()]),
        member(session, now_ms),
    ]);
    statements
}

/// Opens a session for the first admin of a deployment whose database has no org yet, in one batch; each
/// statement does nothing when the one before did nothing. The last result is as [`open`]'s.
pub fn open_first(opening: Opening<'_>, email: &Email, group: &Group) -> Vec<Statement> {
    let Opening { session, browser, now_ms } = opening;
    let name = org_name(group, email);
    let listed_as = group.name.as_str();
    vec![
        Statement::new(sql!("found_first_org.sql"), [now_ms.into(), listed_as.into(), name.into()]),
        founded(email, listed_as, Action::OrgFounded, name, now_ms),
        Statement::new(
            sql!("found_first_admin.sql"),
            [email.as_str().into(), now_ms.into(), listed_as.into()],
        ),
        Statement::new(
            sql!("open_first_session.sql"),
            [
                session.hash_hex().into(),
                email.as_str().into(),
                browser.into(),
                now_ms.into(),
                (now_ms + LIFETIME_SECONDS * 1000).into(),
            ],
        ),
        member(session, now_ms),
    ]
}

/// What the org of a group is called.
fn org_name<'a>(group: &'a Group, founder: &'a Email) -> &'a str {
    if group.name.is_empty() { founder.domain() } else { &group.name }
}

/// [`super::audit::keep`] for an org that has no number yet.
fn founded(email: &Email, listed_as: &str, action: Action, subject: &str, now_ms: i64) -> Statement {
    Statement::new(
        sql!("keep_founding.sql"),
        [listed_as.into(), now_ms.into(), email.as_str().into(), action.name().into(), subject.into()],
    )
}

/// Notes that a session is in use, and reads its [`Member`](super::member::Member): the last result; no row when it
/// is closed or has ended.
pub fn read(session: &Secret, now_ms: i64) -> [Statement; 2] {
    let touched_before = now_ms - TOUCH_SECONDS * 1000;
    [
        Statement::new(
            sql!("touch_session.sql"),
            [session.hash_hex().into(), now_ms.into(), idle_since(now_ms), touched_before.into()],
        ),
        member(session, now_ms),
    ]
}

fn member(session: &Secret, now_ms: i64) -> Statement {
    Statement::new(sql!("session_member.sql"), [session.hash_hex().into(), now_ms.into(), idle_since(now_ms)])
}

/// Closes a session.
pub fn close(session: &Secret) -> Statement {
    Statement::new(sql!("close_session.sql"), [session.hash_hex().into()])
}

/// A row of [`list`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SessionRow {
    /// Names it; opens nothing.
    pub id: String,
    /// Not 0: it is the one that asks.
    pub is_current: i64,
    /// [`super::browser::describe`]
    pub browser: String,
    /// Unix milliseconds.
    pub created_ms: i64,
    /// Likewise, to the quarter of an hour.
    pub used_ms: i64,
    /// Likewise: when it ends, used or not.
    pub expires_ms: i64,
}

/// The live sessions of an address, at most 100: rows of [`SessionRow`].
pub fn list(email: &Email, own: &Secret, now_ms: i64) -> Statement {
    Statement::new(
        sql!("list_sessions.sql"),
        [email.as_str().into(), now_ms.into(), idle_since(now_ms), own.hash_hex().into()],
    )
}

/// Closes the session of an address that has this id; without one, all but the own.
pub fn close_of(email: &Email, id: Option<&str>, own: &Secret) -> Statement {
    Statement::new(
        sql!("close_sessions.sql"),
        [email.as_str().into(), id.map_or(Param::Null, Param::from), own.hash_hex().into()],
    )
}

/// Turns a session to another org of the same address; changes nothing when there is none of that name.
pub fn switch(session: &Secret, email: &Email, org_name: &str) -> Statement {
    Statement::new(
        sql!("switch_org.sql"),
        [session.hash_hex().into(), email.as_str().into(), org_name.into()],
    )
}

//! A signed-in browser: opened by a right code, read by every request, closed by signing out.

use super::secret::Secret;
use crate::store::Statement;

/// How long a session lasts, used or not.
pub const LIFETIME_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Opens a session for a code that was right, and uses the code up, in one batch.
///
/// The last result is the [`Member`](super::member::Member), or no row when the code had been used in the
/// meantime or its address is no member's.
pub fn open(session: &Secret, challenge: &Secret, now_ms: i64) -> Vec<Statement> {
    let (cookie, key) = (session.hash_hex(), challenge.hash_hex());
    vec![
        Statement::new(include_str!("sweep_sessions.sql"), [cookie.as_str().into(), now_ms.into()]),
        Statement::new(
            include_str!("open_session.sql"),
            [cookie.into(), key.as_str().into(), now_ms.into(), (now_ms + LIFETIME_SECONDS * 1000).into()],
        ),
        Statement::new(include_str!("use_login_code.sql"), [key.into()]),
        member(session, now_ms),
    ]
}

/// The [`Member`](super::member::Member) of a session; no row when it is closed or has expired.
pub fn member(session: &Secret, now_ms: i64) -> Statement {
    Statement::new(include_str!("session_member.sql"), [session.hash_hex().into(), now_ms.into()])
}

/// Closes a session.
pub fn close(session: &Secret) -> Statement {
    Statement::new(include_str!("close_session.sql"), [session.hash_hex().into()])
}

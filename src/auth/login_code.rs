//! A one-time code on its way: asked for, mailed, typed in. The statements, as values.

use serde::Deserialize;

use super::code::Code;
use super::email::Email;
use super::secret::Secret;
use crate::store::Statement;

/// How long a code can be typed in.
pub const LIFETIME_SECONDS: i64 = 600;
/// How often it can be tried.
pub const TRIES: i64 = 5;
/// How many codes an address can have at a time. With [`TRIES`] and a million codes, somebody who asks and
/// guesses without pause for a day gets in with a probability of 0.4 %, and the member sees 720 mails.
pub const LIVE_CODES: i64 = 5;

/// What became of the wish for a code; the last result of [`ask`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Asked {
    stored: i64,
    is_member: i64,
    next_free_ms: Option<i64>,
}

impl Asked {
    /// Whether the code was stored; if not, the address has enough live ones.
    pub fn is_stored(&self) -> bool {
        self.stored != 0
    }

    /// Whether the address is a member's, so that the code may be mailed.
    pub fn is_member(&self) -> bool {
        self.is_member != 0
    }

    /// Seconds until the address may ask again, at least 1.
    pub fn retry_after_seconds(&self, now_ms: i64) -> i64 {
        let wait_ms = self.next_free_ms.map_or(0, |free_ms| free_ms.saturating_sub(now_ms));
        (wait_ms / 1000).saturating_add(1).clamp(1, LIFETIME_SECONDS)
    }
}

/// Asks for a code, in one batch; its last result is an [`Asked`].
///
/// The work is the same whether or not the address is a member's: the code is stored in any case, and
/// only who has the mailbox of a member learns it. `is_listed`: `ADMIN_EMAILS` has the address; the first
/// one founds the org, named after its domain. The database runs one batch after the other, so there is
/// one founder.
pub fn ask(email: &Email, is_listed: bool, challenge: &Secret, code: &Code, now_ms: i64) -> Vec<Statement> {
    let key = challenge.hash_hex();
    let listed = i64::from(is_listed);
    vec![
        Statement::new(include_str!("sweep_login_codes.sql"), [key.as_str().into(), now_ms.into()]),
        Statement::new(include_str!("found_org.sql"), [email.domain().into(), now_ms.into(), listed.into()]),
        Statement::new(
            include_str!("found_admin.sql"),
            [email.as_str().into(), now_ms.into(), listed.into()],
        ),
        Statement::new(
            include_str!("store_login_code.sql"),
            [
                key.as_str().into(),
                email.as_str().into(),
                code.hash_hex(challenge).into(),
                (now_ms + LIFETIME_SECONDS * 1000).into(),
                now_ms.into(),
                LIVE_CODES.into(),
            ],
        ),
        Statement::new(
            include_str!("stored_login_code.sql"),
            [key.as_str().into(), email.as_str().into(), now_ms.into()],
        ),
    ]
}

/// What [`count_try`] returns: the code to compare with. No row: no code is waiting in this browser.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Waiting {
    /// [`Code::hash_hex`] of the right code.
    pub code_hash: String,
}

/// Counts a try and returns what to compare with.
pub fn count_try(challenge: &Secret, now_ms: i64) -> Statement {
    Statement::new(
        include_str!("try_login_code.sql"),
        [challenge.hash_hex().into(), now_ms.into(), TRIES.into()],
    )
}

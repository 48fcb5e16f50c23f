//! A one-time code on its way: asked for, mailed, typed in. The statements, as values.

use serde::Deserialize;

use super::code::Code;
use super::email::Email;
use super::key::AuthKey;
use super::secret::Secret;
use crate::store::Statement;
use crate::store::sql::sql;

/// How long a code can be typed in; OWASP ASVS 5.0, 6.5.5: at most ten minutes.
pub const LIFETIME_SECONDS: i64 = 600;
/// How often it can be tried.
pub const TRIES: i64 = 5;
/// How many live codes an address can have that were asked for from one network. With [`TRIES`] and a million codes,
/// who asks and guesses from there without pause for a day gets in with a probability of 0.4 %, and the member
/// sees 720 mails.
pub const LIVE_CODES: i64 = 5;
/// How many live codes an address can have wherever they were asked for: it takes three networks to keep a member
/// from getting one.
pub const LIVE_CODES_OF_ADDRESS: i64 = 15;
/// How many live codes one network can have asked for, whoever's: an office behind one address needs some.
pub const LIVE_CODES_OF_NETWORK: i64 = 30;

/// Who asks for a code.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The address that was typed.
    pub email: &'a Email,
    /// [`super::network::network`] that the request came from.
    pub network: &'a str,
    /// What binds the code to the browser.
    pub challenge: &'a Secret,
}

/// What became of the wish for a code; the last result of [`ask`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Asked {
    stored: i64,
    is_member: i64,
    next_free_ms: Option<i64>,
}

impl Asked {
    /// Whether the code was stored; if not, there are enough live ones.
    pub fn is_stored(&self) -> bool {
        self.stored != 0
    }

    /// Whether the address is a member's, so that the code may be mailed.
    pub fn is_member(&self) -> bool {
        self.is_member != 0
    }

    /// Seconds until one of the live codes that were asked for from the same network has expired, at least 1.
    pub fn retry_after_seconds(&self, now_ms: i64) -> i64 {
        let Some(free_ms) = self.next_free_ms else { return LIFETIME_SECONDS };
        (free_ms.saturating_sub(now_ms) / 1000).saturating_add(1).clamp(1, LIFETIME_SECONDS)
    }
}

/// Asks for a code, in one batch; its last result is an [`Asked`].
///
/// The work is the same whether or not the address is a member's: the code is stored in any case, and only who
/// has the mailbox of a member learns it.
pub fn ask(asking: Asking<'_>, key: &AuthKey, code: &Code, now_ms: i64) -> Vec<Statement> {
    let Asking { email, network, challenge } = asking;
    let (id, ip) = (challenge.hash_hex(), key.hash_hex("ip", network));
    vec![
        Statement::new(
            sql!("store_login_code.sql"),
            [
                id.as_str().into(),
                email.as_str().into(),
                ip.as_str().into(),
                code.hash_hex(key, challenge).into(),
                (now_ms + LIFETIME_SECONDS * 1000).into(),
                now_ms.into(),
                LIVE_CODES.into(),
                LIVE_CODES_OF_ADDRESS.into(),
                LIVE_CODES_OF_NETWORK.into(),
            ],
        ),
        Statement::new(
            sql!("stored_login_code.sql"),
            [id.into(), email.as_str().into(), ip.into(), now_ms.into()],
        ),
    ]
}

/// The mail with the code did not go: the code is forgotten, so that it counts against nobody, and everybody who
/// asks is told for a while that mail is down.
pub fn not_mailed(challenge: &Secret, now_ms: i64) -> Vec<Statement> {
    vec![
        Statement::new(sql!("use_login_code.sql"), [challenge.hash_hex().into()]),
        Statement::new(sql!("begin_mail_outage.sql"), [now_ms.into()]),
    ]
}

/// A mail did go.
pub fn mailed() -> Statement {
    Statement::new(sql!("end_mail_outage.sql"), [])
}

/// The row of [`outage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Outage {
    /// Not 0: the last mail that was tried did not go.
    pub is_down: i64,
}

/// Whether mail is down. A failure is believed as long as a code would have lived.
pub fn outage(now_ms: i64) -> Statement {
    Statement::new(sql!("mail_outage.sql"), [(now_ms - LIFETIME_SECONDS * 1000).into()])
}

/// What [`count_try`] returns: the code to compare with. No row: no code is waiting in this browser.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Waiting {
    /// [`Code::hash_hex`] of the right code.
    pub code_hash: String,
    /// The address that it was mailed to.
    pub email: Email,
}

/// Counts a try and returns what to compare with.
pub fn count_try(challenge: &Secret, now_ms: i64) -> Statement {
    Statement::new(sql!("try_login_code.sql"), [challenge.hash_hex().into(), now_ms.into(), TRIES.into()])
}

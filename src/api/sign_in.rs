//! `POST /api/v1/auth/request`, `…/verify`, `…/logout`.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use worker::{Date, Delay};

use super::call::Call;
use super::me;
use super::problem::Problem;
use super::reply::Reply;
use super::settings::Settings;
use crate::auth::browser_session;
use crate::auth::code::Code;
use crate::auth::cookie::Cookie;
use crate::auth::email::Email;
use crate::auth::login_code::{self, Asked, Waiting};
use crate::auth::mail::Mailer;
use crate::auth::member::Member;
use crate::auth::random::{self, NoRandomness};
use crate::auth::secret::Secret;
use crate::store::Database;

/// Sending a mail takes time that not sending it does not take, which would tell who is a member. So
/// the answer waits until this long after the request, longer than a mail provider usually takes.
const ANSWER_AFTER_MS: i64 = 1_000;

#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "CodeRequest"))]
pub(super) struct EmailBody {
    /// Whose code.
    email: String,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "CodeSent"))]
pub(super) struct CodeRequested<'a> {
    /// The address, as it was understood.
    email: &'a Email,
    /// How long a code can be used.
    expires_in_seconds: i64,
}

/// Mails a code to a member. The answer is the same for everybody, unless the mail fails.
pub(super) async fn request_code(
    call: &Call<'_>,
    database: &Database,
    settings: &Settings,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let body: EmailBody = call.json(r#"`{"email": "…"}`"#)?;
    let email = Email::parse(&body.email)
        .ok_or_else(|| Problem::bad_parameter("email", "`email` must be an e-mail address."))?;
    if matches!(settings.mailer, Mailer::NotSetUp) {
        return Err(Problem::mail_not_set_up());
    }

    let challenge = Secret::generate(random::bytes()?);
    let code = draw_code()?;
    let is_listed = settings.admin_emails.contains(&email);
    let results = database.batch(&login_code::ask(&email, is_listed, &challenge, &code, now_ms)).await?;
    let asked: Option<Asked> = match results.last() {
        Some(rows) => rows.first()?,
        None => None,
    };
    match asked {
        Some(asked) if asked.is_stored() => {
            if asked.is_member() {
                settings.mailer.send(&email, &code, login_code::LIFETIME_SECONDS / 60).await?;
            }
        }
        Some(asked) => return Err(Problem::too_many_codes(asked.retry_after_seconds(now_ms))),
        None => return Err(Problem::too_many_codes(1)),
    }
    if matches!(settings.mailer, Mailer::Resend { .. }) {
        let passed_ms = i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX).saturating_sub(now_ms);
        let left_ms = ANSWER_AFTER_MS.saturating_sub(passed_ms).clamp(0, ANSWER_AFTER_MS);
        Delay::from(Duration::from_millis(left_ms.unsigned_abs())).await;
    }
    let requested = CodeRequested { email: &email, expires_in_seconds: login_code::LIFETIME_SECONDS };
    Ok(Reply::json(202, &requested)
        .with("Set-Cookie", Cookie::Challenge.set(&challenge, login_code::LIFETIME_SECONDS)))
}

fn draw_code() -> Result<Code, NoRandomness> {
    loop {
        // One draw in about 4,400 is thrown away.
        if let Some(code) = Code::generate(u32::from_le_bytes(random::bytes()?)) {
            return Ok(code);
        }
    }
}

#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "CodeTyped"))]
pub(super) struct CodeBody {
    /// Six digits.
    code: String,
}

/// Opens a session for a right code.
pub(super) async fn verify_code(call: &Call<'_>, database: &Database, now_ms: i64) -> Result<Reply, Problem> {
    let body: CodeBody = call.json(r#"`{"code": "123456"}`"#)?;
    let code = Code::parse(&body.code)
        .ok_or_else(|| Problem::bad_parameter("code", "`code` must be six digits."))?;
    let challenge = Cookie::Challenge.read(&call.head.cookies).ok_or_else(Problem::no_code)?;

    let counted = database.run(login_code::count_try(&challenge, now_ms)).await?;
    let waiting: Waiting = counted.first()?.ok_or_else(Problem::no_code)?;
    if !code.matches(&challenge, &waiting.code_hash) {
        return Err(Problem::wrong_code());
    }

    let session = Secret::generate(random::bytes()?);
    let results = database.batch(&browser_session::open(&session, &challenge, now_ms)).await?;
    let member: Option<Member> = match results.last() {
        Some(rows) => rows.first()?,
        None => None,
    };
    let member = member.ok_or_else(Problem::no_code)?;
    Ok(me::read(call, database, &member)
        .await?
        .with("Set-Cookie", Cookie::Session.set(&session, browser_session::LIFETIME_SECONDS))
        .with("Set-Cookie", Cookie::Challenge.clear()))
}

/// Closes the session, if there is one.
pub(super) async fn sign_out(call: &Call<'_>, database: &Database) -> Result<Reply, Problem> {
    if let Some(session) = Cookie::Session.read(&call.head.cookies) {
        database.run(browser_session::close(&session)).await?;
    }
    Ok(Reply::no_content().with("Set-Cookie", Cookie::Session.clear()))
}

//! `POST /api/v1/auth/request`, `…/verify`, `…/first-admin`, `…/logout`, `GET /api/v1/auth/mail`.

use serde::{Deserialize, Serialize};
use worker::{Context, console_error};

use super::call::Call;
use super::me;
use super::problem::Problem;
use super::reply::Reply;
use super::settings::Settings;
use crate::auth::browser::describe;
use crate::auth::browser_session::{self, Opening};
use crate::auth::code::Code;
use crate::auth::cookie::Cookie;
use crate::auth::email::Email;
use crate::auth::login_code::{self, Asked, Asking, Outage, Waiting};
use crate::auth::mail::{Mailer, Message};
use crate::auth::member::Member;
use crate::auth::random::{self, NoRandomness};
use crate::auth::secret::Secret;
use crate::store::{Database, Rows, StoreError};

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

/// What goes on after the answer.
pub(super) struct Later<'a> {
    /// Keeps the Worker alive for it.
    pub context: &'a Context,
    /// For what becomes of the mail.
    pub database: Database,
}

/// Mails a code to a member, after the answer: that is the same for everybody and takes the same time, whether
/// there is a member, and whatever becomes of the mail. [`mail`] tells whether mail is down.
pub(super) async fn request_code(
    call: &Call<'_>,
    database: &Database,
    settings: &Settings,
    later: Later<'_>,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let body: EmailBody = call.json(r#"`{"email": "…"}`"#)?;
    let email = Email::parse(&body.email)
        .ok_or_else(|| Problem::bad_parameter("email", "`email` must be an e-mail address."))?;
    if matches!(settings.mailer, Mailer::NotSetUp) {
        return Err(Problem::mail_not_set_up());
    }
    let key = settings.key.as_ref().ok_or_else(Problem::no_key)?;

    let challenge = Secret::generate(random::bytes()?);
    let code = draw_code()?;
    let asking = Asking { email: &email, network: &call.head.network, challenge: &challenge };
    let results = database.batch(&login_code::ask(asking, key, &code, now_ms)).await?;
    let asked: Asked = last(&results)?.ok_or_else(|| Problem::too_many_codes(1))?;
    if !asked.is_stored() {
        return Err(Problem::too_many_codes(asked.retry_after_seconds(now_ms)));
    }
    let is_member = asked.is_member() || settings.admins.groups_of(&email).next().is_some();
    let reply =
        Reply::json(202, &CodeRequested { email: &email, expires_in_seconds: login_code::LIFETIME_SECONDS })
            .with("Set-Cookie", Cookie::Challenge.set(&challenge, login_code::LIFETIME_SECONDS));

    let mailer = settings.mailer.clone();
    let Later { context, database } = later;
    context.wait_until(async move {
        if !is_member {
            return;
        }
        let message = Message::code(&code, login_code::LIFETIME_SECONDS / 60);
        let noted = match mailer.send(&email, &message).await {
            Ok(()) => database.run(login_code::mailed()).await.map(drop),
            Err(error) => {
                console_error!("api: {error}");
                database.batch(&login_code::not_mailed(&challenge, now_ms)).await.map(drop)
            }
        };
        if let Err(error) = noted {
            console_error!("api: {error}");
        }
    });
    Ok(reply)
}

fn draw_code() -> Result<Code, NoRandomness> {
    loop {
        // One draw in about 4,400 is thrown away.
        if let Some(code) = Code::generate(u32::from_le_bytes(random::bytes()?)) {
            return Ok(code);
        }
    }
}

/// The first row of the last result.
fn last<T: serde::de::DeserializeOwned>(results: &[Rows]) -> Result<Option<T>, StoreError> {
    results.last().map_or(Ok(None), Rows::first)
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "MailState"))]
pub(super) struct MailState {
    /// The last mail that was tried, whoever's, did not go out.
    is_down: bool,
}

/// Tells whether mail is down: of all that is tried, so that it says nothing about an address.
pub(super) async fn mail(database: &Database, now_ms: i64) -> Result<Reply, Problem> {
    let outage: Option<Outage> = database.run(login_code::outage(now_ms)).await?.first()?;
    Ok(Reply::json(200, &MailState { is_down: outage.is_some_and(|outage| outage.is_down != 0) }))
}

#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "CodeTyped"))]
pub(super) struct CodeBody {
    /// Six digits.
    code: String,
}

/// Opens a session for a right code.
pub(super) async fn verify_code(
    call: &Call<'_>,
    database: &Database,
    settings: &Settings,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let body: CodeBody = call.json(r#"`{"code": "123456"}`"#)?;
    let code = Code::parse(&body.code)
        .ok_or_else(|| Problem::bad_parameter("code", "`code` must be six digits."))?;
    let key = settings.key.as_ref().ok_or_else(Problem::no_key)?;
    let challenge = Cookie::Challenge.read(&call.head.cookies).ok_or_else(Problem::no_code)?;

    let counted = database.run(login_code::count_try(&challenge, now_ms)).await?;
    let waiting: Waiting = counted.first()?.ok_or_else(Problem::no_code)?;
    if !code.matches(key, &challenge, &waiting.code_hash) {
        return Err(Problem::wrong_code());
    }

    let session = Secret::generate(random::bytes()?);
    let browser = describe(&call.head.user_agent);
    let opening = Opening { session: &session, browser: &browser, now_ms };
    let groups = settings.admins.groups_of(&waiting.email);
    let results = database.batch(&browser_session::open(opening, &challenge, &waiting.email, groups)).await?;
    let member: Member = last(&results)?.ok_or_else(Problem::no_code)?;
    Ok(welcome(call, database, &member, &session).await?.with("Set-Cookie", Cookie::Challenge.clear()))
}

#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "FirstAdminLink"))]
pub(super) struct LinkBody {
    /// What follows `#first-admin=` in the link that the deployment printed.
    key: String,
}

/// Signs in the first of `ADMIN_EMAILS` by the link that the deployment printed, while there is no org: so that a
/// deployment can be used, and its mail tried, before mail works.
pub(super) async fn first_admin(
    call: &Call<'_>,
    database: &Database,
    settings: &Settings,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let body: LinkBody = call.json(r#"`{"key": "…"}`"#)?;
    let key = settings.key.as_ref().ok_or_else(Problem::no_key)?;
    if !key.opens_first_admin(&body.key, now_ms) {
        return Err(Problem::no_first_admin());
    }
    let (email, group) = settings.admins.first().ok_or_else(Problem::no_first_admin)?;
    let session = Secret::generate(random::bytes()?);
    let browser = describe(&call.head.user_agent);
    let opening = Opening { session: &session, browser: &browser, now_ms };
    let results = database.batch(&browser_session::open_first(opening, email, group)).await?;
    let member: Member = last(&results)?.ok_or_else(Problem::no_first_admin)?;
    welcome(call, database, &member, &session).await
}

/// Who has just signed in, and the cookie that says so from now on.
async fn welcome(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    session: &Secret,
) -> Result<Reply, Problem> {
    let reply = me::read(call, database, member).await?;
    Ok(reply.with("Set-Cookie", Cookie::Session.set(session, browser_session::LIFETIME_SECONDS)))
}

/// Closes the session, if there is one.
pub(super) async fn sign_out(call: &Call<'_>, database: &Database) -> Result<Reply, Problem> {
    if let Some(session) = Cookie::Session.read(&call.head.cookies) {
        database.run(browser_session::close(&session)).await?;
    }
    Ok(Reply::no_content().with("Set-Cookie", Cookie::Session.clear()))
}

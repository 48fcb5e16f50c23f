//! The JSON API (docs/API.md): the way out, a file per resource.
//!
//! A resource is a function from a `Call` and the database to a `Reply` or a `Problem`; this file
//! is where Workers' requests and responses begin and end, and the only one that reads the clock.

pub mod activity;
pub mod audit;
mod call;
pub mod day;
pub mod decider;
pub mod dimensions;
pub mod erasures;
mod etag;
pub mod export;
pub mod figures;
pub mod filter;
pub mod health;
pub mod ingest_tokens;
mod instant;
pub mod label;
pub mod me;
pub mod members;
pub mod onboarding;
pub mod openapi;
mod order;
mod origin;
#[cfg(not(target_arch = "wasm32"))]
pub mod parsed;
pub mod prices;
mod problem;
pub mod quality;
mod reply;
pub mod retention;
mod routes;
mod sessions;
mod settings;
mod sign_in;
pub mod turns;
pub mod usage;

use std::cell::Cell;
use std::rc::Rc;

use worker::{Context, Env, Method, Request, Response, console_error};

use crate::auth::browser_session;
use crate::auth::cookie::Cookie;
use crate::auth::member::{Admin, Member};
use crate::auth::secret::Secret;
use crate::store::{Database, Spent, now_ms};
use crate::telemetry::time::Day;

use call::{Call, Head};
use etag::{FiguresStamp, Tag};
use problem::Problem;
use reply::Reply;
use routes::{AdminEndpoint, Endpoint, MemberEndpoint, PublicEndpoint, Route};
use settings::Settings;

/// Answers a request for anything under `/api/`. Every failure becomes a problem document.
pub async fn handle(mut request: Request, env: &Env, context: &Context) -> Response {
    let settings = Settings::from_env(env);
    let head = Head::of(&request);
    let spent = Rc::default();
    let mut reply = answer(&head, &mut request, env, context, &settings, &spent).await.unwrap_or_else(refuse);
    if head.method == Method::Get {
        reply = reply.unless_known(head.if_none_match.as_deref());
    }
    if let Some(timing) = spent.get().server_timing(env) {
        reply = reply.with("Server-Timing", timing);
    }
    origin::share(reply, head.origin.as_deref(), &settings).into_response()
}

fn refuse(problem: Problem) -> Reply {
    if let Some(cause) = problem.cause() {
        console_error!("api: {}", cause);
    }
    problem.into_reply()
}

async fn answer(
    head: &Head,
    request: &mut Request,
    env: &Env,
    context: &Context,
    settings: &Settings,
    spent: &Rc<Cell<Spent>>,
) -> Result<Reply, Problem> {
    let endpoint = match routes::find(&head.method, &head.path)? {
        Route::Preflight => return Ok(Reply::no_content()),
        Route::Endpoint(endpoint) => endpoint,
    };
    origin::check(head, settings)?;
    let call = Call::read(head, request).await?;
    let database = Database::counted(env, spent)?;
    let now_ms = now_ms();

    // What the answer is known by before it is made.
    let mut tag = None;
    let reply = match endpoint {
        Endpoint::Public(endpoint) => match endpoint {
            PublicEndpoint::RequestCode => {
                let later = sign_in::Later { context, database: Database::from_env(env)? };
                sign_in::request_code(&call, &database, settings, later, now_ms).await
            }
            PublicEndpoint::Mail => sign_in::mail(&database, now_ms).await,
            PublicEndpoint::VerifyCode => sign_in::verify_code(&call, &database, settings, now_ms).await,
            PublicEndpoint::FirstAdmin => sign_in::first_admin(&call, &database, settings, now_ms).await,
            PublicEndpoint::SignOut => sign_in::sign_out(&call, &database).await,
            PublicEndpoint::Describe => Ok(openapi::read()),
        },
        Endpoint::Member(endpoint) => {
            let SignedIn { member, session, figures } = signed_in(&call, &database, now_ms).await?;
            if endpoint.is_of_figures() {
                tag = Tag::of_figures(figures, member.org_id, Day::of(now_ms), head);
            }
            if let Some(tag) = tag.as_ref().filter(|tag| head.knows(tag)) {
                return Ok(Reply::not_modified(tag).kept());
            }
            match endpoint {
                MemberEndpoint::Me => me::read(&call, &database, &member).await,
                MemberEndpoint::SwitchOrg => me::switch(&call, &database, &member, &session, now_ms).await,
                MemberEndpoint::ListSessions => sessions::list(&database, &member, &session, now_ms).await,
                MemberEndpoint::CloseSession => sessions::close(&call, &database, &member, &session).await,
                MemberEndpoint::CloseOtherSessions => {
                    sessions::close_others(&database, &member, &session).await
                }
                MemberEndpoint::Usage => usage::read(&call, &database, &member, now_ms).await,
                MemberEndpoint::Activity => activity::read(&call, &database, &member, now_ms).await,
                MemberEndpoint::Dimensions => dimensions::read(&call, &database, &member, now_ms).await,
                MemberEndpoint::Export => export::read(&call, &database, &member, now_ms).await,
                MemberEndpoint::Quality => quality::read(&call, &database, &member, now_ms).await,
                MemberEndpoint::Health => health::read(&call, &database, &member, now_ms).await,
                MemberEndpoint::Prices => prices::read(&call, &database, &member, now_ms).await,
                MemberEndpoint::Turns => turns::list(&call, &database, &member, now_ms).await,
                MemberEndpoint::Turn => turns::one(&call, &database, &member).await,
            }
        }
        Endpoint::Admin(endpoint) => {
            let SignedIn { member, .. } = signed_in(&call, &database, now_ms).await?;
            let admin = Admin::check(member).ok_or_else(Problem::admins_only)?;
            match endpoint {
                AdminEndpoint::CreateIngestToken => {
                    ingest_tokens::create(&call, &database, &admin, now_ms).await
                }
                AdminEndpoint::ListIngestTokens => ingest_tokens::list(&database, &admin).await,
                AdminEndpoint::SetDimensions => dimensions::write(&call, &database, &admin, now_ms).await,
                AdminEndpoint::SetRetention => retention::write(&call, &database, &admin, now_ms).await,
                AdminEndpoint::ListMembers => members::list(&database, &admin).await,
                AdminEndpoint::AddMember => members::add(&call, &database, &admin, settings, now_ms).await,
                AdminEndpoint::SetRole => members::set_role(&call, &database, &admin, now_ms).await,
                AdminEndpoint::RemoveMember => members::remove(&call, &database, &admin, now_ms).await,
                AdminEndpoint::Invite => members::invite(&call, &database, &admin, settings).await,
                AdminEndpoint::RevokeIngestToken => ingest_tokens::delete(&database, &admin, now_ms).await,
                AdminEndpoint::Audit => audit::read(&call, &database, &admin).await,
                AdminEndpoint::AuditCsv => audit::table(&call, &database, &admin).await,
                AdminEndpoint::ErasePerson => erasures::ask(&call, &database, &admin, now_ms).await,
                AdminEndpoint::ListErasures => erasures::list(&database, &admin).await,
                AdminEndpoint::Onboarding => onboarding::read(&call, &database, &admin, now_ms).await,
                AdminEndpoint::SetPrice => prices::set(&call, &database, &admin, now_ms).await,
            }
        }
    }?;
    let reply = if endpoint.is_kept() { reply.kept() } else { reply };
    Ok(match tag {
        Some(tag) => reply.tagged(tag),
        None => reply,
    })
}

/// Who asks, the session that says so, and the stamp of their org's figures.
struct SignedIn {
    member: Member,
    session: Secret,
    figures: FiguresStamp,
}

async fn signed_in(call: &Call<'_>, database: &Database, now_ms: i64) -> Result<SignedIn, Problem> {
    let session = Cookie::Session.read(&call.head.cookies).ok_or_else(Problem::not_signed_in)?;
    let results = database.batch(&browser_session::read(&session, now_ms)).await?;
    let rows = results.last().ok_or_else(Problem::not_signed_in)?;
    let (Some(member), Some(figures)) = (rows.first()?, rows.first()?) else {
        return Err(Problem::not_signed_in());
    };
    Ok(SignedIn { member, session, figures })
}

//! The JSON API (docs/API.md): the way out, a file per resource.
//!
//! A resource is a function from a `Call` and the database to a `Reply` or a `Problem`; this file
//! is where Workers' requests and responses begin and end, and the only one that reads the clock.

pub mod activity;
mod call;
pub mod day;
pub mod decider;
pub mod dimensions;
pub mod export;
pub mod figures;
pub mod filter;
pub mod health;
pub mod ingest_tokens;
mod instant;
pub mod label;
mod largest;
pub mod me;
pub mod onboarding;
pub mod openapi;
mod origin;
pub mod prices;
mod problem;
pub mod quality;
mod reply;
pub mod retention;
mod routes;
mod settings;
mod sign_in;
pub mod turns;
pub mod usage;

use std::cell::Cell;
use std::rc::Rc;

use worker::{Date, Env, Request, Response, console_error};

use crate::auth::browser_session;
use crate::auth::cookie::Cookie;
use crate::auth::member::{Admin, Member};
use crate::store::{Database, Spent};

use call::{Call, Head};
use problem::Problem;
use reply::Reply;
use routes::{AdminEndpoint, Endpoint, MemberEndpoint, PublicEndpoint, Route};
use settings::Settings;

/// Answers a request for anything under `/api/`. Every failure becomes a problem document.
pub async fn handle(mut request: Request, env: &Env) -> Response {
    let settings = Settings::from_env(env);
    let head = Head::of(&request);
    let spent = Rc::default();
    let mut reply = answer(&head, &mut request, env, &settings, &spent).await.unwrap_or_else(refuse);
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
    let now_ms = i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX);

    match endpoint {
        Endpoint::Public(endpoint) => match endpoint {
            PublicEndpoint::RequestCode => sign_in::request_code(&call, &database, settings, now_ms).await,
            PublicEndpoint::VerifyCode => sign_in::verify_code(&call, &database, now_ms).await,
            PublicEndpoint::SignOut => sign_in::sign_out(&call, &database).await,
            PublicEndpoint::Describe => Ok(openapi::read()),
        },
        Endpoint::Member(endpoint) => {
            let member = signed_in(&call, &database, now_ms).await?;
            match endpoint {
                MemberEndpoint::Me => me::read(&call, &database, &member).await,
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
            let member = signed_in(&call, &database, now_ms).await?;
            let admin = Admin::check(member).ok_or_else(Problem::admins_only)?;
            match endpoint {
                AdminEndpoint::CreateIngestToken => ingest_tokens::create(&database, &admin, now_ms).await,
                AdminEndpoint::ListIngestTokens => ingest_tokens::list(&database, &admin).await,
                AdminEndpoint::Onboarding => onboarding::read(&call, &database, &admin, now_ms).await,
                AdminEndpoint::SetDimensions => dimensions::write(&call, &database, &admin).await,
                AdminEndpoint::SetRetention => retention::write(&call, &database, &admin).await,
                AdminEndpoint::SetPrice => prices::set(&call, &database, &admin, now_ms).await,
            }
        }
    }
}

async fn signed_in(call: &Call<'_>, database: &Database, now_ms: i64) -> Result<Member, Problem> {
    let session = Cookie::Session.read(&call.head.cookies).ok_or_else(Problem::not_signed_in)?;
    let rows = database.run(browser_session::member(&session, now_ms)).await?;
    rows.first()?.ok_or_else(Problem::not_signed_in)
}

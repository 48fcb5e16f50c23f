//! The JSON API (docs/API.md): the way out, a file per resource.
//!
//! A resource is a function from a `Call` and the database to a `Reply` or a `Problem`; this file
//! is where Workers' requests and responses begin and end, and the only one that reads the clock.

mod call;
pub mod day;
pub mod ingest_tokens;
mod instant;
pub mod me;
mod origin;
mod problem;
mod reply;
mod routes;
mod settings;
mod sign_in;
pub mod usage;

use worker::{Date, Env, Request, Response, console_error};

use crate::auth::browser_session;
use crate::auth::cookie::Cookie;
use crate::auth::member::{Admin, Member};
use crate::store::Database;

use call::{Call, Head};
use problem::Problem;
use reply::Reply;
use routes::{AdminEndpoint, Endpoint, MemberEndpoint, PublicEndpoint, Route};
use settings::Settings;

/// Answers a request for anything under `/api/`. Every failure becomes a problem document.
pub async fn handle(mut request: Request, env: &Env) -> Response {
    let settings = Settings::from_env(env);
    let head = Head::of(&request);
    let reply = answer(&head, &mut request, env, &settings).await.unwrap_or_else(refuse);
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
) -> Result<Reply, Problem> {
    let endpoint = match routes::find(&head.method, &head.path)? {
        Route::Preflight => return Ok(Reply::no_content()),
        Route::Endpoint(endpoint) => endpoint,
    };
    origin::check(head, settings)?;
    let call = Call::read(head, request).await?;
    let database = Database::from_env(env)?;
    let now_ms = i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX);

    match endpoint {
        Endpoint::Public(endpoint) => match endpoint {
            PublicEndpoint::RequestCode => sign_in::request_code(&call, &database, settings, now_ms).await,
            PublicEndpoint::VerifyCode => sign_in::verify_code(&call, &database, now_ms).await,
            PublicEndpoint::SignOut => sign_in::sign_out(&call, &database).await,
        },
        Endpoint::Member(endpoint) => {
            let member = signed_in(&call, &database, now_ms).await?;
            match endpoint {
                MemberEndpoint::Me => me::read(&call, &database, &member).await,
                MemberEndpoint::Usage => usage::read(&call, &database, &member, now_ms).await,
            }
        }
        Endpoint::Admin(endpoint) => {
            let member = signed_in(&call, &database, now_ms).await?;
            let admin = Admin::check(member).ok_or_else(Problem::admins_only)?;
            match endpoint {
                AdminEndpoint::CreateIngestToken => ingest_tokens::create(&database, &admin, now_ms).await,
                AdminEndpoint::ListIngestTokens => ingest_tokens::list(&database, &admin).await,
            }
        }
    }
}

async fn signed_in(call: &Call<'_>, database: &Database, now_ms: i64) -> Result<Member, Problem> {
    let session = Cookie::Session.read(&call.head.cookies).ok_or_else(Problem::not_signed_in)?;
    let rows = database.run(browser_session::member(&session, now_ms)).await?;
    rows.first()?.ok_or_else(Problem::not_signed_in)
}

//! Thinspan: telemetry for Claude Code at the edge.
//!
//! One Worker with three doors, each leading straight into its rooms:
//!
//! - `fetch`: an exporter's request under `/v1/` goes to [`ingest`], a person's under `/api/` to [`api`]
//! - `scheduled`: the cron's pass goes to [`rollup`]
//! - `queue`: exports that waited for the database go to [`ingest::queue`]
//!
//! [`otlp`] and [`telemetry`] know neither Workers nor D1; [`onboarding`] writes what connects clients.

pub mod api;
pub mod auth;
mod bindings;
pub mod ingest;
pub mod onboarding;
pub mod otlp;
pub mod pricing;
pub mod rollup;
pub mod store;
pub mod telemetry;

use worker::{
    Context, Env, MessageBatch, Request, Response, ScheduleContext, ScheduledEvent, event, web_sys,
};

/// Answers a request.
#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> worker::Result<web_sys::Response> {
    let url = request.url();
    let path = path(&url);
    if path.starts_with("/v1/") {
        return ingest::handle(&request, path, &env, &context).await;
    }
    if path.starts_with("/api/") {
        return Ok(api::handle(Request::from(request), &env, &context).await.into());
    }
    Ok(Response::error("Thinspan: OTLP at /v1/, the JSON API at /api/v1/.", 404)?.into())
}

/// The path of a request's URL, which is whole: `https://host/path?query`.
fn path(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.find('/').and_then(|start| after_scheme.get(start..)).unwrap_or("/");
    path.split(['?', '#']).next().unwrap_or(path)
}

/// Runs on the cron trigger of `wrangler.toml`.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    rollup::run(&env).await;
}

/// Runs when there are messages in the queue of `wrangler.toml`, if it names one.
#[event(queue)]
async fn queue(messages: MessageBatch<()>, env: Env, context: Context) -> worker::Result<()> {
    ingest::queue::take(&messages, &env, &context).await;
    Ok(())
}

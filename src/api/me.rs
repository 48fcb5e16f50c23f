//! `GET /api/v1/me`: who is signed in, and how far the org is with being told anything. `PUT`: which of their orgs
//! this browser looks at.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::browser_session;
use crate::auth::email::Email;
use crate::auth::member::{Member, Role};
use crate::auth::secret::Secret;
use crate::store::sql::sql;
use crate::store::{Database, Statement};

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Me<'a> {
    /// Their address.
    email: &'a Email,
    /// What they may do.
    role: Role,
    /// The org that this browser looks at.
    org: Org<'a>,
    /// The names of all orgs that they belong to.
    orgs: Vec<String>,
    /// How far the org is with being told anything.
    ingest: Ingest<'a>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Org<'a> {
    /// What it is called.
    name: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Ingest<'a> {
    /// Where clients export to.
    endpoint: &'a str,
    /// An ingest token is in force.
    has_token: bool,
    /// At least one session has been reported.
    has_data: bool,
}

/// The row of [`progress`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Progress {
    /// Not 0: an ingest token is in force.
    pub has_token: i64,
    /// Not 0: at least one session has been reported.
    pub has_data: i64,
    /// JSON: the names of the member's orgs.
    pub orgs: String,
}

/// How far a member's org is.
pub fn progress(member: &Member) -> Statement {
    Statement::new(sql!("me.sql"), [member.org_id.get().into(), member.email.as_str().into()])
}

/// Answers with the member. Exporters come to the same Worker, so its origin is their endpoint.
pub(super) async fn read(call: &Call<'_>, database: &Database, member: &Member) -> Result<Reply, Problem> {
    let progress: Progress = database.run(progress(member)).await?.first()?.unwrap_or_default();
    Ok(Reply::json(
        200,
        &Me {
            email: &member.email,
            role: member.role,
            org: Org { name: &member.org_name },
            orgs: serde_json::from_str(&progress.orgs).unwrap_or_default(),
            ingest: Ingest {
                endpoint: &call.head.own_origin,
                has_token: progress.has_token != 0,
                has_data: progress.has_data != 0,
            },
        },
    ))
}

#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "OrgChoice"))]
pub(super) struct Choice {
    /// One of `orgs`.
    org: String,
}

/// Turns this browser to another of the member's orgs, and answers with the member as they are there.
pub(super) async fn switch(
    call: &Call<'_>,
    database: &Database,
    member: &Member,
    session: &Secret,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let choice: Choice = call.json(r#"`{"org": "…"}`"#)?;
    let switched = database.run(browser_session::switch(session, &member.email, &choice.org)).await?;
    if switched.changes() == 0 {
        return Err(Problem::no_such("You belong to no org of that name."));
    }
    let results = database.batch(&browser_session::read(session, now_ms)).await?;
    let member: Option<Member> = results.last().map(|rows| rows.first()).transpose()?.flatten();
    read(call, database, &member.ok_or_else(Problem::not_signed_in)?).await
}

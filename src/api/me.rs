//! `GET /api/v1/me`: who is signed in, and how far the org is with being told anything.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::email::Email;
use crate::auth::member::{Member, OrgId, Role};
use crate::store::{Database, Statement};

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Me<'a> {
    /// Their address.
    email: &'a Email,
    /// What they may do.
    role: Role,
    /// Their org.
    org: Org<'a>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Progress {
    /// Not 0: an ingest token is in force.
    pub has_token: i64,
    /// Not 0: at least one session has been reported.
    pub has_data: i64,
}

/// How far an org is.
pub fn progress(org: OrgId) -> Statement {
    Statement::new(include_str!("me.sql"), [org.get().into()])
}

/// Answers with the member. Exporters come to the same Worker, so its origin is their endpoint.
pub(super) async fn read(call: &Call<'_>, database: &Database, member: &Member) -> Result<Reply, Problem> {
    let rows = database.run(progress(member.org_id)).await?;
    let progress = rows.first()?.unwrap_or(Progress { has_token: 0, has_data: 0 });
    Ok(Reply::json(
        200,
        &Me {
            email: &member.email,
            role: member.role,
            org: Org { name: &member.org_name },
            ingest: Ingest {
                endpoint: &call.head.own_origin,
                has_token: progress.has_token != 0,
                has_data: progress.has_data != 0,
            },
        },
    ))
}

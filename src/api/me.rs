//! `GET /api/v1/me`: who is signed in, and how far the org is with being told anything.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::email::Email;
use crate::auth::member::{Member, OrgId, Role};
use crate::store::{Database, Statement};

#[derive(Serialize)]
struct Me<'a> {
    email: &'a Email,
    role: Role,
    org: Org<'a>,
    ingest: Ingest<'a>,
}

#[derive(Serialize)]
struct Org<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Ingest<'a> {
    endpoint: &'a str,
    has_token: bool,
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

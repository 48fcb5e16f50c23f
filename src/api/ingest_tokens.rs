//! `POST` and `GET /api/v1/ingest-tokens`: the bearer tokens of the org's exporters.

use serde::{Deserialize, Serialize};

use super::instant::iso8601;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::email::Email;
use crate::auth::ingest_token::IngestToken;
use crate::auth::member::{Admin, OrgId};
use crate::auth::random;
use crate::store::{Database, Statement};

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "NewIngestToken"))]
pub(super) struct Created<'a> {
    /// The token: the only time that it is told.
    token: &'a str,
    /// Its first characters, to tell tokens apart.
    hint: &'a str,
    /// When it was made.
    created_at: String,
}

/// Puts a token in force in place of the ones before, in one batch: there is no moment with two tokens
/// or none.
pub fn replace(org: OrgId, token: &IngestToken, created_by: &Email, now_ms: i64) -> Vec<Statement> {
    vec![
        Statement::new(include_str!("revoke_ingest_tokens.sql"), [org.get().into(), now_ms.into()]),
        Statement::new(
            include_str!("create_ingest_token.sql"),
            [
                token.hash_hex().into(),
                org.get().into(),
                token.hint().into(),
                created_by.as_str().into(),
                now_ms.into(),
            ],
        ),
    ]
}

/// Makes a token and shows it this once.
pub(super) async fn create(database: &Database, admin: &Admin, now_ms: i64) -> Result<Reply, Problem> {
    let token = IngestToken::generate(random::bytes()?);
    let member = admin.member();
    database.batch(&replace(member.org_id, &token, &member.email, now_ms)).await?;
    let created = Created { token: token.expose(), hint: token.hint(), created_at: iso8601(now_ms) };
    Ok(Reply::json(201, &created))
}

/// A row of [`all`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TokenRow {
    /// The token's first characters.
    pub hint: String,
    /// Address of the admin who made it.
    pub created_by: String,
    /// When, in milliseconds since 1970-01-01.
    pub created_ms: i64,
    /// When it was revoked, likewise; None: it is in force.
    pub revoked_ms: Option<i64>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "IngestTokens"))]
pub(super) struct List {
    /// Newest first.
    tokens: Vec<Listed>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "IngestToken"))]
struct Listed {
    /// The first characters, to tell tokens apart.
    hint: String,
    /// Address of the admin who made it.
    created_by: String,
    /// When it was made.
    created_at: String,
    /// When it was revoked; None: it is in force.
    revoked_at: Option<String>,
}

/// An org's tokens, newest first, at most 100.
pub fn all(org: OrgId) -> Statement {
    Statement::new(include_str!("ingest_tokens.sql"), [org.get().into()])
}

/// Lists the tokens, without the tokens themselves.
pub(super) async fn list(database: &Database, admin: &Admin) -> Result<Reply, Problem> {
    let rows: Vec<TokenRow> = database.run(all(admin.member().org_id)).await?.read()?;
    let tokens = rows
        .into_iter()
        .map(|row| Listed {
            hint: row.hint,
            created_by: row.created_by,
            created_at: iso8601(row.created_ms),
            revoked_at: row.revoked_ms.map(iso8601),
        })
        .collect();
    Ok(Reply::json(200, &List { tokens }))
}

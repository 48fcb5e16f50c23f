//! `GET`, `POST` and `DELETE /api/v1/ingest-tokens`: the bearer tokens of the org's exporters.

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::instant::iso8601;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::audit::{self, Action, Change};
use crate::auth::email::Email;
use crate::auth::ingest_token::IngestToken;
use crate::auth::member::{Admin, OrgId};
use crate::auth::random;
use crate::store::sql::sql;
use crate::store::{Database, Statement};
use crate::telemetry::time::HOUR_MS;

/// The longest name of a token.
const MAX_NAME_CHARS: usize = 60;

/// The body of `POST`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "IngestTokenBody"))]
pub(super) struct Body {
    /// What to call it: at most 60 characters, none of them a control character.
    #[serde(default)]
    name: String,
}

impl Body {
    /// The name without the spaces around it.
    ///
    /// # Errors
    /// 400 when it is too long, or cannot be shown.
    fn name(&self) -> Result<&str, Problem> {
        let name = self.name.trim();
        if name.chars().count() > MAX_NAME_CHARS || name.chars().any(char::is_control) {
            let detail =
                format!("`name` must have at most {MAX_NAME_CHARS} characters, and no control characters.");
            return Err(Problem::bad_parameter("name", detail));
        }
        Ok(name)
    }
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "NewIngestToken"))]
pub(super) struct Created<'a> {
    /// The token: the only time that it is told.
    token: &'a str,
    /// Its first characters, to tell tokens apart.
    hint: &'a str,
    /// What it is called; `""` when it has no name.
    name: &'a str,
    /// When it was made.
    created_at: String,
}

/// Puts a token in force in place of the one before, in one batch: there is no moment with two tokens or none.
pub fn replace(org: OrgId, token: &IngestToken, name: &str, admin: &Email, now_ms: i64) -> Vec<Statement> {
    let create = Statement::new(
        sql!("create_ingest_token.sql"),
        [
            token.hash_hex().into(),
            org.get().into(),
            token.hint().into(),
            name.into(),
            admin.as_str().into(),
            now_ms.into(),
        ],
    );
    let keep = |action| {
        let detail = Some(name).filter(|name| !name.is_empty());
        audit::keep(&Change { org, actor: admin, action, subject: Some(token.hint()), detail }, now_ms)
    };
    vec![
        // Takes effect where none is in force, and is then the one that stays.
        create.clone(),
        keep(Action::TokenGenerated),
        revoke_all_but(org, &token.hash_hex(), admin, now_ms),
        keep(Action::TokenRotated),
        create,
    ]
}

fn revoke_all_but(org: OrgId, hash_hex: &str, admin: &Email, now_ms: i64) -> Statement {
    Statement::new(
        sql!("revoke_ingest_tokens.sql"),
        [org.get().into(), now_ms.into(), admin.as_str().into(), hash_hex.into()],
    )
}

/// Puts the token in force out of it, in one batch; its last statement changes a row, or there was none.
pub fn revoke(org: OrgId, admin: &Email, now_ms: i64) -> Vec<Statement> {
    vec![
        Statement::new(
            sql!("keep_revoked_token.sql"),
            [org.get().into(), now_ms.into(), admin.as_str().into(), Action::TokenRevoked.name().into()],
        ),
        revoke_all_but(org, "", admin, now_ms),
    ]
}

/// Makes a token and shows it this once.
pub(super) async fn create(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let body: Body = call.json(r#"`{"name": "…"}` or `{}`"#)?;
    let name = body.name()?;
    let token = IngestToken::generate(random::bytes()?);
    let member = admin.member();
    database.batch(&replace(member.org_id, &token, name, &member.email, now_ms)).await?;
    let created = Created { token: token.expose(), hint: token.hint(), name, created_at: iso8601(now_ms) };
    Ok(Reply::json(201, &created))
}

/// Revokes the token in force.
pub(super) async fn delete(database: &Database, admin: &Admin, now_ms: i64) -> Result<Reply, Problem> {
    let member = admin.member();
    let results = database.batch(&revoke(member.org_id, &member.email, now_ms)).await?;
    match results.last().map_or(0, |rows| rows.changes()) {
        0 => Err(Problem::no_such("No ingest token is in force.")),
        _ => Ok(Reply::no_content()),
    }
}

/// A row of [`all`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TokenRow {
    /// The token's first characters.
    pub hint: String,
    /// What it is called; `""`: it has no name.
    pub name: String,
    /// Address of the admin who made it.
    pub created_by: String,
    /// When, in milliseconds since 1970-01-01.
    pub created_ms: i64,
    /// When it was last used, in hours since 1970-01-01; 0: never.
    pub used_hour: i64,
    /// When it was revoked, in milliseconds; None: it is in force.
    pub revoked_ms: Option<i64>,
    /// Address of the admin who did.
    pub revoked_by: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "IngestTokens"))]
pub(super) struct List {
    /// Newest first, at most 100.
    tokens: Vec<Listed>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "IngestToken"))]
struct Listed {
    /// The first characters, to tell tokens apart.
    hint: String,
    /// What it is called; `""` when it has no name.
    name: String,
    /// Address of the admin who made it.
    created_by: String,
    /// When it was made.
    created_at: String,
    /// The beginning of the hour in which an export last came with it; None: never.
    last_used_at: Option<String>,
    /// When it was revoked; None: it is in force.
    revoked_at: Option<String>,
    /// Address of the admin who revoked or replaced it.
    revoked_by: Option<String>,
}

/// An org's tokens, newest first, at most 100.
pub fn all(org: OrgId) -> Statement {
    Statement::new(sql!("ingest_tokens.sql"), [org.get().into()])
}

/// Lists the tokens, without the tokens themselves.
pub(super) async fn list(database: &Database, admin: &Admin) -> Result<Reply, Problem> {
    let rows: Vec<TokenRow> = database.run(all(admin.member().org_id)).await?.read()?;
    let tokens = rows
        .into_iter()
        .map(|row| Listed {
            hint: row.hint,
            name: row.name,
            created_by: row.created_by,
            created_at: iso8601(row.created_ms),
            // Known by the hour, which may have begun before there was the token.
            last_used_at: (row.used_hour > 0)
                .then(|| iso8601(row.used_hour.saturating_mul(HOUR_MS).max(row.created_ms))),
            revoked_at: row.revoked_ms.map(iso8601),
            revoked_by: row.revoked_by,
        })
        .collect();
    Ok(Reply::json(200, &List { tokens }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn a_name_is_short_and_can_be_shown() {
        let name = |name: &str| {
            let body = Body { name: name.to_owned() };
            body.name().map(str::to_owned).map_err(|problem| problem.parameter().map(str::to_owned))
        };
        for (given, kept) in [
            ("", ""),
            ("  ", ""),
            (" CI runners ", "CI runners"),
            ("é".repeat(60).as_str(), "é".repeat(60).as_str()),
        ] {
            assert_eq!(name(given).as_deref(), Ok(kept));
        }
        for wrong in ["a\u{0}b", "a\nb", "a\u{85}b", "é".repeat(61).as_str()] {
            assert_eq!(name(wrong), Err(Some("name".to_owned())), "{wrong:?}");
        }
    }
}

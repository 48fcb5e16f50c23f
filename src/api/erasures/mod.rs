//! `GET` and `POST /api/v1/erasures`: people who are to be forgotten. The cron does it (`rollup::erase`).

use serde::{Deserialize, Serialize};

use super::call::Call;
use super::filter;
use super::instant::iso8601;
use super::problem::{Problem, shortened};
use super::reply::Reply;
use crate::auth::audit::{self, Action, Change};
use crate::auth::email::Email;
use crate::auth::member::{Admin, OrgId};
use crate::auth::random;
use crate::store::sql::sql;
use crate::store::{Database, Statement};
use crate::telemetry::word::WordId;

/// The number of an erasure: 32 random bits, written as 8 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasureId(u32);

impl ErasureId {
    /// A new one from random bits.
    pub fn generate(random: [u8; 4]) -> Self {
        Self(u32::from_be_bytes(random))
    }

    /// Under what the daily figures of the person stay.
    pub fn stand_in(self) -> String {
        format!("erased-{self}")
    }
}

impl std::fmt::Display for ErasureId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// A row of [`all`], and the last one of [`ask_for`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ErasureRow {
    /// The number.
    pub erasure_id: u32,
    /// Address of the admin who asked.
    pub asked_by: String,
    /// When, in milliseconds since 1970-01-01.
    pub asked_ms: i64,
    /// When it was done, likewise; None: not yet.
    pub done_ms: Option<i64>,
}

/// The body of `POST`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ErasureBody"))]
pub(super) struct Body {
    /// Whom, as `/dimensions` names users.
    user: String,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Erasures {
    /// Newest first, at most 100.
    erasures: Vec<Erasure>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Erasure {
    /// Its number. The daily figures of the person stay, under the user `erased-` and this.
    id: String,
    /// Address of the admin who asked for it.
    asked_by: String,
    /// When that was.
    asked_at: String,
    /// When it was done; None: it waits for the cron, and for what is not counted yet.
    done_at: Option<String>,
}

impl From<ErasureRow> for Erasure {
    fn from(row: ErasureRow) -> Self {
        Self {
            id: ErasureId(row.erasure_id).to_string(),
            asked_by: row.asked_by,
            asked_at: iso8601(row.asked_ms),
            done_at: row.done_ms.map(iso8601),
        }
    }
}

/// Asks for an erasure, in one batch. Its last result is the [`ErasureRow`] that waits for this user, which may
/// be an earlier one; no row when the org has no such user.
pub fn ask_for(org: OrgId, user: WordId, id: ErasureId, admin: &Email, now_ms: i64) -> Vec<Statement> {
    let (number, stand_in) = (i64::from(id.0), id.stand_in());
    vec![
        Statement::new(
            sql!("ask.sql"),
            [
                org.get().into(),
                number.into(),
                user.0.into(),
                WordId::of(&stand_in).0.into(),
                admin.as_str().into(),
                now_ms.into(),
            ],
        ),
        audit::keep(
            &Change {
                org,
                actor: admin,
                action: Action::PersonErased,
                subject: None,
                detail: Some(&id.to_string()),
            },
            now_ms,
        ),
        Statement::new(sql!("name_stand_in.sql"), [org.get().into(), number.into(), stand_in.into()]),
        Statement::new(sql!("waiting.sql"), [org.get().into(), user.0.into()]),
    ]
}

/// An org's erasures, newest first, at most 100.
pub fn all(org: OrgId) -> Statement {
    Statement::new(sql!("erasures.sql"), [org.get().into()])
}

/// Asks for the erasure of a person.
pub(super) async fn ask(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let Body { user } = call.json(r#"`{"user": "…"}`"#)?;
    let word = filter::user(&filter::short_enough("user", &user)?);
    if word == WordId::NONE {
        let detail = "`user` must name somebody; who did not say who they are cannot be told apart.";
        return Err(Problem::bad_parameter("user", detail));
    }
    let (member, id) = (admin.member(), ErasureId::generate(random::bytes()?));
    let results = database.batch(&ask_for(member.org_id, word, id, &member.email, now_ms)).await?;
    let row: Option<ErasureRow> = results.last().map(|rows| rows.first()).transpose()?.flatten();
    let row = row.ok_or_else(|| {
        let user = shortened(&user);
        Problem::no_such(format!("There is no user `{user}`. Name one as `/dimensions` does."))
    })?;
    Ok(Reply::json(202, &Erasure::from(row)))
}

/// Lists the erasures, which do not tell of whom.
pub(super) async fn list(database: &Database, admin: &Admin) -> Result<Reply, Problem> {
    let rows: Vec<ErasureRow> = database.run(all(admin.member().org_id)).await?.read()?;
    Ok(Reply::json(200, &Erasures { erasures: rows.into_iter().map(Erasure::from).collect() }))
}

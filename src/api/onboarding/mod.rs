//! `GET /api/v1/onboarding`: what connects clients, how far that has come, and what was turned away.

mod checklist;
mod rejection;

use serde::Serialize;

use super::call::Call;
use super::problem::Problem;
use super::reply::Reply;
use crate::auth::member::{Admin, OrgId};
use crate::onboarding::{Endpoint, TokenText, Variant, variants};
use crate::store::sql::sql;
use crate::store::{Database, Statement};
use crate::telemetry::time::{Day, HOUR_MS};

pub use checklist::{Item, ItemId, Seen, checklist};
pub use rejection::{Rejection, RejectionRow, rejections};

/// Stands where the token belongs in every text; the page puts a fresh one in its place.
pub const PLACEHOLDER: &str = "YOUR_INGEST_TOKEN";

/// The days that the checklist looks at, today included.
const DAYS: i64 = 7;

/// The answer.
#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Onboarding<'a> {
    /// Where clients export to.
    endpoint: &'a str,
    /// Stands in every text where the ingest token belongs.
    placeholder: &'static str,
    /// The ways to connect clients.
    variants: Vec<Variant>,
    /// What has been told so far, and what to set for the rest.
    checklist: Vec<Item>,
    /// Exports of the last hour that had no token in force, the last one first. There were at least so many.
    rejections: Vec<Rejection>,
}

/// What to ask the database: a row of [`Seen`] and rows of [`RejectionRow`].
pub fn statements(org: OrgId, now_ms: i64) -> [Statement; 2] {
    let today = Day::of(now_ms).0;
    [
        Statement::new(sql!("seen.sql"), [org.get().into(), (today - (DAYS - 1)).into(), (today + 1).into()]),
        Statement::new(
            sql!("rejections.sql"),
            [org.get().into(), (now_ms.div_euclid(HOUR_MS) - 1).into(), (now_ms - HOUR_MS).into()],
        ),
    ]
}

/// Answers with all that an admin needs to connect clients. Exporters come to the same Worker, so its origin is their
/// endpoint.
pub(super) async fn read(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let odd =
        || Problem::bad_parameter("Host", "This host's name cannot be written into scripts: use another.");
    let endpoint = Endpoint::parse(&call.head.own_origin).ok_or_else(odd)?;
    let token = TokenText::parse(PLACEHOLDER).ok_or_else(odd)?;
    let results = database.batch(&statements(admin.member().org_id, now_ms)).await?;
    let mut results = results.iter();
    let seen: Option<Seen> = results.next().map_or(Ok(None), |rows| rows.first())?;
    let rejected: Vec<RejectionRow> = results.next().map_or_else(|| Ok(Vec::new()), |rows| rows.read())?;
    Ok(Reply::json(
        200,
        &Onboarding {
            endpoint: endpoint.as_str(),
            placeholder: PLACEHOLDER,
            variants: variants(&endpoint, token),
            checklist: checklist(&seen.unwrap_or_default()),
            rejections: rejections(&rejected),
        },
    ))
}

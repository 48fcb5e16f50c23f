//! `/api/v1/members` and `POST /api/v1/invitations`: who may see the org's figures, and who may change it.

use serde::{Deserialize, Serialize};
use worker::console_error;

use super::call::Call;
use super::instant::iso8601;
use super::problem::Problem;
use super::reply::Reply;
use super::routes;
use super::settings::Settings;
use crate::auth::audit::{self, Action, Change};
use crate::auth::email::Email;
use crate::auth::mail::{Mailer, Message};
use crate::auth::member::{Admin, OrgId, Role};
use crate::store::sql::sql;
use crate::store::{Database, Rows, Statement, StoreError};

/// The most members that an org may have.
pub const MAX_MEMBERS: i64 = 5_000;

/// A row of [`all`] and [`one`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MemberRow {
    /// Their address.
    pub email: Email,
    /// What they may do.
    pub role: Role,
    /// When they were added, in Unix milliseconds.
    pub added_ms: i64,
    /// By whom; None: by `ADMIN_EMAILS`.
    pub added_by: Option<String>,
    /// When a live session of theirs was last used, to the quarter of an hour.
    pub seen_ms: Option<i64>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct Members {
    /// By address.
    members: Vec<Listed>,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Member"))]
pub(super) struct Listed {
    /// Their address.
    email: Email,
    /// What they may do.
    role: Role,
    /// When they were added.
    added_at: String,
    /// Address of the admin who added them; None: `ADMIN_EMAILS` lists them.
    added_by: Option<String>,
    /// When they were last here; None: they are signed in nowhere.
    last_seen_at: Option<String>,
}

impl From<MemberRow> for Listed {
    fn from(row: MemberRow) -> Self {
        Self {
            email: row.email,
            role: row.role,
            added_at: iso8601(row.added_ms),
            added_by: row.added_by,
            last_seen_at: row.seen_ms.map(iso8601),
        }
    }
}

/// An org's members, by address: rows of [`MemberRow`].
pub fn all(org: OrgId) -> Statement {
    Statement::new(sql!("members.sql"), [org.get().into(), MAX_MEMBERS.into()])
}

/// One of them, or no row.
pub fn one(org: OrgId, email: &Email) -> Statement {
    Statement::new(sql!("member.sql"), [org.get().into(), email.as_str().into()])
}

/// Lists the members.
pub(super) async fn list(database: &Database, admin: &Admin) -> Result<Reply, Problem> {
    let rows: Vec<MemberRow> = database.run(all(admin.member().org_id)).await?.read()?;
    Ok(Reply::json(200, &Members { members: rows.into_iter().map(Listed::from).collect() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "NewMember"))]
pub(super) struct Added {
    /// Their address.
    email: String,
    /// What they may do.
    role: Role,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "MemberAdded"))]
pub(super) struct Welcomed {
    /// The new member.
    member: Listed,
    /// What became of the mail that tells them; when it failed, send it again.
    invitation: Invitation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) enum Invitation {
    /// The mail went out.
    Sent,
    /// It did not.
    Failed,
}

/// A change of who is a member: the change, its entry in the audit log when it did change something, and how
/// it came out, a [`MemberRow`] or none.
fn changed(
    admin: &Admin,
    statement: Statement,
    action: Action,
    email: &Email,
    role: Option<Role>,
    now_ms: i64,
) -> [Statement; 3] {
    let org = admin.member().org_id;
    let change = Change {
        org,
        actor: &admin.member().email,
        action,
        subject: Some(email.as_str()),
        detail: role.map(Role::name),
    };
    [statement, audit::keep(&change, now_ms), one(org, email)]
}

/// Adds a member, unless the address is one's or the org has enough.
pub fn adding(admin: &Admin, email: &Email, role: Role, now_ms: i64) -> [Statement; 3] {
    let member = admin.member();
    let statement = Statement::new(
        sql!("add_member.sql"),
        [
            member.org_id.get().into(),
            email.as_str().into(),
            role.name().into(),
            member.email.as_str().into(),
            now_ms.into(),
            MAX_MEMBERS.into(),
        ],
    );
    changed(admin, statement, Action::MemberAdded, email, Some(role), now_ms)
}

/// Gives a member a role, unless that would leave the org without an admin.
pub fn setting_role(admin: &Admin, email: &Email, role: Role, now_ms: i64) -> [Statement; 3] {
    let statement = Statement::new(
        sql!("set_role.sql"),
        [admin.member().org_id.get().into(), email.as_str().into(), role.name().into()],
    );
    changed(admin, statement, Action::RoleChanged, email, Some(role), now_ms)
}

/// Removes a member with their sessions in this org, unless that would leave the org without an admin.
pub fn removing(admin: &Admin, email: &Email, now_ms: i64) -> [Statement; 3] {
    let statement = Statement::new(
        sql!("remove_member.sql"),
        [admin.member().org_id.get().into(), email.as_str().into()],
    );
    changed(admin, statement, Action::MemberRemoved, email, None, now_ms)
}

/// Whether the change was made, and the member as they are after it.
fn outcome(results: &[Rows]) -> Result<(bool, Option<MemberRow>), StoreError> {
    let is_changed = results.first().is_some_and(|rows| rows.changes() > 0);
    Ok((is_changed, results.last().map_or(Ok(None), Rows::first)?))
}

/// Adds a member and mails them.
pub(super) async fn add(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    settings: &Settings,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let body: Added = call.json(r#"`{"email": "…", "role": "viewer"}`, or `"admin"`"#)?;
    let email = address(&body.email)?;
    let results = database.batch(&adding(admin, &email, body.role, now_ms)).await?;
    let row = match outcome(&results)? {
        (true, Some(row)) => row,
        (_, None) => return Err(Problem::too_many_members(MAX_MEMBERS)),
        (false, Some(_)) => return Err(Problem::member_already()),
    };
    let invitation = match send_invitation(call, admin, settings, &email).await {
        Ok(()) => Invitation::Sent,
        Err(problem) => {
            console_error!("api: {}", problem.cause().unwrap_or("the invitation was not sent"));
            Invitation::Failed
        }
    };
    Ok(Reply::json(201, &Welcomed { member: row.into(), invitation }))
}

fn address(text: &str) -> Result<Email, Problem> {
    Email::parse(text).ok_or_else(|| Problem::bad_parameter("email", "`email` must be an e-mail address."))
}

/// The address in the path.
fn named(call: &Call<'_>) -> Result<Email, Problem> {
    address(&routes::decoded_id(&call.head.path))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub(super) struct NewRole {
    /// What they may do from the next request on.
    role: Role,
}

/// Changes a member's role.
pub(super) async fn set_role(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let body: NewRole = call.json(r#"`{"role": "viewer"}`, or `"admin"`"#)?;
    let results = database.batch(&setting_role(admin, &named(call)?, body.role, now_ms)).await?;
    match outcome(&results)? {
        (_, None) => Err(Problem::no_such("There is no such member.")),
        (_, Some(row)) if row.role == body.role => Ok(Reply::json(200, &Listed::from(row))),
        _ => Err(Problem::last_admin()),
    }
}

/// Removes a member: their sessions end with the membership.
pub(super) async fn remove(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    now_ms: i64,
) -> Result<Reply, Problem> {
    let results = database.batch(&removing(admin, &named(call)?, now_ms)).await?;
    match outcome(&results)? {
        (_, Some(_)) => Err(Problem::last_admin()),
        (true, None) => Ok(Reply::no_content()),
        (false, None) => Err(Problem::no_such("There is no such member.")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "InvitationRequest"))]
pub(super) struct Invited {
    /// A member's address.
    email: String,
}

#[derive(Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "InvitationSent"))]
pub(super) struct InvitationSent {
    /// The address.
    email: Email,
    /// What became of the mail.
    invitation: Invitation,
}

/// Mails a member once more that they are one.
pub(super) async fn invite(
    call: &Call<'_>,
    database: &Database,
    admin: &Admin,
    settings: &Settings,
) -> Result<Reply, Problem> {
    let body: Invited = call.json(r#"`{"email": "…"}`"#)?;
    let email = address(&body.email)?;
    let row: Option<MemberRow> = database.run(one(admin.member().org_id, &email)).await?.first()?;
    row.ok_or_else(|| Problem::no_such("There is no such member."))?;
    send_invitation(call, admin, settings, &email).await?;
    Ok(Reply::json(200, &InvitationSent { email, invitation: Invitation::Sent }))
}

async fn send_invitation(
    call: &Call<'_>,
    admin: &Admin,
    settings: &Settings,
    email: &Email,
) -> Result<(), Problem> {
    if matches!(settings.mailer, Mailer::NotSetUp) {
        return Err(Problem::mail_not_set_up());
    }
    let dashboard = settings.dashboard_origin.as_deref().unwrap_or(&call.head.own_origin);
    let message = Message::invitation(&admin.member().org_name, &admin.member().email, dashboard);
    Ok(settings.mailer.send(email, &message).await?)
}

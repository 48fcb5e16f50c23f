//! What was changed by whom, kept for the admins: `GET /api/v1/audit`.

use super::email::Email;
use super::member::OrgId;
use crate::store::sql::sql;
use crate::store::{Param, Statement};

/// What was done; the text is what is stored and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The first admin signed in, by mail or by the link of the deployment. Subject: the org.
    OrgFounded,
    /// Somebody whom `ADMIN_EMAILS` lists signed in and became an admin. Subject: the address.
    AdminListed,
    /// Subject: the address; detail: the role.
    MemberAdded,
    /// Subject: the address.
    MemberRemoved,
    /// Subject: the address; detail: the new role.
    RoleChanged,
    /// Subject: the token's first characters; detail: its name.
    TokenGenerated,
    /// Likewise, in place of one that was in force.
    TokenRotated,
    /// Subject: the token's first characters.
    TokenRevoked,
    /// Subject: the model and rate; detail: from which day, and the prices.
    PriceSet,
    /// Detail: the attributes.
    LabelsSet,
    /// Detail: the days.
    RetentionSet,
    /// No subject: that is what erasing is for. Detail: the number of the erasure.
    PersonErased,
}

impl Action {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OrgFounded => "org_founded",
            Self::AdminListed => "admin_listed",
            Self::MemberAdded => "member_added",
            Self::MemberRemoved => "member_removed",
            Self::RoleChanged => "role_changed",
            Self::TokenGenerated => "token_generated",
            Self::TokenRotated => "token_rotated",
            Self::TokenRevoked => "token_revoked",
            Self::PriceSet => "price_set",
            Self::LabelsSet => "labels_set",
            Self::RetentionSet => "retention_set",
            Self::PersonErased => "person_erased",
        }
    }
}

/// A change to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// Where.
    pub org: OrgId,
    /// Whose doing.
    pub actor: &'a Email,
    /// What.
    pub action: Action,
    /// Of what.
    pub subject: Option<&'a str>,
    /// To what.
    pub detail: Option<&'a str>,
}

/// Keeps a change if the statement just before this one, in the same batch, changed a row: what was refused or
/// changed nothing is no change.
pub fn keep(change: &Change<'_>, now_ms: i64) -> Statement {
    entry(change, false, now_ms)
}

/// Keeps a change that says how things are from now on, whatever they were before.
pub fn note(change: &Change<'_>, now_ms: i64) -> Statement {
    entry(change, true, now_ms)
}

fn entry(change: &Change<'_>, always: bool, now_ms: i64) -> Statement {
    let text = |text: Option<&str>| text.map_or(Param::Null, Param::from);
    Statement::new(
        sql!("keep_change.sql"),
        [
            change.org.get().into(),
            now_ms.into(),
            change.actor.as_str().into(),
            change.action.name().into(),
            text(change.subject),
            text(change.detail),
            i64::from(always).into(),
        ],
    )
}

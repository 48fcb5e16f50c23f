//! A signed-in member, and what the role allows.

use serde::{Deserialize, Serialize};

use super::email::Email;

/// The org whose rows a request may touch. It comes from a session, never from a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrgId(i64);

impl OrgId {
    /// The org with this number in the database.
    pub const fn new(id: i64) -> Self {
        Self(id)
    }

    /// The number, for a statement.
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// How much a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Role {
    /// Everything.
    Admin,
    /// See figures.
    Viewer,
}

impl Role {
    /// As stored and answered.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Viewer => "viewer",
        }
    }
}

/// Who sends a request, as its session says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Member {
    /// The member's address.
    pub email: Email,
    /// The member's org.
    pub org_id: OrgId,
    /// The org's name.
    pub org_name: String,
    /// What the member may do.
    pub role: Role,
}

/// A [`Member`] whose role has been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admin(Member);

impl Admin {
    /// The member as an admin; None when the role is another.
    pub fn check(member: Member) -> Option<Self> {
        (member.role == Role::Admin).then_some(Self(member))
    }

    /// The member.
    pub fn member(&self) -> &Member {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn only_an_admin_is_an_admin() {
        for (role, expected) in [(Role::Admin, true), (Role::Viewer, false)] {
            let member = Member {
                email: Email::parse("mia@example.org").unwrap(),
                org_id: OrgId::new(1),
                org_name: "example.org".to_owned(),
                role,
            };
            assert_eq!(Admin::check(member).is_some(), expected);
        }
    }
}

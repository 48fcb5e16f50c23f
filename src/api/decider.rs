//! Who decided whether a tool may run, as the API writes it.

use serde::{Deserialize, Serialize};

use crate::telemetry::decision::Decider;

/// Who decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Decider"))]
pub enum DeciderName {
    /// Something newer than this list.
    Other,
    /// A rule: nobody was asked.
    Config,
    /// A hook.
    Hook,
    /// A person, for good.
    UserPermanent,
    /// A person, for this time.
    UserTemporary,
    /// A person who interrupted.
    UserAbort,
    /// A person who said no.
    UserReject,
}

/// Whose decisions count together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// A person: these make the approval rate.
    Person,
    /// A hook.
    Hook,
    /// A rule.
    Rule,
    /// Not known.
    Other,
}

impl DeciderName {
    /// The decider stored as `code`; what is not known is [`DeciderName::Other`].
    pub fn from_code(code: i64) -> Self {
        const CONFIG: i64 = Decider::Config as i64;
        const HOOK: i64 = Decider::Hook as i64;
        const PERMANENT: i64 = Decider::UserPermanent as i64;
        const TEMPORARY: i64 = Decider::UserTemporary as i64;
        const ABORT: i64 = Decider::UserAbort as i64;
        const REJECT: i64 = Decider::UserReject as i64;
        match code {
            CONFIG => Self::Config,
            HOOK => Self::Hook,
            PERMANENT => Self::UserPermanent,
            TEMPORARY => Self::UserTemporary,
            ABORT => Self::UserAbort,
            REJECT => Self::UserReject,
            _ => Self::Other,
        }
    }

    /// A person, a hook or a rule.
    pub fn kind(self) -> DecidedBy {
        match self {
            Self::UserPermanent | Self::UserTemporary | Self::UserAbort | Self::UserReject => {
                DecidedBy::Person
            }
            Self::Hook => DecidedBy::Hook,
            Self::Config => DecidedBy::Rule,
            Self::Other => DecidedBy::Other,
        }
    }
}

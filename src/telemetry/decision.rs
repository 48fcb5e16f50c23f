//! Permission decisions: who decided whether a tool may run.

/// Who decided. The codes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum Decider {
    /// Something newer than this list.
    Other = 0,
    /// A rule: nobody was asked.
    Config = 1,
    /// A hook.
    Hook = 2,
    /// A person, for good.
    UserPermanent = 3,
    /// A person, for this time.
    UserTemporary = 4,
    /// A person who interrupted.
    UserAbort = 5,
    /// A person who said no.
    UserReject = 6,
}

impl Decider {
    /// Reads the attribute `source` of a decision.
    pub fn from_source(source: &str) -> Self {
        match source {
            "config" => Decider::Config,
            "hook" => Decider::Hook,
            "user_permanent" => Decider::UserPermanent,
            "user_temporary" => Decider::UserTemporary,
            "user_abort" => Decider::UserAbort,
            "user_reject" => Decider::UserReject,
            _ => Decider::Other,
        }
    }
}

/// Reads `tool.accept_decision` of an Office agent's tool call, which ran: it was allowed by a person, or by
/// nobody. A deferred decision is none yet.
pub fn office_decider(decision: &str) -> Option<Decider> {
    match decision {
        "manual" => Some(Decider::UserTemporary),
        "auto_accept" => Some(Decider::Config),
        _ => None,
    }
}

/// Reads the attribute `decision`: whether the tool may run.
pub fn accepted(decision: &str) -> Option<bool> {
    match decision {
        "accept" => Some(true),
        "reject" => Some(false),
        _ => None,
    }
}

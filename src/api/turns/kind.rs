//! What spans and events are about, and how they ended, as the API writes it.

use serde::Serialize;

/// What a node of a turn's tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum NodeKind {
    /// A span of another name.
    Other,
    /// The turn itself, in one session: a user prompt and what it set off.
    Interaction,
    /// One request to a model, retries included.
    LlmRequest,
    /// A tool call, waiting for permission included.
    Tool,
    /// Waiting for the decision whether a tool may run.
    BlockedOnUser,
    /// The tool's own run.
    Execution,
    /// A hook's run.
    Hook,
}

impl NodeKind {
    /// The kind stored as `code` (`telemetry::spans::SpanKind`).
    pub fn from_code(code: i64) -> Self {
        match code {
            1 => Self::Interaction,
            2 => Self::LlmRequest,
            3 => Self::Tool,
            4 => Self::BlockedOnUser,
            5 => Self::Execution,
            6 => Self::Hook,
            _ => Self::Other,
        }
    }
}

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)+) => {
        /// What an event is about; named as its `event.name`. The codes are `telemetry::events::EventKind`'s.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum EventName {
            /// Any other; `name` says which.
            Other,
            $($(#[$doc])* $variant,)+
        }

        impl EventName {
            /// The kind stored as `code`.
            pub fn from_code(code: i64) -> Self {
                match code {
                    $($code => Self::$variant,)+
                    _ => Self::Other,
                }
            }
        }
    };
}

event_kinds! {
    /// A user prompt, also one that the client starts itself.
    UserPrompt = 1,
    /// A model request that was answered.
    ApiRequest = 2,
    /// A model request that failed for good.
    ApiError = 3,
    /// A tool call that ran.
    ToolResult = 4,
    /// A decision whether a tool may run.
    ToolDecision = 5,
    /// The end of a series of retries that failed.
    ApiRetriesExhausted = 6,
    /// An answer that was refused.
    ApiRefusal = 7,
    /// A hook has run.
    HookExecutionComplete = 8,
    /// The context was summed up.
    Compaction = 9,
    /// Another permission mode.
    PermissionModeChanged = 10,
    /// A skill was activated.
    SkillActivated = 11,
    /// A sub-agent has ended.
    SubagentCompleted = 12,
    /// An MCP server was connected, or was not.
    McpServerConnection = 13,
    /// A plugin was loaded.
    PluginLoaded = 14,
    /// A plugin was installed.
    PluginInstalled = 15,
    /// Something was mentioned by `@`.
    AtMention = 16,
    /// Somebody signed in.
    Auth = 17,
    /// An error of the client itself.
    InternalError = 18,
}

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub enum Outcome {
    /// It went well.
    Succeeded,
    /// It did not.
    Failed,
    /// The tool may run.
    Accepted,
    /// It may not.
    Rejected,
    /// A hook stopped what it was asked about.
    Blocked,
}

impl Outcome {
    /// How a span ended.
    pub fn of_span(kind: NodeKind, outcome: Option<i64>) -> Option<Self> {
        let well = outcome? != 0;
        Some(match kind {
            NodeKind::BlockedOnUser => decided(well),
            NodeKind::Hook => passed(well),
            _ => ended(well),
        })
    }

    /// How what an event tells of ended.
    pub fn of_event(kind: EventName, outcome: Option<i64>) -> Option<Self> {
        let well = outcome? != 0;
        Some(match kind {
            EventName::ToolDecision => decided(well),
            EventName::HookExecutionComplete => passed(well),
            _ => ended(well),
        })
    }
}

fn ended(well: bool) -> Outcome {
    if well { Outcome::Succeeded } else { Outcome::Failed }
}

fn decided(accepted: bool) -> Outcome {
    if accepted { Outcome::Accepted } else { Outcome::Rejected }
}

fn passed(passed: bool) -> Outcome {
    if passed { Outcome::Succeeded } else { Outcome::Blocked }
}

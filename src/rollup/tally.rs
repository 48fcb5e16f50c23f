//! What is tallied by day besides the figures of `daily`: how often something happened, to what, and how long
//! it took.

pub use crate::otlp::Signal;

use crate::store::Param;

macro_rules! tallies {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)+) => {
        /// A kind of tally. The codes are stored, and are written as they are in `fold_tallies.sql`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i64)]
        pub enum Tally {
            $($(#[$doc])* $variant = $code,)+
        }

        impl Tally {
            /// Every kind.
            pub const ALL: &'static [Tally] = &[$(Tally::$variant,)+];
        }
    };
}

tallies! {
    /// Answered model requests. Name: model. Total and buckets: their length in ms.
    /// Told by `api_request` events or `llm_request` spans.
    Latency = 1,
    /// Answered model requests that told their time to first token. Name: model. Total and buckets: ms.
    /// Told by spans or events.
    Ttft = 2,
    /// Tool calls that ran. Name: tool. Detail: 1 succeeded, 0 failed, -1 not said. Total and buckets: ms.
    /// Told by `tool_result` events or `tool.execution` spans.
    ToolRun = 3,
    /// Permission decisions. Name: tool. Detail: [`decision`]. Told by `tool_decision` events,
    /// `tool.blocked_on_user` spans or `code_edit_tool.decision` metrics (edits alone).
    Decision = 4,
    /// Waiting for a person to decide. Name: tool. Detail: 1 accepted, 0 rejected. Total and buckets: ms. Told by spans.
    Waiting = 5,
    /// Decisions about edits. Name: programming language. Detail: [`decision`]. Told by metrics.
    Edit = 6,
    /// Model requests that failed for good. Name: model. Detail: HTTP status, 0 when there was none.
    /// Told by `api_error` events or spans.
    ApiError = 7,
    /// The same by what went wrong. Name: class of the error (`rate_limit`, …). Told by spans.
    ApiErrorClass = 8,
    /// Tool calls that failed. Name: class of the error (`ShellError`, …). Told as [`Tally::ToolRun`].
    ToolError = 9,
    /// Answers that were refused. Name: model. Told by `api_refusal` events.
    Refusal = 10,
    /// Runs of hooks. Name: hook event. Detail: 0 all went well, 1 one blocked, 2 one failed or was cancelled.
    /// Total and buckets: ms. Told by `hook_execution_complete` events or `hook` spans.
    Hook = 11,
    /// Turns. Total and buckets: their length in ms. Told by `interaction` spans.
    Turn = 12,
    /// User prompts. Detail: hour of the day (UTC), 0 to 23. Told by `user_prompt` events or `interaction` spans.
    PromptHour = 13,
    /// Slash commands. Name: command. Told by `user_prompt` events.
    SlashCommand = 14,
    /// Skills that were activated. Name: skill. Detail: word, what activated it (`user-slash`, …).
    /// Told by `skill_activated` events.
    Skill = 15,
    /// Plugins. Name: plugin. Detail: 1 loaded, 2 installed. Told by `plugin_loaded` and `plugin_installed` events.
    Plugin = 16,
    /// Connections to MCP servers. Name: server, or its scope where the name is not told. Detail: word,
    /// `connected`, `failed` or `disconnected`. Told by `mcp_server_connection` events.
    McpServer = 17,
    /// Sub-agents that completed. Name: type. Total and buckets: ms. Told by `subagent_completed` events.
    Subagent = 18,
    /// Compactions of the context. Name: `auto` or `manual`. Detail: 1 succeeded, 0 failed. Total and buckets: ms.
    /// Told by `compaction` events.
    Compaction = 19,
    /// Changes of the permission mode. Name: to. Detail: word, from. Told by `permission_mode_changed` events.
    PermissionMode = 20,
    /// Mentions by `@`. Name: of what (`file`, …). Detail: 1 found, 0 not. Told by `at_mention` events.
    Mention = 21,
    /// Answered model requests of sub-agents. Name: agent. Total: reported cost in nano-dollars.
    /// Told by `api_request` events.
    AgentCost = 22,
    /// The same for skills. Name: skill.
    SkillCost = 23,
    /// The same for plugins, where neither a skill nor an MCP server is named. Name: plugin.
    PluginCost = 24,
    /// The same for MCP servers. Name: server.
    McpCost = 25,
    /// Records of each kind, counted before anything else. Name: word, the name of a kind that is not known;
    /// 0 otherwise. Detail: [`record`].
    Record = 26,
    /// Sessions by client version. Name: version. Detail: word, operating system.
    Version = 27,
    /// Sessions that did not tell something. Detail: [`Gap`].
    Gap = 28,
    /// Sessions in which a signal was believed for a fact. Detail: [`authority`].
    Authority = 29,
    /// Sign-ins. Name: action (`login`, …). Detail: 1 succeeded, 0 failed. Told by `auth` events.
    Auth = 30,
    /// Errors of the client itself. Name: of the error. Told by `internal_error` events.
    InternalError = 31,
}

impl Tally {
    /// The codes of every kind as a JSON array, for statements that seek by the kind.
    pub fn codes() -> Param {
        let codes: Vec<String> = Self::ALL.iter().map(|kind| (*kind as i64).to_string()).collect();
        Param::Text(format!("[{}]", codes.join(",")))
    }
}

/// Who decided and how, in one number: twice the `Decider` code, plus 1 when the tool may run.
pub const fn decision(decider: i64, accepted: bool) -> i64 {
    decider * 2 + accepted as i64
}

/// A signal and what kind of record of it, in one number: a hundred times the [`Signal`] code, plus the code
/// of the span kind (traces), the event kind (logs) or 0 (metrics: data points).
pub const fn record(signal: Signal, kind: i64) -> i64 {
    signal as i64 * 100 + kind
}

/// A fact and the signal that was believed for it, in one number: ten times the [`Fact`] code, plus the signal's.
pub const fn authority(fact: Fact, signal: Signal) -> i64 {
    fact as i64 * 10 + signal as i64
}

/// A fact that several signals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i64)]
pub enum Fact {
    /// Answered model requests.
    Requests = 1,
    /// Failed ones.
    Errors = 2,
    /// Tokens.
    Tokens = 3,
    /// Reported cost.
    Cost = 4,
    /// User prompts.
    Prompts = 5,
    /// Tool calls that ran.
    ToolRuns = 6,
    /// Permission decisions.
    Decisions = 7,
}

/// Something that a session's settings leave untold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i64)]
pub enum Gap {
    /// No person: the user is an account, an installation or nobody.
    Email = 1,
    /// No `session.id`.
    SessionId = 2,
    /// No repository.
    Repository = 3,
    /// No entrypoint or other sure sign of the surface.
    Entrypoint = 4,
    /// No team, department, cost centre or other label.
    Team = 5,
    /// No log records.
    Logs = 6,
    /// No spans.
    Traces = 7,
    /// No data points.
    Metrics = 8,
}

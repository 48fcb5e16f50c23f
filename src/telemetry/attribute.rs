//! The attributes that are read. This list is the gate: prompts, responses, tool arguments, file paths and
//! bodies have no name here, so the decoders never turn them into values, whatever the client's
//! `OTEL_LOG_*` switches say.

use crate::otlp::Key;

macro_rules! attributes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// An attribute that is read, of a resource or of a record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Attribute {
            $($(#[$doc])* $variant,)+
        }

        impl Attribute {
            /// The attribute's name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Attribute::$variant => $name,)+
                }
            }
        }

        impl Key for Attribute {
            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Attribute::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

attributes! {
    // Who
    /// Set by an admin; wins over what the client found.
    WorkEmail = "work_email",
    /// OAuth sign-in, or set by an admin.
    UserEmail = "user.email",
    /// Third-party deployments and Agent SDK hosts.
    EnduserId = "enduser.id",
    /// `user_01…`
    UserAccountId = "user.account_id",
    /// A random installation id (64 hexadecimal digits), or the subject at an identity provider.
    UserId = "user.id",
    /// Cowork on third-party deployments: the operating system's user.
    ProcessOwner = "process.owner",
    /// What to call the person.
    UserName = "user.name",

    // Labels: where in the org
    /// Set by an admin, as the next ones are.
    TeamId = "team.id",
    /// Likewise.
    Department = "department",
    /// Likewise.
    CostCenter = "cost_center",
    /// `prod`, `staging`, …
    DeploymentEnvironment = "deployment.environment",
    /// The same by its newer name.
    DeploymentEnvironmentName = "deployment.environment.name",
    /// Of the repository that `origin` names; off by default.
    VcsRepositoryUrl = "vcs.repository.url.full",
    /// Likewise: its owner.
    VcsOwnerName = "vcs.owner.name",
    /// Likewise: its name.
    VcsRepositoryName = "vcs.repository.name",

    // Where
    /// UUID; may be switched off by the client.
    SessionId = "session.id",
    /// Present in cloud sessions only.
    CloudSessionId = "ccr.session.id",
    /// `claude-code`, `cowork`, …
    ServiceName = "service.name",
    /// The client's version.
    ServiceVersion = "service.version",
    /// The client's version again; off by default.
    AppVersion = "app.version",
    /// `linux`, `darwin`, …
    OsType = "os.type",
    /// `cli`, `sdk-ts`, `claude-vscode`, …; off by default.
    AppEntrypoint = "app.entrypoint",
    /// `vscode`, `iTerm.app`, …; says nothing certain.
    TerminalType = "terminal.type",
    /// Which part of the client asked: `repl_main_thread`, `sdk`, …
    QuerySource = "query_source",
    /// The same on spans, with dots: `agent.builtin.Explore`.
    QuerySourceSafe = "query_source_safe",

    // Events
    /// The event's bare name.
    EventName = "event.name",
    /// From 0 in each process.
    EventSequence = "event.sequence",
    /// UUID of the user prompt that set the event off.
    PromptId = "prompt.id",
    /// Slash command, on `user_prompt`.
    CommandName = "command_name",
    /// What set off a compaction.
    Trigger = "trigger",
    /// Permission mode before a change.
    FromMode = "from_mode",
    /// Permission mode after it.
    ToMode = "to_mode",
    /// What activated a skill: `user-slash`, …
    InvocationTrigger = "invocation_trigger",
    /// Type of a sub-agent that completed.
    AgentType = "agent_type",
    /// What became of a connection to an MCP server.
    ConnectionStatus = "status",
    /// MCP server, where its name may be told.
    ServerName = "server_name",
    /// Where an MCP server is configured.
    ServerScope = "server_scope",
    /// What was mentioned: `file`, …
    MentionType = "mention_type",
    /// `login`, `logout`, …
    Action = "action",
    /// Name of an error of the client itself.
    ErrorName = "error_name",

    // Spans
    /// From 1 in each process, on `interaction`.
    InteractionSequence = "interaction.sequence",
    /// `PreToolUse`, …
    HookEvent = "hook_event",
    /// Hooks that blocked what they were called for.
    NumBlocking = "num_blocking",
    /// Hooks that failed without blocking.
    NumNonBlockingError = "num_non_blocking_error",
    /// Hooks that were cancelled.
    NumCancelled = "num_cancelled",
    /// Length of all hooks together, on the event.
    TotalDurationMs = "total_duration_ms",

    // Model requests
    /// As the client names it.
    Model = "model",
    /// `fast` or `normal`.
    Speed = "speed",
    /// Tokens that neither came from nor went to the cache.
    InputTokens = "input_tokens",
    /// Tokens generated.
    OutputTokens = "output_tokens",
    /// Tokens read from the cache.
    CacheReadTokens = "cache_read_tokens",
    /// Tokens written to the cache.
    CacheCreationTokens = "cache_creation_tokens",
    /// The part written for an hour (recorded from 2.1.329; not documented).
    CacheCreation1hTokens = "cache_creation_1h_tokens",
    /// What the client thinks it cost, in USD.
    CostUsd = "cost_usd",
    /// The same in millionths.
    CostUsdMicros = "cost_usd_micros",
    /// Time to first token.
    TtftMs = "ttft_ms",
    /// Length; a number in spans, a string in most log records.
    DurationMs = "duration_ms",
    /// Attempts in all.
    Attempt = "attempt",
    /// Joins span and event.
    RequestId = "request_id",
    /// HTTP status of a failed request.
    StatusCode = "status_code",
    /// Attempts in all, where none was left.
    TotalAttempts = "total_attempts",
    /// The sub-agent that asked.
    AgentName = "agent.name",
    /// The skill for which it was asked.
    SkillName = "skill.name",
    /// The plugin for which it was asked, or that an event is about.
    PluginName = "plugin.name",
    /// The MCP server for which it was asked.
    McpServerName = "mcp_server.name",

    // Tools
    /// As the client names it; `mcp_tool` in log records.
    ToolName = "tool_name",
    /// Joins span and event.
    ToolUseId = "tool_use_id",
    /// How it ended.
    Success = "success",
    /// Class of an error: `rate_limit`, `ShellError`, …
    ErrorClass = "error_class",
    /// The same on `tool_result`.
    ErrorType = "error_type",
    /// `accept` or `reject`.
    Decision = "decision",
    /// Who decided.
    Source = "source",
    /// Office agents: how a tool call ended.
    ToolSuccess = "tool.success",
    /// Office agents: `manual`, `auto_accept` or `deferred`.
    ToolAcceptDecision = "tool.accept_decision",
    /// Office agents: class of a tool's error.
    ToolErrorType = "tool.error_type",

    // Metrics
    /// Which part of a metric: `input`, `added`, `user`, …
    Type = "type",
    /// `fresh`, `resume`, `continue` or `agents_view`.
    StartType = "start_type",
    /// Programming language, on edit decisions.
    Language = "language",
}

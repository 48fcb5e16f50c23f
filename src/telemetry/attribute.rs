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

    // Where
    /// UUID; may be switched off by the client.
    SessionId = "session.id",
    /// Present in cloud sessions only.
    CloudSessionId = "ccr.session.id",
    /// `claude-code`, `cowork`, …
    ServiceName = "service.name",
    /// The client's version.
    ServiceVersion = "service.version",
    /// `linux`, `darwin`, …
    OsType = "os.type",
    /// `cli`, `sdk-ts`, `claude-vscode`, …; off by default.
    AppEntrypoint = "app.entrypoint",
    /// `vscode`, `iTerm.app`, …; says nothing certain.
    TerminalType = "terminal.type",
    /// Which part of the client asked: `repl_main_thread`, `sdk`, …
    QuerySource = "query_source",

    // Events
    /// The event's bare name.
    EventName = "event.name",
    /// From 0 in each process.
    EventSequence = "event.sequence",
    /// UUID of the user prompt that set the event off.
    PromptId = "prompt.id",
    /// Slash command, on `user_prompt`.
    CommandName = "command_name",
    /// `builtin`, `custom` or `mcp`.
    CommandSource = "command_source",

    // Spans
    /// From 1 in each process, on `interaction`.
    InteractionSequence = "interaction.sequence",
    /// `PreToolUse`, …
    HookEvent = "hook_event",
    /// Hooks that blocked what they were called for.
    NumBlocking = "num_blocking",

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

    // Tools
    /// As the client names it; `mcp_tool` in log records.
    ToolName = "tool_name",
    /// Without names that a user chose.
    ToolNameSafe = "tool_name_safe",
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

    // Metrics
    /// Which part of a metric: `input`, `added`, `user`, …
    Type = "type",
    /// `fresh`, `resume`, `continue` or `agents_view`.
    StartType = "start_type",
    /// Programming language, on edit decisions.
    Language = "language",
}

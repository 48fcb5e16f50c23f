//! Log records → rows of the table `event`.

use super::Thin;
use super::attribute::Attribute;
use super::decision::{Decider, accepted};
use super::labels::Labels;
use super::session::{Sender, SessionKey};
use super::spans::{Usage, call_id, hooks, http_status};
use super::time::{Day, believed};
use super::word::{WordId, Words, hash, is_name};
use crate::otlp::request::{LogRecord, LogsRequest};
use crate::otlp::{Attributes, Field, Reason};

/// What an event is about. The codes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum EventKind {
    /// Any other event: kept by its name.
    Other = 0,
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
    /// No attempt was left; an [`EventKind::ApiError`] tells of the same request.
    ApiRetriesExhausted = 6,
    /// Claude refused to answer.
    ApiRefusal = 7,
    /// Hooks ran.
    HookExecution = 8,
    /// The context was compacted.
    Compaction = 9,
    /// The permission mode changed.
    PermissionMode = 10,
    /// A skill was activated.
    SkillActivated = 11,
    /// A sub-agent completed.
    SubagentCompleted = 12,
    /// A connection to an MCP server was made, failed or was lost.
    McpConnection = 13,
    /// A plugin was loaded.
    PluginLoaded = 14,
    /// A plugin was installed.
    PluginInstalled = 15,
    /// Something was mentioned by `@`.
    AtMention = 16,
    /// Somebody signed in or out.
    Auth = 17,
    /// An error of the client itself.
    InternalError = 18,
}

impl EventKind {
    /// Reads an event's bare name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "user_prompt" => EventKind::UserPrompt,
            "api_request" => EventKind::ApiRequest,
            "api_error" => EventKind::ApiError,
            "tool_result" => EventKind::ToolResult,
            "tool_decision" => EventKind::ToolDecision,
            "api_retries_exhausted" => EventKind::ApiRetriesExhausted,
            "api_refusal" => EventKind::ApiRefusal,
            "hook_execution_complete" => EventKind::HookExecution,
            "compaction" => EventKind::Compaction,
            "permission_mode_changed" => EventKind::PermissionMode,
            "skill_activated" => EventKind::SkillActivated,
            "subagent_completed" => EventKind::SubagentCompleted,
            "mcp_server_connection" => EventKind::McpConnection,
            "plugin_loaded" => EventKind::PluginLoaded,
            "plugin_installed" => EventKind::PluginInstalled,
            "at_mention" => EventKind::AtMention,
            "auth" => EventKind::Auth,
            "internal_error" => EventKind::InternalError,
            _ => EventKind::Other,
        }
    }
}

/// For what a model request was made, besides the conversation. The codes are stored in `number` of an
/// `api_request`, and `detail` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum Purpose {
    /// A skill.
    Skill = 1,
    /// A plugin, where no skill of it is named.
    Plugin = 2,
    /// An MCP server.
    McpServer = 3,
}

impl Purpose {
    /// The first purpose that an `api_request` names.
    fn of(attributes: &Attributes<'_, Attribute>, words: &mut Words) -> (Option<i64>, WordId) {
        for (key, purpose) in [
            (Attribute::McpServerName, Purpose::McpServer),
            (Attribute::SkillName, Purpose::Skill),
            (Attribute::PluginName, Purpose::Plugin),
        ] {
            let name = words.name(attributes, key);
            if name != WordId::NONE {
                return (Some(purpose as i64), name);
            }
        }
        (None, WordId::NONE)
    }
}

/// A row of the table `event`; migrations/0001_telemetry.sql says what each column is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are described where the table is made")]
pub struct EventRow {
    pub session: SessionKey,
    pub time_ms: i64,
    pub sequence: i64,
    pub kind: EventKind,
    pub name: WordId,
    pub detail: WordId,
    pub prompt_id: Option<[u8; 16]>,
    pub trace_id: Option<[u8; 16]>,
    pub duration_ms: Option<i64>,
    pub outcome: Option<bool>,
    pub decided_by: Option<Decider>,
    pub error: WordId,
    pub status: Option<i64>,
    pub usage: Usage,
    pub cache_creation_1h_tokens: Option<i64>,
    pub cost_nanos: Option<i64>,
    pub ttft_ms: Option<i64>,
    pub number: Option<i64>,
    pub call_id: Option<i64>,
}

/// Thins every log record of a request.
pub fn thin(request: &LogsRequest<'_, Attribute>, arrival: Day, thin: &mut Thin) {
    for resource_logs in &request.resource_logs {
        let labels = Labels::of(&resource_logs.resource);
        for scope_logs in &resource_logs.scope_logs {
            let sender = Sender::new(&resource_logs.resource, &labels, &scope_logs.scope.name);
            for record in &scope_logs.log_records {
                match row(record, &sender, arrival, thin) {
                    Ok(row) => {
                        thin.touched.insert((Day::of(row.time_ms), row.session));
                        thin.events.push(row);
                    }
                    Err((reason, message)) => {
                        thin.refuse(&sender, &record.attributes, reason, || {
                            format!("log record refused: {message}")
                        });
                    }
                }
            }
        }
    }
}

fn row(
    record: &LogRecord<'_, Attribute>,
    sender: &Sender<'_>,
    arrival: Day,
    thin: &mut Thin,
) -> Result<EventRow, (Reason, String)> {
    let time = if record.time_ms == Field::Absent { record.observed_ms } else { record.time_ms };
    let time_ms = believed(time, "timeUnixNano", arrival)?;

    let attributes = &record.attributes;
    let name = attributes.text(Attribute::EventName);
    let name = name.as_deref().unwrap_or(&record.event_name);
    let name = name.strip_prefix("claude_code.").unwrap_or(name);
    let kind = EventKind::from_name(name);
    let session = thin.sessions.of(sender, attributes, None, Day::of(time_ms), &mut thin.words);
    let words = &mut thin.words;
    let mut row = EventRow {
        session,
        time_ms,
        sequence: attributes.count(Attribute::EventSequence).unwrap_or_else(|| unnumbered(name, attributes)),
        kind,
        name: WordId::NONE,
        detail: WordId::NONE,
        prompt_id: attributes.text(Attribute::PromptId).and_then(|id| uuid(&id)),
        trace_id: None,
        duration_ms: attributes.count(Attribute::DurationMs),
        outcome: None,
        decided_by: None,
        error: WordId::NONE,
        status: None,
        usage: Usage::default(),
        cache_creation_1h_tokens: None,
        cost_nanos: None,
        ttft_ms: None,
        number: None,
        call_id: None,
    };
    match kind {
        EventKind::UserPrompt => {
            row.name = words.name(attributes, Attribute::CommandName);
            row.trace_id = record.trace_id.ok();
        }
        EventKind::ApiRequest => {
            row.name = words.name(attributes, Attribute::AgentName);
            (row.number, row.detail) = Purpose::of(attributes, words);
            row.usage = Usage::of(attributes, words);
            row.cache_creation_1h_tokens =
                attributes.count(Attribute::CacheCreation1hTokens).filter(|tokens| *tokens > 0);
            row.cost_nanos = cost_nanos(attributes);
            row.ttft_ms = attributes.count(Attribute::TtftMs);
            row.call_id = call_id(attributes, Attribute::RequestId);
        }
        EventKind::ApiError => {
            row.usage = Usage::of(attributes, words);
            row.status = http_status(attributes);
            row.number = attributes.count(Attribute::Attempt);
            row.call_id = call_id(attributes, Attribute::RequestId);
        }
        EventKind::ToolResult => {
            row.name = words.name(attributes, Attribute::ToolName);
            row.outcome = attributes.truth(Attribute::Success);
            row.error = words.name(attributes, Attribute::ErrorType);
            row.call_id = call_id(attributes, Attribute::ToolUseId);
        }
        EventKind::ToolDecision => {
            row.name = words.name(attributes, Attribute::ToolName);
            row.outcome = attributes.text(Attribute::Decision).as_deref().and_then(accepted);
            row.decided_by = attributes.text(Attribute::Source).as_deref().map(Decider::from_source);
            row.call_id = call_id(attributes, Attribute::ToolUseId);
        }
        EventKind::ApiRetriesExhausted => {
            row.usage = Usage::of(attributes, words);
            row.status = http_status(attributes);
            row.number = attributes.count(Attribute::TotalAttempts);
        }
        EventKind::ApiRefusal => {
            row.usage = Usage::of(attributes, words);
            row.call_id = call_id(attributes, Attribute::RequestId);
        }
        EventKind::HookExecution => {
            row.name = words.name(attributes, Attribute::HookEvent);
            row.duration_ms = attributes.count(Attribute::TotalDurationMs);
            (row.outcome, row.number) = hooks(attributes);
        }
        EventKind::Compaction => {
            row.name = words.name(attributes, Attribute::Trigger);
            row.outcome = attributes.truth(Attribute::Success);
        }
        EventKind::PermissionMode => {
            row.name = words.name(attributes, Attribute::ToMode);
            row.detail = words.name(attributes, Attribute::FromMode);
        }
        EventKind::SkillActivated => {
            row.name = words.name(attributes, Attribute::SkillName);
            row.detail = words.name(attributes, Attribute::InvocationTrigger);
        }
        EventKind::SubagentCompleted => row.name = words.name(attributes, Attribute::AgentType),
        EventKind::McpConnection => {
            row.name = words.name(attributes, Attribute::ServerName);
            if row.name == WordId::NONE {
                row.name = words.name(attributes, Attribute::ServerScope);
            }
            row.detail = words.name(attributes, Attribute::ConnectionStatus);
        }
        EventKind::PluginLoaded | EventKind::PluginInstalled => {
            row.name = words.name(attributes, Attribute::PluginName);
        }
        EventKind::AtMention => {
            row.name = words.name(attributes, Attribute::MentionType);
            row.outcome = attributes.truth(Attribute::Success);
        }
        EventKind::Auth => {
            row.name = words.name(attributes, Attribute::Action);
            row.outcome = attributes.truth(Attribute::Success);
        }
        EventKind::InternalError => row.name = words.name(attributes, Attribute::ErrorName),
        EventKind::Other => {
            if is_name(name) {
                row.name = words.id(name);
            }
        }
    }
    Ok(row)
}

/// A stand-in for `event.sequence`: negative, and the same whenever the record is sent again.
fn unnumbered(name: &str, attributes: &Attributes<'_, Attribute>) -> i64 {
    let mut parts = vec![name.to_owned()];
    for key in [
        Attribute::PromptId,
        Attribute::RequestId,
        Attribute::ToolUseId,
        Attribute::Model,
        Attribute::InputTokens,
        Attribute::OutputTokens,
        Attribute::DurationMs,
    ] {
        parts.push(attributes.text(key).unwrap_or_default().into_owned());
    }
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    -1 - (hash(&parts) >> 1)
}

/// What the client says a request cost. `cost_usd` has more digits than `cost_usd_micros`.
fn cost_nanos(attributes: &Attributes<'_, Attribute>) -> Option<i64> {
    let usd = attributes.number(Attribute::CostUsd);
    usd.and_then(nanos).or_else(|| attributes.count(Attribute::CostUsdMicros)?.checked_mul(1_000))
}

/// USD as nano-dollars; an amount that is negative or beyond a million dollars is no cost of a request.
pub(super) fn nanos(usd: f64) -> Option<i64> {
    (0.0..=1e6).contains(&usd).then(|| (usd * 1e9).round() as i64)
}

/// The 16 bytes of a UUID.
fn uuid(text: &str) -> Option<[u8; 16]> {
    crate::otlp::field::id_from_hex(&text.replace('-', "")).ok()
}

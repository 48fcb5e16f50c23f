//! Log records → rows of the table `event`.

use super::Thin;
use super::attribute::Attribute;
use super::decision::{Decider, accepted};
use super::session::SessionKey;
use super::spans::{Usage, call_id};
use super::time::{Day, believed};
use super::word::{WordId, hash, is_name};
use crate::otlp::request::{LogRecord, LogsRequest};
use crate::otlp::{Attributes, Field};

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
            _ => EventKind::Other,
        }
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
    pub prompt_id: Option<[u8; 16]>,
    pub trace_id: Option<[u8; 16]>,
    pub duration_ms: Option<i64>,
    pub outcome: Option<bool>,
    pub decided_by: Option<Decider>,
    pub error: WordId,
    pub usage: Usage,
    pub cache_creation_1h_tokens: Option<i64>,
    pub cost_nanos: Option<i64>,
    pub ttft_ms: Option<i64>,
    pub call_id: Option<i64>,
}

/// Thins every log record of a request.
pub fn thin(request: &LogsRequest<'_, Attribute>, thin: &mut Thin) {
    for resource_logs in &request.resource_logs {
        let resource = &resource_logs.resource.attributes;
        for scope_logs in &resource_logs.scope_logs {
            for record in &scope_logs.log_records {
                match row(record, resource, &scope_logs.scope.name, thin) {
                    Ok(row) => {
                        thin.touched.insert((Day::of(row.time_ms), row.session));
                        thin.events.push(row);
                    }
                    Err(reason) => thin.refused.add(|| format!("log record refused: {reason}")),
                }
            }
        }
    }
}

fn row(
    record: &LogRecord<'_, Attribute>,
    resource: &Attributes<'_, Attribute>,
    scope: &str,
    thin: &mut Thin,
) -> Result<EventRow, String> {
    let time = if record.time_ms == Field::Absent { record.observed_ms } else { record.time_ms };
    let time_ms = believed(time, "timeUnixNano")?;

    let attributes = &record.attributes;
    let name = attributes.text(Attribute::EventName);
    let name = name.as_deref().unwrap_or(&record.event_name);
    let name = name.strip_prefix("claude_code.").unwrap_or(name);
    let kind = EventKind::from_name(name);
    let session = thin.sessions.of(resource, scope, attributes, &mut thin.words);
    let words = &mut thin.words;
    let mut row = EventRow {
        session,
        time_ms,
        sequence: attributes.count(Attribute::EventSequence).unwrap_or_else(|| unnumbered(name, attributes)),
        kind,
        name: WordId::NONE,
        prompt_id: attributes.text(Attribute::PromptId).and_then(|id| uuid(&id)),
        trace_id: None,
        duration_ms: None,
        outcome: None,
        decided_by: None,
        error: WordId::NONE,
        usage: Usage::default(),
        cache_creation_1h_tokens: None,
        cost_nanos: None,
        ttft_ms: None,
        call_id: None,
    };
    match kind {
        EventKind::UserPrompt => {
            row.name = words.name(attributes, Attribute::CommandName);
            row.trace_id = record.trace_id.ok();
        }
        EventKind::ApiRequest => {
            row.usage = Usage::of(attributes, words);
            row.cache_creation_1h_tokens =
                attributes.count(Attribute::CacheCreation1hTokens).filter(|tokens| *tokens > 0);
            row.cost_nanos = cost_nanos(attributes);
            row.duration_ms = attributes.count(Attribute::DurationMs);
            row.ttft_ms = attributes.count(Attribute::TtftMs);
            row.call_id = call_id(attributes, Attribute::RequestId);
        }
        EventKind::ApiError => {
            row.usage = Usage::of(attributes, words);
            row.error = words.name(attributes, Attribute::StatusCode);
            row.duration_ms = attributes.count(Attribute::DurationMs);
            row.call_id = call_id(attributes, Attribute::RequestId);
        }
        EventKind::ToolResult => {
            row.name = words.name(attributes, Attribute::ToolName);
            row.outcome = attributes.truth(Attribute::Success);
            row.error = words.name(attributes, Attribute::ErrorType);
            row.duration_ms = attributes.count(Attribute::DurationMs);
            row.call_id = call_id(attributes, Attribute::ToolUseId);
        }
        EventKind::ToolDecision => {
            row.name = words.name(attributes, Attribute::ToolName);
            row.outcome = attributes.text(Attribute::Decision).as_deref().and_then(accepted);
            row.decided_by = attributes.text(Attribute::Source).as_deref().map(Decider::from_source);
            row.call_id = call_id(attributes, Attribute::ToolUseId);
        }
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

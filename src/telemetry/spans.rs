//! Spans → rows of the table `span`.

use super::Thin;
use super::attribute::Attribute;
use super::decision::{Decider, accepted, office_decider};
use super::labels::Labels;
use super::session::{Sender, SessionKey};
use super::time::{Day, believed};
use super::word::{WordId, Words, hash, is_name};
use crate::otlp::request::{Span, TracesRequest};
use crate::otlp::{Attributes, Field, Reason, StatusCode};
use crate::pricing::{Rate, normalise, rate};

/// What a span is about. The codes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum SpanKind {
    /// A span of another name.
    Other = 0,
    /// A turn: one user prompt and all that it set off.
    Interaction = 1,
    /// One request to a model, retries included.
    LlmRequest = 2,
    /// A tool call, waiting for permission included.
    Tool = 3,
    /// Waiting for the decision whether a tool may run.
    BlockedOnUser = 4,
    /// The tool's own run.
    Execution = 5,
    /// A hook's run.
    Hook = 6,
}

impl SpanKind {
    /// Reads a span's name.
    pub fn from_name(name: &str) -> Self {
        match name {
            // `agent.*` are the Office agents'.
            "claude_code.interaction" | "agent.query" => SpanKind::Interaction,
            "claude_code.llm_request" | "agent.stream" => SpanKind::LlmRequest,
            "claude_code.tool" => SpanKind::Tool,
            "claude_code.tool.blocked_on_user" => SpanKind::BlockedOnUser,
            "claude_code.tool.execution" | "agent.tool_execution" => SpanKind::Execution,
            "claude_code.hook" => SpanKind::Hook,
            _ => SpanKind::Other,
        }
    }
}

/// A model request's share of a row, of a span or an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// The normalised model.
    pub model: WordId,
    /// What else the price depends on.
    pub rate: Rate,
    /// Tokens; None where the client did not say.
    pub input_tokens: Option<i64>,
    /// Tokens generated.
    pub output_tokens: Option<i64>,
    /// Tokens read from the cache.
    pub cache_read_tokens: Option<i64>,
    /// Tokens written to the cache.
    pub cache_creation_tokens: Option<i64>,
}

impl Usage {
    /// Reads the attributes of a model request.
    pub fn of(attributes: &Attributes<'_, Attribute>, words: &mut Words) -> Self {
        let count = |key| attributes.count(key);
        let input_tokens = count(Attribute::InputTokens);
        let cache_read_tokens = count(Attribute::CacheReadTokens);
        let cache_creation_tokens = count(Attribute::CacheCreationTokens);
        let prompt = [input_tokens, cache_read_tokens, cache_creation_tokens]
            .into_iter()
            .flatten()
            .fold(0_u64, |sum, tokens| sum.saturating_add(tokens.unsigned_abs()));
        let model = attributes.text(Attribute::Model);
        let model = model.as_deref().map(normalise).filter(|model| is_name(model)).unwrap_or_default();
        Self {
            rate: rate(&model, is_fast(attributes), prompt),
            model: words.id(&model),
            input_tokens,
            output_tokens: count(Attribute::OutputTokens),
            cache_read_tokens,
            cache_creation_tokens,
        }
    }
}

impl Usage {
    /// The rate as it is stored: NULL where there is no model request.
    pub fn rate_code(&self) -> Option<i64> {
        (self.model != WordId::NONE).then_some(self.rate.code())
    }
}

/// Whether a model request ran in fast mode.
pub fn is_fast(attributes: &Attributes<'_, Attribute>) -> bool {
    attributes.text(Attribute::Speed).as_deref() == Some("fast")
}

/// A row of the table `span`; migrations/0001_telemetry.sql says what each column is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are described where the table is made")]
pub struct SpanRow {
    pub session: SessionKey,
    pub end_ms: i64,
    pub span_id: [u8; 8],
    pub trace_id: [u8; 16],
    pub parent_id: Option<[u8; 8]>,
    pub kind: SpanKind,
    pub duration_ms: i64,
    pub name: WordId,
    pub outcome: Option<bool>,
    pub decided_by: Option<Decider>,
    pub error: WordId,
    pub status: Option<i64>,
    pub usage: Usage,
    pub ttft_ms: Option<i64>,
    pub number: Option<i64>,
    pub call_id: Option<i64>,
}

/// Thins every span of a request.
pub fn thin(request: &TracesRequest<'_, Attribute>, arrival: Day, thin: &mut Thin) {
    for resource_spans in &request.resource_spans {
        let labels = Labels::of(&resource_spans.resource);
        for scope_spans in &resource_spans.scope_spans {
            let sender = Sender::new(&resource_spans.resource, &labels, &scope_spans.scope.name);
            for span in &scope_spans.spans {
                match row(span, &sender, arrival, thin) {
                    Ok(row) => {
                        thin.touched.insert((Day::of(row.end_ms), row.session));
                        thin.spans.push(row);
                    }
                    Err((reason, message)) => {
                        thin.refuse(&sender, &span.attributes, reason, || format!("span refused: {message}"));
                    }
                }
            }
        }
    }
}

fn row(
    span: &Span<'_, Attribute>,
    sender: &Sender<'_>,
    arrival: Day,
    thin: &mut Thin,
) -> Result<SpanRow, (Reason, String)> {
    let wrong = |reason, message: &str| (reason, message.to_owned());
    let trace_id = span.trace_id.ok().ok_or_else(|| {
        wrong(Reason::TraceId, "traceId must be 16 bytes (32 hexadecimal digits), not all zero")
    })?;
    let span_id = span.span_id.ok().ok_or_else(|| {
        wrong(Reason::SpanId, "spanId must be 8 bytes (16 hexadecimal digits), not all zero")
    })?;
    let parent_id = match span.parent_span_id {
        Field::Is(id) => Some(id),
        Field::Absent => None,
        Field::Bad => {
            let message = "parentSpanId must be 8 bytes (16 hexadecimal digits) or empty";
            return Err(wrong(Reason::ParentSpanId, message));
        }
    };
    let end_ms = believed(span.end_ms, "endTimeUnixNano", arrival)?;

    let attributes = &span.attributes;
    let kind = SpanKind::from_name(&span.name);
    let session = thin.sessions.of(sender, attributes, Some(&trace_id), Day::of(end_ms), &mut thin.words);
    let words = &mut thin.words;
    let mut row = SpanRow {
        session,
        end_ms,
        span_id,
        trace_id,
        parent_id,
        kind,
        // A clock that was set between makes a length of no time, or of half a century.
        duration_ms: believed(span.start_ms, "", arrival).map_or(0, |start| (end_ms - start).max(0)),
        name: WordId::NONE,
        outcome: None,
        decided_by: None,
        error: words.name(attributes, Attribute::ErrorClass),
        status: None,
        usage: Usage::default(),
        ttft_ms: None,
        number: None,
        call_id: None,
    };
    let succeeded = || {
        let told = attributes.truth(Attribute::Success).or_else(|| attributes.truth(Attribute::ToolSuccess));
        told.unwrap_or(span.status.code.0 != StatusCode::Error as i32)
    };
    match kind {
        SpanKind::Interaction => row.number = attributes.count(Attribute::InteractionSequence),
        SpanKind::LlmRequest => {
            row.outcome = Some(succeeded());
            row.name = agent(attributes, words);
            row.status = http_status(attributes);
            row.usage = Usage::of(attributes, words);
            row.ttft_ms = attributes.count(Attribute::TtftMs);
            row.number = attributes.count(Attribute::Attempt);
            row.call_id = call_id(attributes, Attribute::RequestId);
        }
        SpanKind::Tool => {
            row.name = words.name(attributes, Attribute::ToolName);
            row.call_id = call_id(attributes, Attribute::ToolUseId);
        }
        SpanKind::BlockedOnUser => {
            row.outcome = attributes.text(Attribute::Decision).as_deref().and_then(accepted);
            row.decided_by = attributes.text(Attribute::Source).as_deref().map(Decider::from_source);
        }
        // Its parent, the tool span, has the tool's name and the call's id. An Office agent's has no such parent.
        SpanKind::Execution => {
            row.outcome = Some(succeeded());
            row.name = words.name(attributes, Attribute::ToolName);
            if row.error == WordId::NONE {
                row.error = words.name(attributes, Attribute::ToolErrorType);
            }
            row.decided_by =
                attributes.text(Attribute::ToolAcceptDecision).as_deref().and_then(office_decider);
        }
        SpanKind::Hook => {
            row.name = words.name(attributes, Attribute::HookEvent);
            (row.outcome, row.number) = hooks(attributes);
        }
        SpanKind::Other => {
            // Clients add spans; a foreign program's span names can be anything.
            if (span.name.starts_with("claude_code.") || span.name.starts_with("agent."))
                && is_name(&span.name)
            {
                row.name = words.id(&span.name);
            }
        }
    }
    Ok(row)
}

/// The sub-agent that made a model request; none in the main thread. `query_source_safe` is
/// `agent.builtin.Explore`, or `agent.custom` for one that a user defined.
fn agent(attributes: &Attributes<'_, Attribute>, words: &mut Words) -> WordId {
    let source = attributes.text(Attribute::QuerySourceSafe);
    let agent = source.as_deref().and_then(|source| source.strip_prefix("agent."));
    let agent = agent.map(|agent| agent.strip_prefix("builtin.").unwrap_or(agent));
    agent.filter(|agent| is_name(agent)).map_or(WordId::NONE, |agent| words.id(agent))
}

/// The HTTP status of a failed request, if it got that far.
pub fn http_status(attributes: &Attributes<'_, Attribute>) -> Option<i64> {
    attributes.count(Attribute::StatusCode).filter(|status| (100..=599).contains(status))
}

/// How hooks went: whether none blocked, and how many failed or were cancelled.
pub fn hooks(attributes: &Attributes<'_, Attribute>) -> (Option<bool>, Option<i64>) {
    let count = |key| attributes.count(key);
    let failed = [Attribute::NumNonBlockingError, Attribute::NumCancelled]
        .into_iter()
        .filter_map(count)
        .fold(0_i64, i64::saturating_add);
    (count(Attribute::NumBlocking).map(|blocking| blocking == 0), (failed > 0).then_some(failed))
}

/// The hash by which spans and events of one request or tool call find each other: 48 bits, for it is only
/// looked for within a session.
pub fn call_id(attributes: &Attributes<'_, Attribute>, key: Attribute) -> Option<i64> {
    attributes.text(key).map(|id| hash(&[b"call", id.as_bytes()]) >> 15)
}

//! The rows of one turn, as the database returns them. Sessions travel as text: their 63 bits are more than a
//! JavaScript number carries.

use serde::{Deserialize, Serialize};

/// Tokens of one model request; None where the client did not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Tokens {
    /// Of the prompt, neither from nor to the cache.
    pub input: Option<i64>,
    /// Generated.
    pub output: Option<i64>,
    /// Of the prompt, from the cache.
    pub cache_read: Option<i64>,
    /// Of the prompt, to the cache.
    pub cache_creation: Option<i64>,
}

impl Tokens {
    /// The tokens, unless nothing is said of any.
    fn known(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

/// A row of `spans.sql`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SpanRow {
    /// The session's number.
    pub session: String,
    /// `session.id`; empty when the client sends none.
    pub session_name: Option<String>,
    /// Unix time in milliseconds.
    pub end_ms: i64,
    /// In hexadecimal.
    pub span_id: String,
    /// In hexadecimal; None or empty: a root.
    pub parent_id: Option<String>,
    /// `telemetry::spans::SpanKind`
    pub kind: i64,
    /// Length in milliseconds.
    pub duration_ms: i64,
    /// The tool, the hook event, the sub-agent that asked, or the span's own name.
    pub name: Option<String>,
    /// 1 succeeded or accepted, 0 failed, rejected or blocked.
    pub outcome: Option<i64>,
    /// `telemetry::decision::Decider`
    pub decided_by: Option<i64>,
    /// The class of the error.
    pub error: Option<String>,
    /// HTTP status of a failed model request.
    pub status: Option<i64>,
    /// The normalised model.
    pub model: Option<String>,
    /// Of the prompt, neither from nor to the cache.
    pub input_tokens: Option<i64>,
    /// Generated.
    pub output_tokens: Option<i64>,
    /// Of the prompt, from the cache.
    pub cache_read_tokens: Option<i64>,
    /// Of the prompt, to the cache.
    pub cache_creation_tokens: Option<i64>,
    /// Time to the first token in milliseconds.
    pub ttft_ms: Option<i64>,
    /// interaction.sequence, or the attempt that ended a model request.
    pub number: Option<i64>,
    /// Joins to events.
    pub call_id: Option<i64>,
    /// Tokens × price in nano-dollars; None: no model request, or no price.
    pub list_nanos: Option<f64>,
}

impl SpanRow {
    /// What the model request took; None: it is none.
    pub fn tokens(&self) -> Option<Tokens> {
        let (input, output) = (self.input_tokens, self.output_tokens);
        let (cache_read, cache_creation) = (self.cache_read_tokens, self.cache_creation_tokens);
        Tokens { input, output, cache_read, cache_creation }.known()
    }
}

/// A row of `events.sql`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EventRow {
    /// The session's number.
    pub session: String,
    /// `session.id`; empty when the client sends none.
    pub session_name: Option<String>,
    /// Unix time in milliseconds.
    pub time_ms: i64,
    /// `telemetry::events::EventKind`
    pub kind: i64,
    /// What it is about.
    pub name: Option<String>,
    /// What else it is about.
    pub detail: Option<String>,
    /// Length in milliseconds of what ended at that time.
    pub duration_ms: Option<i64>,
    /// 1 succeeded or accepted, 0 failed, rejected or blocked.
    pub outcome: Option<i64>,
    /// `telemetry::decision::Decider`
    pub decided_by: Option<i64>,
    /// The class of the error.
    pub error: Option<String>,
    /// HTTP status.
    pub status: Option<i64>,
    /// The normalised model.
    pub model: Option<String>,
    /// Of the prompt, neither from nor to the cache.
    pub input_tokens: Option<i64>,
    /// Generated.
    pub output_tokens: Option<i64>,
    /// Of the prompt, from the cache.
    pub cache_read_tokens: Option<i64>,
    /// Of the prompt, to the cache.
    pub cache_creation_tokens: Option<i64>,
    /// As the client reported it.
    pub cost_nanos: Option<f64>,
    /// Time to the first token in milliseconds.
    pub ttft_ms: Option<i64>,
    /// Attempts.
    pub number: Option<i64>,
    /// Joins to spans.
    pub call_id: Option<i64>,
    /// Tokens × price in nano-dollars; None: no model request, or no price.
    pub list_nanos: Option<f64>,
}

impl EventRow {
    /// What the model request took; None: it is none.
    pub fn tokens(&self) -> Option<Tokens> {
        let (input, output) = (self.input_tokens, self.output_tokens);
        let (cache_read, cache_creation) = (self.cache_read_tokens, self.cache_creation_tokens);
        Tokens { input, output, cache_read, cache_creation }.known()
    }
}

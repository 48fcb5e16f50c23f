//! A turn in one line: who, how long, how much.

use serde::{Deserialize, Serialize};

use super::id::TurnId;
use crate::api::figures::{Count, Usd};
use crate::api::instant::iso8601;
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

/// A row of `summary.sql`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SummaryRow {
    /// JSON of all that were found: [`TurnTotals`]; the first row of a list has it.
    pub totals: Option<String>,
    /// On which to look for it.
    pub day: i64,
    /// The first six bytes of the trace id.
    pub trace: i64,
    /// Unix time in milliseconds.
    pub begun_ms: i64,
    /// Until the last thing that it set off has ended.
    pub duration_ms: Count,
    /// 0: the client was killed, or the turn goes on.
    pub complete: i64,
    /// Who.
    pub user: Option<String>,
    /// What to call them.
    pub name: Option<String>,
    /// [`Source`]
    pub source: i64,
    /// JSON: the models' names.
    pub models: Option<String>,
    /// Sessions, those of Agent SDK children included.
    pub sessions: Count,
    /// Model requests that were answered.
    pub requests: Count,
    /// Model requests and tool calls that failed.
    pub errors: Count,
    /// Tool calls that ran.
    pub tool_runs: Count,
    /// Milliseconds of waiting for a human's decision.
    pub waiting_ms: Count,
    /// Tokens of prompts that neither came from nor went to the cache.
    pub input_tokens: Count,
    /// Tokens that were generated.
    pub output_tokens: Count,
    /// Tokens of prompts that came from the cache.
    pub cache_read_tokens: Count,
    /// Tokens of prompts that were written to the cache.
    pub cache_creation_tokens: Count,
    /// Tokens × price.
    pub list_cost_nanos: Usd,
    /// What the client said it cost.
    pub reported_cost_nanos: Usd,
    /// Tokens that have no price.
    pub unpriced_tokens: Count,
}

/// What all turns that were found took together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct TurnTotals {
    /// How many there are.
    pub turns: Count,
    /// Model requests that were answered.
    pub requests: Count,
    /// Model requests and tool calls that failed.
    pub errors: Count,
    /// Tool calls that ran.
    pub tool_runs: Count,
    /// What the clients said it cost.
    #[serde(rename(deserialize = "reported_cost_nanos"))]
    pub reported_cost_usd: Usd,
    /// How long each took, added up, in milliseconds.
    pub duration_ms: Count,
}

impl TurnTotals {
    /// Reads what the database has added up; zeros when there was nothing to add up.
    pub fn of(json: Option<&str>) -> Self {
        json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }
}

/// A row of `totals.sql`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TotalsRow {
    /// JSON: [`TurnTotals`].
    pub totals: Option<String>,
}

/// A turn: a user prompt and everything that it set off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "TurnSummary"))]
pub struct Summary {
    /// What it is called.
    id: String,
    /// When it began.
    begun_at: String,
    /// Until the last thing that it set off has ended.
    duration_ms: Count,
    /// False: the client was killed, or the turn goes on.
    complete: bool,
    /// Who; empty when it was not told.
    user: String,
    /// What to call them, where it is known.
    name: Option<String>,
    /// Where.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(with = "Source"))]
    source: &'static str,
    /// The models that were asked.
    models: Vec<String>,
    /// Sessions, those of Agent SDK children included.
    sessions: Count,
    /// Model requests that were answered.
    requests: Count,
    /// Model requests and tool calls that failed.
    errors: Count,
    /// Tool calls that ran.
    tool_runs: Count,
    /// Milliseconds of waiting for a human's decision.
    waiting_ms: Count,
    /// Tokens of prompts that neither came from nor went to the cache.
    input_tokens: Count,
    /// Tokens that were generated.
    output_tokens: Count,
    /// Tokens of prompts that came from the cache.
    cache_read_tokens: Count,
    /// Tokens of prompts that were written to the cache.
    cache_creation_tokens: Count,
    /// Tokens × the prices of their days, as the price tables have them now.
    cost_usd: Usd,
    /// What the client said it cost.
    reported_cost_usd: Usd,
    /// Tokens that have no price and are in no cost.
    unpriced_tokens: Count,
}

impl From<SummaryRow> for Summary {
    fn from(row: SummaryRow) -> Self {
        let models = row.models.as_deref().unwrap_or("[]");
        let mut models: Vec<String> = serde_json::from_str(models).unwrap_or_default();
        models.sort_unstable();
        Self {
            id: TurnId { day: Day(row.day), trace: row.trace }.to_string(),
            begun_at: iso8601(row.begun_ms),
            duration_ms: row.duration_ms,
            complete: row.complete != 0,
            user: row.user.unwrap_or_default(),
            name: row.name,
            source: Source::from_code(row.source).name(),
            models,
            sessions: row.sessions,
            requests: row.requests,
            errors: row.errors,
            tool_runs: row.tool_runs,
            waiting_ms: row.waiting_ms,
            input_tokens: row.input_tokens,
            output_tokens: row.output_tokens,
            cache_read_tokens: row.cache_read_tokens,
            cache_creation_tokens: row.cache_creation_tokens,
            cost_usd: row.list_cost_nanos,
            reported_cost_usd: row.reported_cost_nanos,
            unpriced_tokens: row.unpriced_tokens,
        }
    }
}

//! The variables that make Claude Code report: the one list from which every text is made.

use serde::Serialize;

use super::endpoint::{Endpoint, TokenText};

/// One environment variable (or, for apps that have none, one field of a form).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(rename = "OnboardingVariable")
)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What it is for, and what is missing without it.
    pub why: &'static str,
}

impl Variable {
    pub(super) fn new(name: &'static str, value: impl Into<String>, why: &'static str) -> Self {
        Self { name, value: value.into(), why }
    }
}

/// The attributes of the resource: who, and where in the org.
pub const RESOURCE_ATTRIBUTES: &str = "OTEL_RESOURCE_ATTRIBUTES";
/// Where exports go.
pub const ENDPOINT: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
/// What lets them in.
pub const HEADERS: &str = "OTEL_EXPORTER_OTLP_HEADERS";
/// Switches traces on.
pub const TRACES: &str = "OTEL_TRACES_EXPORTER";
/// Switches metrics on.
pub const METRICS: &str = "OTEL_METRICS_EXPORTER";
/// Switches log records on.
pub const LOGS: &str = "OTEL_LOGS_EXPORTER";

/// The value of the header that lets an export in.
pub(super) fn authorization(token: TokenText<'_>) -> String {
    format!("Bearer {}", token.as_str())
}

/// What every client needs, in the order in which it is shown. Names and meanings are those of
/// code.claude.com/docs/en/monitoring-usage.
pub fn core(endpoint: &Endpoint, token: TokenText<'_>) -> Vec<Variable> {
    vec![
        Variable::new(
            "CLAUDE_CODE_ENABLE_TELEMETRY",
            "1",
            "Switches reporting on: without it nothing is sent.",
        ),
        Variable::new(
            "CLAUDE_CODE_ENHANCED_TELEMETRY_BETA",
            "1",
            "Switches traces on, which are in beta: without it there are no spans, so no tree of a turn and no time spent waiting for people.",
        ),
        Variable::new(
            METRICS,
            "otlp",
            "Sends metrics: lines, commits, pull requests, active time and session starts, which nothing else tells.",
        ),
        Variable::new(
            LOGS,
            "otlp",
            "Sends log records: requests with their cost, errors, tools, decisions, prompts without their text.",
        ),
        Variable::new(TRACES, "otlp", "Sends traces: what each turn did, one step under the other."),
        Variable::new(
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "http/json",
            "How exports are written. http/protobuf works as well; grpc does not: put a Collector between.",
        ),
        Variable::new(
            ENDPOINT,
            endpoint.as_str(),
            "Where exports go. Clients append /v1/traces, /v1/metrics and /v1/logs.",
        ),
        Variable::new(
            HEADERS,
            format!("Authorization={}", authorization(token)),
            "The ingest token, which lets exports in. Where no Authorization header can be sent, x-thinspan-token=<token> does the same.",
        ),
        Variable::new(
            "OTEL_METRICS_INCLUDE_ENTRYPOINT",
            "true",
            "Tells the command line, editors and the Agent SDK apart (app.entrypoint; clients from 2.1.152 on).",
        ),
        Variable::new(
            "OTEL_METRICS_INCLUDE_VERSION",
            "true",
            "Tells the client's version with every record (app.version), also where the resource has another program's.",
        ),
        Variable::new(
            "OTEL_METRICS_INCLUDE_REPOSITORY",
            "true",
            "Tells the repository by the name that its origin has (vcs.*; clients from 2.1.269 on): figures by repository need it.",
        ),
    ]
}

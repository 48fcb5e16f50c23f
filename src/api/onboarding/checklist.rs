//! What has been told so far, and which variable to set for what has not.

use serde::{Deserialize, Serialize};

use crate::api::instant::iso8601;
use crate::onboarding::{ENDPOINT, LOGS, METRICS, RESOURCE_ATTRIBUTES, TRACES};

/// Of ten sessions, so many must name a person by an e-mail address.
const WITH_EMAIL_OF_TEN: i64 = 9;

/// The row of `seen.sql`. What is not 0 is true.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Seen {
    /// An ingest token is in force.
    pub has_token: i64,
    /// A session was ever told of.
    pub has_data: i64,
    /// Spans in the last days.
    pub has_traces: i64,
    /// Data points likewise.
    pub has_metrics: i64,
    /// Log records likewise.
    pub has_logs: i64,
    /// The last span, in milliseconds since 1970-01-01; 0: none.
    pub traces_ms: i64,
    /// The last data point likewise.
    pub metrics_ms: i64,
    /// The last log record likewise.
    pub logs_ms: i64,
    /// Sessions of the last days that were looked at.
    pub sessions: i64,
    /// Those with an e-mail address.
    pub with_email: i64,
    /// Those with a team or another label.
    pub with_labels: i64,
    /// Clients reported a cost in the last days.
    pub has_cost: i64,
    /// Models were used in the last days.
    pub has_models: i64,
    /// One of them has a price.
    pub has_priced_models: i64,
}

/// One thing to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ChecklistItem"))]
pub struct Item {
    /// Which one.
    pub id: ItemId,
    /// It is told.
    pub is_done: bool,
    /// Its heading.
    pub title: &'static str,
    /// What was seen, or what to set.
    pub detail: String,
    /// The variable to set, where one is missing.
    pub variable: Option<&'static str>,
}

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ChecklistItemId"))]
pub enum ItemId {
    /// Anything at all.
    FirstRequest,
    /// Traces.
    Traces,
    /// Metrics.
    Metrics,
    /// Log records.
    Logs,
    /// Who it is.
    Users,
    /// What it costs.
    Cost,
    /// Where in the org it is.
    Labels,
}

/// The list, in the order in which things come true.
pub fn checklist(seen: &Seen) -> Vec<Item> {
    vec![
        first_request(seen),
        signal(
            ItemId::Traces,
            "Traces",
            (seen.has_traces, seen.traces_ms),
            TRACES,
            "No spans in the last 7 days: set OTEL_TRACES_EXPORTER=otlp and CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1. Cowork sends none.",
        ),
        signal(
            ItemId::Metrics,
            "Metrics",
            (seen.has_metrics, seen.metrics_ms),
            METRICS,
            "No metrics in the last 7 days: set OTEL_METRICS_EXPORTER=otlp. The first ones come after a minute, or when a session ends. Cowork sends none.",
        ),
        signal(
            ItemId::Logs,
            "Logs",
            (seen.has_logs, seen.logs_ms),
            LOGS,
            "No log records in the last 7 days: set OTEL_LOGS_EXPORTER=otlp.",
        ),
        users(seen),
        cost(seen),
        labels(seen),
    ]
}

fn done(id: ItemId, title: &'static str, detail: impl Into<String>) -> Item {
    Item { id, is_done: true, title, detail: detail.into(), variable: None }
}

fn missing(
    id: ItemId,
    title: &'static str,
    detail: impl Into<String>,
    variable: Option<&'static str>,
) -> Item {
    Item { id, is_done: false, title, detail: detail.into(), variable }
}

fn first_request(seen: &Seen) -> Item {
    const TITLE: &str = "First export";
    if seen.has_data != 0 {
        return done(ItemId::FirstRequest, TITLE, "Claude reports to this endpoint.");
    }
    let detail = if seen.has_token == 0 {
        "Nothing has arrived, and no ingest token is in force: make one, and paste one of the variants with it."
    } else {
        "Nothing has arrived: paste one of the variants, start Claude Code anew and ask it something. OTEL_EXPORTER_OTLP_ENDPOINT says where to send, OTEL_EXPORTER_OTLP_HEADERS has the token."
    };
    missing(ItemId::FirstRequest, TITLE, detail, Some(ENDPOINT))
}

fn signal(
    id: ItemId,
    title: &'static str,
    (has_any, last_ms): (i64, i64),
    variable: &'static str,
    what_to_set: &'static str,
) -> Item {
    if has_any == 0 {
        return missing(id, title, what_to_set, Some(variable));
    }
    let detail = match last_ms {
        0 => "Seen in the last 7 days.".to_owned(),
        last_ms => format!("Last seen at {}.", iso8601(last_ms)),
    };
    done(id, title, detail)
}

fn users(seen: &Seen) -> Item {
    const TITLE: &str = "People by e-mail address";
    let share = format!(
        "{} of {} sessions of the last 7 days name an e-mail address.",
        seen.with_email, seen.sessions
    );
    if seen.sessions > 0 && seen.with_email * 10 >= seen.sessions * WITH_EMAIL_OF_TEN {
        return done(ItemId::Users, TITLE, share);
    }
    let what_to_set = "With an API key, Bedrock, Vertex AI or Foundry the client knows none: set OTEL_RESOURCE_ATTRIBUTES=user.email=<address> for each person.";
    let detail = if seen.sessions == 0 {
        format!("No sessions in the last 7 days. {what_to_set}")
    } else {
        format!("{share} {what_to_set}")
    };
    missing(ItemId::Users, TITLE, detail, Some(RESOURCE_ATTRIBUTES))
}

fn cost(seen: &Seen) -> Item {
    const TITLE: &str = "Cost";
    match (seen.has_cost != 0, seen.has_priced_models != 0, seen.has_models != 0) {
        (true, _, _) => done(ItemId::Cost, TITLE, "Clients report what requests cost."),
        (_, true, _) => done(ItemId::Cost, TITLE, "Models in use have a price, so their cost is known."),
        (_, _, true) => missing(
            ItemId::Cost,
            TITLE,
            "No model in use has a price and no client reports one: set a price for it (POST /api/v1/prices).",
            None,
        ),
        _ => missing(
            ItemId::Cost,
            TITLE,
            "No model requests in the last 7 days: log records tell them with their cost. Set OTEL_LOGS_EXPORTER=otlp.",
            Some(LOGS),
        ),
    }
}

fn labels(seen: &Seen) -> Item {
    const TITLE: &str = "Team labels";
    if seen.with_labels > 0 {
        let detail = format!(
            "{} of {} sessions of the last 7 days say where in the org they belong.",
            seen.with_labels, seen.sessions
        );
        return done(ItemId::Labels, TITLE, detail);
    }
    missing(
        ItemId::Labels,
        TITLE,
        "No session of the last 7 days names a team: set OTEL_RESOURCE_ATTRIBUTES=team.id=<team>, with department, cost_center or deployment.environment as you need, separated by commas.",
        Some(RESOURCE_ATTRIBUTES),
    )
}

//! What becomes of a record: which row, which columns, or why it is refused. Real payloads are in the recorded
//! scenarios; these are the edges that no recording has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use serde_json::{Value, json};
use thinspan::otlp::{self, Encoding, Signal};
use thinspan::pricing::Rate;
use thinspan::telemetry::events::{EventKind, EventRow};
use thinspan::telemetry::metrics::Counter;
use thinspan::telemetry::spans::SpanRow;
use thinspan::telemetry::time::Day;
use thinspan::telemetry::word::WordId;
use thinspan::telemetry::{self, Thin};

const TIME: &str = "1795225933456000000";
/// The day of [`TIME`], on which the requests come.
const TODAY: Day = Day(20_778);

fn attributes(object: &Value) -> Value {
    object
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| {
            let value = match value {
                Value::String(text) => json!({ "stringValue": text }),
                Value::Bool(flag) => json!({ "boolValue": flag }),
                Value::Number(number) if number.is_f64() => json!({ "doubleValue": number }),
                number => json!({ "intValue": number }),
            };
            json!({ "key": key, "value": value })
        })
        .collect()
}

fn thin(signal: Signal, request: &Value) -> Thin {
    let text = request.to_string();
    telemetry::thin(&otlp::decode(signal, Encoding::Json, text.as_bytes()).unwrap(), TODAY)
}

fn span(name: &str, object: Value) -> SpanRow {
    let span = json!({ "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174", "name": name,
        "startTimeUnixNano": "1795225933000000000", "endTimeUnixNano": TIME, "attributes": attributes(&object) });
    let mut thin =
        thin(Signal::Traces, &json!({ "resourceSpans": [{ "scopeSpans": [{ "spans": [span] }] }] }));
    assert_eq!(thin.refused.message, "");
    thin.spans.remove(0)
}

fn event(object: Value) -> EventRow {
    let record = json!({ "timeUnixNano": TIME, "attributes": attributes(&object),
        "body": { "stringValue": "a prompt" } });
    let mut thin =
        thin(Signal::Logs, &json!({ "resourceLogs": [{ "scopeLogs": [{ "logRecords": [record] }] }] }));
    assert_eq!(thin.refused.message, "");
    thin.events.remove(0)
}

fn metrics(name: &str, temporality: i32, points: Vec<Value>) -> Thin {
    let metric =
        json!({ "name": name, "sum": { "aggregationTemporality": temporality, "dataPoints": points } });
    thin(Signal::Metrics, &json!({ "resourceMetrics": [{ "scopeMetrics": [{ "metrics": [metric] }] }] }))
}

fn point(value: f64, object: Value) -> Value {
    json!({ "asDouble": value, "startTimeUnixNano": TIME, "timeUnixNano": TIME, "attributes": attributes(&object) })
}

#[test]
fn numbers_and_truth_values_come_as_strings_too() {
    let strings = event(
        json!({ "event.name": "tool_result", "event.sequence": "7", "success": "false", "duration_ms": "34", "tool_name": "Bash" }),
    );
    let typed = event(
        json!({ "event.name": "tool_result", "event.sequence": 7, "success": false, "duration_ms": 34, "tool_name": "Bash" }),
    );
    assert_eq!(strings, typed);
    assert_eq!((typed.sequence, typed.outcome, typed.duration_ms), (7, Some(false), Some(34)));
    assert_eq!(typed.name, WordId::of("Bash"));
}

#[test]
fn cowork_says_undefined_for_what_it_does_not_know() {
    let row = event(
        json!({ "event.name": "api_error", "status_code": "undefined", "duration_ms": "undefined", "model": "claude-opus-5-5" }),
    );
    assert_eq!((row.kind, row.error, row.duration_ms), (EventKind::ApiError, WordId::NONE, None));
}

#[test]
fn a_request_s_price_is_fixed_when_it_is_written() {
    let usage = |tokens: i64, speed: &str| {
        span(
            "claude_code.llm_request",
            json!({ "model": "claude-haiku-5-5[1m]", "speed": speed, "success": true,
            "input_tokens": 1, "cache_read_tokens": tokens - 1, "output_tokens": 9 }),
        )
        .usage
    };
    assert_eq!(usage(100_000, "normal").rate, Rate::Standard);
    assert_eq!(usage(100_001, "normal").rate, Rate::LongPrompt);
    assert_eq!(usage(100_001, "fast").rate, Rate::FastLongPrompt);
    assert_eq!(usage(1, "normal").model, WordId::of("claude-haiku-5-5"));
}

#[test]
fn a_cost_is_kept_to_the_nano_dollar() {
    let cost = |object: Value| event(object).cost_nanos;
    assert_eq!(
        cost(json!({ "event.name": "api_request", "cost_usd": 0.0014447, "cost_usd_micros": 1445 })),
        Some(1_444_700)
    );
    assert_eq!(cost(json!({ "event.name": "api_request", "cost_usd_micros": 1445 })), Some(1_445_000));
    assert_eq!(cost(json!({ "event.name": "api_request", "cost_usd": "0.05" })), Some(50_000_000));
    for absurd in [json!(-1.0), json!("NaN"), json!(1e9)] {
        assert_eq!(cost(json!({ "event.name": "api_request", "cost_usd": absurd })), None);
    }
}

#[test]
fn negative_and_absurd_counts_are_not_counted() {
    for absurd in [json!(-5), json!("9999999999999999"), json!(i64::MAX), json!("many")] {
        let usage = span("claude_code.llm_request", json!({ "model": "m", "input_tokens": absurd })).usage;
        assert_eq!(usage.input_tokens, None, "{absurd}");
    }
}

#[test]
fn a_failed_span_is_told_by_its_attribute_or_its_status() {
    assert_eq!(span("claude_code.tool.execution", json!({ "success": false })).outcome, Some(false));
    assert_eq!(span("claude_code.tool.execution", json!({ "success": "true" })).outcome, Some(true));
    assert_eq!(span("claude_code.tool.execution", json!({})).outcome, Some(true));
    assert_eq!(span("claude_code.tool", json!({})).outcome, None);
}

#[test]
fn unknown_names_are_kept_when_they_are_claude_s_and_no_sentence() {
    assert_eq!(span("claude_code.brand_new", json!({})).name, WordId::of("claude_code.brand_new"));
    assert_eq!(span("agent.compaction", json!({})).name, WordId::of("agent.compaction"));
    assert_eq!(span("GET /users/mia", json!({})).name, WordId::NONE);
    assert_eq!(event(json!({ "event.name": "brand_new" })).name, WordId::of("brand_new"));
    assert_eq!(event(json!({ "event.name": "claude_code.brand_new" })).name, WordId::of("brand_new"));
    assert_eq!(event(json!({ "event.name": "please fix /etc/passwd" })).name, WordId::NONE);
    assert_eq!(event(json!({})).name, WordId::NONE);
}

#[test]
fn a_tool_s_name_that_is_a_command_is_left_out() {
    for content in ["rm -rf /", "{\"a\":1}", "two words", "C:\\Users", "ä", &"x".repeat(101)] {
        assert_eq!(span("claude_code.tool", json!({ "tool_name": content })).name, WordId::NONE, "{content}");
    }
    let name = "mcp__ticketdb__lookup_ticket";
    assert_eq!(span("claude_code.tool", json!({ "tool_name": name })).name, WordId::of(name));
}

#[test]
fn an_event_without_a_number_has_one_of_its_own() {
    let one = json!({ "event.name": "api_request", "request_id": "req_1" });
    let other = json!({ "event.name": "api_request", "request_id": "req_2" });
    assert!(event(one.clone()).sequence < 0);
    assert_eq!(event(one.clone()).sequence, event(one.clone()).sequence);
    assert_ne!(event(one).sequence, event(other).sequence);
}

#[test]
fn a_span_and_its_event_meet() {
    let span = span("claude_code.llm_request", json!({ "request_id": "req_1" }));
    let event = event(json!({ "event.name": "api_request", "request_id": "req_1" }));
    assert!(span.call_id.is_some());
    assert_eq!(span.call_id, event.call_id);
}

#[test]
fn records_without_a_session_meet_in_their_user_s() {
    let span = span("claude_code.interaction", json!({ "user.id": "a8e8", "gen_ai.conversation.id": "c" }));
    let event = event(json!({ "event.name": "user_prompt", "user.id": "a8e8" }));
    let metric = metrics("claude_code.commit.count", 1, vec![point(1.0, json!({ "user.id": "a8e8" }))]);
    assert_eq!(span.session, event.session);
    assert_eq!(span.session, metric.metrics[0].session);
}

#[test]
fn one_export_of_one_session_is_one_row() {
    let thin = metrics(
        "claude_code.token.usage",
        1,
        vec![
            point(10.0, json!({ "session.id": "s", "type": "input", "model": "m", "query_source": "main" })),
            point(
                5.0,
                json!({ "session.id": "s", "type": "input", "model": "m", "query_source": "subagent" }),
            ),
            point(0.0, json!({ "session.id": "s", "type": "cacheRead", "model": "m" })),
            point(7.0, json!({ "session.id": "t", "type": "output", "model": "m" })),
        ],
    );
    assert_eq!(thin.metrics.len(), 2);
    let points =
        &thin.metrics.iter().find(|row| row.points[0].counter == Counter::InputTokens).unwrap().points;
    assert_eq!(points.iter().map(|point| point.value).collect::<Vec<_>>(), [5, 10]);
}

#[test]
fn a_point_is_told_from_others_by_all_that_clients_break_it_down_by() {
    let one = json!({ "session.id": "s", "type": "input", "model": "m" });
    let thin = |record: &Value| {
        metrics("claude_code.token.usage", 1, vec![point(1.0, record.clone())]).metrics[0].points.clone()
    };
    assert_eq!(thin(&one), thin(&one));
    for key in ["query_source", "effort", "agent.name", "something.new"] {
        let mut other = one.clone();
        other[key] = json!("x");
        assert_ne!(thin(&one), thin(&other), "{key}");
    }
}

#[test]
fn more_points_than_a_row_holds_are_refused() {
    let record = json!({ "session.id": "s", "type": "input", "model": "m" });
    let points: Vec<Value> = (1..=5_010).map(|value| point(f64::from(value), record.clone())).collect();
    let thin = metrics("claude_code.token.usage", 1, points);
    assert_eq!((thin.metrics[0].points.len(), thin.refused.count()), (5_000, 10));
    assert!(thin.refused.message.contains("5000"), "{}", thin.refused.message);
}

#[test]
fn what_can_only_be_told_wrongly_is_refused_with_a_reason() {
    let good = json!({ "session.id": "s" });
    for (name, temporality, point, reason) in [
        ("claude_code.commit.count", 0, point(1.0, good.clone()), "aggregationTemporality"),
        ("claude_code.commit.count", 1, point(-1.0, good.clone()), "from 0"),
        ("claude_code.commit.count", 1, point(1e15, good.clone()), "from 0"),
        ("claude_code.cost.usage", 1, point(1e9, good.clone()), "cost"),
        ("claude_code.commit.count", 1, json!({ "asDouble": "NaN", "timeUnixNano": TIME }), "from 0"),
        ("claude_code.commit.count", 1, json!({ "asDouble": 1.0 }), "timeUnixNano is missing"),
        (
            "claude_code.commit.count",
            2,
            json!({ "asDouble": 1.0, "timeUnixNano": TIME }),
            "startTimeUnixNano is missing",
        ),
    ] {
        let thin = metrics(name, temporality, vec![point]);
        assert_eq!((thin.refused.count(), thin.metrics.len()), (1, 0), "{reason}");
        assert!(thin.refused.message.contains(reason), "{} / {reason}", thin.refused.message);
    }
}

#[test]
fn a_point_without_a_value_and_a_foreign_metric_are_read_over() {
    let gap = json!({ "flags": 1, "timeUnixNano": TIME });
    assert_eq!(metrics("claude_code.commit.count", 1, vec![gap]).refused.count(), 0);
    let foreign = metrics("http.server.requests", 1, vec![point(-1.0, json!({}))]);
    assert_eq!((foreign.refused.count(), foreign.metrics.len()), (0, 0));
}

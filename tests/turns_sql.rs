//! Turns, listed and one at a time, on real SQLite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/api.rs"]
mod api;

use api::Database;
use serde_json::{Value, json};
use thinspan::api::filter::Filter;
use thinspan::api::turns::{
    Order, Summary, SummaryRow, Turn, TurnId, Turns, TurnsQuery, list_statement, one_statements,
    previous_statement,
};
use thinspan::auth::member::OrgId;
use thinspan::telemetry::source::Source;
use thinspan::telemetry::time::Day;
use thinspan::telemetry::word::WordId;

const ORG: OrgId = OrgId::new(1);
const DAY: i64 = 20_777; // 2026-11-20
/// Beyond what a JavaScript number carries.
const SESSION: i64 = (1 << 62) + 1;
const CHILD: i64 = (1 << 62) + 2;

fn word(text: &str) -> i64 {
    WordId::of(text).0
}

fn turn(database: &Database, trace: i64, with: Value) {
    let mut row = json!({
        "org_id": 1, "day": DAY, "trace": trace, "session": SESSION, "user": "mia@example.org", "source": 1,
        "begin_ms": 1000, "duration_ms": 500, "complete": 1, "usage": "[]"
    });
    for (name, value) in with.as_object().unwrap() {
        row[name] = value.clone();
    }
    database.insert("turn", row);
}

fn database() -> Database {
    let database = Database::with_orgs();
    database.words(
        1,
        &[
            "mia@example.org",
            "tom@example.org",
            "Mia",
            "claude-opus-5-5",
            "claude-haiku-5-5",
            "unknown",
            "Bash",
        ],
    );
    database.words(2, &["mia@example.org"]);
    database.insert("person", json!({"org_id": 1, "user": "mia@example.org", "rank": 5, "name": "Mia"}));
    database
}

fn query(from: i64, to: i64) -> TurnsQuery {
    TurnsQuery { filter: Filter::days(Day(from), Day(to)), order: Order::Cost, limit: 50 }
}

fn listed(database: &Database, org: OrgId, query: &TurnsQuery) -> Value {
    let rows: Vec<SummaryRow> = database.read(&list_statement(org, query));
    let previous =
        query.filter.compare.then(|| database.read(&previous_statement(org, query)).pop().unwrap());
    serde_json::to_value(Turns::new(query, rows, previous)).unwrap()
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["turns"].as_array().unwrap().iter().map(|turn| turn["id"].as_str().unwrap()).collect()
}

fn shown(database: &Database, org: OrgId, id: &str) -> Option<Value> {
    let [summary, spans, events] = one_statements(org, TurnId::parse(id).unwrap());
    let summary: SummaryRow = database.read(&summary).pop()?;
    let turn = Turn::new(summary, &database.read(&spans), &database.read(&events));
    Some(serde_json::to_value(turn).unwrap())
}

#[test]
fn a_turn_is_all_that_its_sessions_did_over_midnight_too() {
    let database = database();
    let opus = word("claude-opus-5-5");
    turn(
        &database,
        0xabc,
        json!({
            "begin_ms": 86_398_500, "duration_ms": 900, "complete": 0,
            "requests": 2, "errors": 1, "tool_runs": 1, "waiting_ms": 40, "cost_nanos": 7_000_000_000_i64,
            "usage": format!("[[{opus},0,1000000,0,0,0,0],[{},0,5,0,0,0,0]]", word("unknown"))
        }),
    );
    // The turn itself ended on the next day, and a child of another user went on.
    turn(
        &database,
        0xabc,
        json!({
            "day": DAY + 1, "begin_ms": -1500, "duration_ms": 4000, "requests": 1,
            "usage": format!("[[{},0,0,1000000,0,0,0]]", word("claude-haiku-5-5"))
        }),
    );
    turn(
        &database,
        0xabc,
        json!({
            "day": DAY + 1, "session": CHILD, "user": "tom@example.org", "source": 3, "begin_ms": 100,
            "duration_ms": 9000, "usage": format!("[[{opus},1,0,0,0,1000000,400000]]")
        }),
    );
    let answer = listed(&database, ORG, &query(DAY, DAY + 1));
    assert_eq!(
        answer,
        json!({
            "from": "2026-11-20", "to": "2026-11-21", "order": "cost", "found": 1,
            "totals": {
                "turns": 1, "requests": 3, "errors": 1, "tool_runs": 1, "reported_cost_usd": 7.0,
                "duration_ms": 10_600
            },
            "turns": [{
                "id": "2026-11-20-000000000abc",
                "begun_at": "2026-11-20T23:59:58.500Z", "duration_ms": 10_600, "complete": true,
                "user": "mia@example.org", "name": "Mia", "source": "cli",
                "models": ["claude-haiku-5-5", "claude-opus-5-5", "unknown"],
                "sessions": 2, "requests": 3, "errors": 1, "tool_runs": 1, "waiting_ms": 40,
                "input_tokens": 1_000_005, "output_tokens": 1_000_000,
                "cache_read_tokens": 0, "cache_creation_tokens": 1_000_000,
                // 4 + 0.5 + in fast mode 0.6 × 10 + 0.4 × 16
                "cost_usd": 16.9, "reported_cost_usd": 7.0, "unpriced_tokens": 5
            }]
        })
    );
    // The same figures when it is asked for by itself, from either day.
    for id in ["2026-11-20-000000000abc", "2026-11-21-000000000abc"] {
        let one = shown(&database, ORG, id).unwrap();
        for (name, value) in answer["turns"][0].as_object().unwrap() {
            assert!(name == "id" || one[name] == *value, "{id} {name}: {}", one[name]);
        }
    }
    let first: SummaryRow = database.read(&list_statement(ORG, &query(DAY, DAY))).pop().unwrap();
    assert_eq!(serde_json::to_value(Summary::from(first)).unwrap(), answer["turns"][0]);
}

#[test]
fn turns_come_in_the_order_asked_for() {
    let database = database();
    turn(&database, 1, json!({"list_nanos": 10, "duration_ms": 5, "errors": 1, "begin_ms": 4000}));
    turn(&database, 2, json!({"list_nanos": 30, "duration_ms": 9, "errors": 0, "begin_ms": 1000}));
    turn(&database, 3, json!({"list_nanos": 20, "duration_ms": 7, "errors": 2, "begin_ms": 2000}));
    turn(&database, 4, json!({"list_nanos": 15, "duration_ms": 1, "begin_ms": 3000}));
    turn(&database, 4, json!({"list_nanos": 16, "duration_ms": 1, "begin_ms": 3000, "session": CHILD}));
    for (order, expected) in [
        (Order::Cost, [4, 2, 3, 1]),
        (Order::Duration, [2, 3, 1, 4]),
        (Order::Errors, [3, 1, 4, 2]),
        (Order::Recent, [1, 4, 3, 2]),
    ] {
        let answer = listed(&database, ORG, &TurnsQuery { order, ..query(DAY, DAY) });
        let expected: Vec<String> = expected.iter().map(|trace| format!("2026-11-20-{trace:012x}")).collect();
        assert_eq!(ids(&answer), expected, "{order:?}");
    }
    let answer = listed(&database, ORG, &TurnsQuery { limit: 1, ..query(DAY, DAY) });
    assert_eq!((ids(&answer), &answer["found"]), (vec!["2026-11-20-000000000004"], &json!(4)));
}

#[test]
fn a_turn_is_found_when_one_of_its_sessions_is() {
    let database = database();
    database.insert("cohort", json!({"cohort_id": 9, "org_id": 1, "labels": "{\"team\":\"ml\"}"}));
    let usage = format!("[[{},0,1,0,0,0,0]]", word("claude-opus-5-5"));
    turn(&database, 1, json!({"cohort": 9, "usage": usage}));
    turn(&database, 1, json!({"session": CHILD, "user": "tom@example.org", "source": 3}));
    turn(&database, 2, json!({"user": 0}));
    let found = |change: fn(&mut Filter)| {
        let mut query = query(DAY - 6, DAY);
        change(&mut query.filter);
        let answer = listed(&database, ORG, &query);
        let ids: Vec<String> = ids(&answer).iter().map(|id| id[22..].to_owned()).collect();
        ids.join(" ")
    };
    assert_eq!(found(|_| {}), "1 2");
    assert_eq!(found(|filter| filter.users = vec![WordId::of("tom@example.org")]), "1");
    assert_eq!(found(|filter| filter.users = vec![WordId::NONE]), "2");
    assert_eq!(found(|filter| filter.sources = vec![Source::AgentSdk]), "1");
    assert_eq!(found(|filter| filter.models = vec![WordId::of("claude-opus-5-5")]), "1");
    assert_eq!(found(|filter| filter.models = vec![WordId::of("claude-haiku-5-5")]), "");
    assert_eq!(found(|filter| filter.labels = [("team".to_owned(), vec!["ml".to_owned()])].into()), "1");
    assert_eq!(found(|filter| filter.labels = [("team".to_owned(), vec![String::new()])].into()), "1 2");
    assert_eq!(found(|filter| filter.to = Day(DAY - 1)), "");
    // What is shown of it is the whole turn.
    let mut query = query(DAY, DAY);
    query.filter.users = vec![WordId::of("tom@example.org")];
    let answer = listed(&database, ORG, &query);
    assert_eq!(
        (&answer["turns"][0]["user"], &answer["turns"][0]["sessions"]),
        (&json!("mia@example.org"), &json!(2))
    );
}

fn span(database: &Database, with: Value) {
    let mut row = json!({
        "org_id": 1, "day": DAY, "session": SESSION, "trace": 0xabc, "kind": 0, "end_ms": 2000, "duration_ms": 100
    });
    for (name, value) in with.as_object().unwrap() {
        row[name] = value.clone();
    }
    database.insert("span", row);
}

fn event(database: &Database, sequence: i64, with: Value) {
    let mut row = json!({"org_id": 1, "day": DAY, "session": SESSION, "time_ms": 1500, "sequence": sequence, "kind": 0});
    for (name, value) in with.as_object().unwrap() {
        row[name] = value.clone();
    }
    database.insert("event", row);
}

const PROMPT: &str = "aaaaaaaaaaaa4bbb8ccccccccccccccc";
const OTHER_PROMPT: &str = "dddddddddddd4bbb8ccccccccccccccc";

#[test]
fn one_turn_is_one_tree_over_sessions_and_midnight() {
    let database = database();
    database.insert("session", json!({"org_id": 1, "session_id": SESSION, "name": "uuid-1", "labels": "{}"}));
    turn(&database, 0xabc, json!({}));
    turn(&database, 0xabc, json!({"day": DAY + 1, "session": CHILD}));
    let model = "claude-opus-5-5";
    span(&database, json!({"span_id": "01", "kind": 1, "end_ms": 2000, "duration_ms": 1000}));
    span(
        &database,
        json!({
            "span_id": "02", "parent_id": "01", "kind": 2, "end_ms": 1400, "duration_ms": 390, "model": model, "rate": 0,
            "input_tokens": 1000, "output_tokens": 10, "cache_creation_tokens": 100, "outcome": 1, "number": 2,
            "ttft_ms": 33, "call_id": 77
        }),
    );
    span(
        &database,
        json!({"span_id": "03", "parent_id": "01", "kind": 3, "name": "Bash", "end_ms": 1900, "duration_ms": 400, "call_id": 78}),
    );
    span(
        &database,
        json!({"span_id": "04", "parent_id": "03", "kind": 4, "outcome": 0, "decided_by": 6, "end_ms": 1700, "duration_ms": 100}),
    );
    span(
        &database,
        json!({"span_id": "05", "parent_id": "03", "kind": 1, "day": DAY + 1, "session": CHILD, "end_ms": 5, "duration_ms": 10}),
    );
    // Another turn of the session, and another org's turn of the same numbers.
    span(&database, json!({"span_id": "06", "trace": 0xdef}));
    span(&database, json!({"span_id": "07", "org_id": 2}));

    event(&database, 0, json!({"kind": 1, "time_ms": 1000, "prompt_id": PROMPT, "trace": 0xabc}));
    event(
        &database,
        1,
        json!({
            "kind": 2, "time_ms": 1401, "prompt_id": PROMPT, "call_id": 77, "model": model, "rate": 0,
            "input_tokens": 1000, "output_tokens": 10, "cache_creation_tokens": 100, "cache_creation_1h_tokens": 100,
            "cost_nanos": 5_000_000
        }),
    );
    event(
        &database,
        2,
        json!({"kind": 5, "time_ms": 1700, "call_id": 78, "outcome": 0, "decided_by": 6, "name": "Bash"}),
    );
    event(&database, 3, json!({"kind": 9, "time_ms": 2500, "prompt_id": PROMPT, "name": "auto"}));
    event(&database, 4, json!({"kind": 9, "time_ms": 1500, "prompt_id": OTHER_PROMPT}));
    event(&database, 5, json!({"kind": 9, "time_ms": 1500}));
    event(&database, 6, json!({"org_id": 2, "kind": 9, "time_ms": 1500, "prompt_id": PROMPT}));

    let turn = shown(&database, ORG, "2026-11-20-000000000abc").unwrap();
    let root = &turn["roots"][0];
    assert_eq!(turn["roots"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&turn["truncated"], &root["span_id"], &root["session"]),
        (&json!(false), &json!("01"), &json!("uuid-1"))
    );
    assert_eq!(root["events"][0]["kind"], json!("user_prompt"));
    let [request, tool] = root["children"].as_array().unwrap().as_slice() else { panic!("{root}") };
    assert_eq!(
        *request,
        json!({
            "span_id": "02", "parent_id": "01", "told_by": "traces", "kind": "llm_request", "name": null, "agent": null,
            "begun_at": "2026-11-20T00:00:01.010Z", "offset_ms": 10, "duration_ms": 390,
            "outcome": "succeeded", "decided_by": null, "error": null, "status": null, "model": model,
            "tokens": {"input": 1000, "output": 10, "cache_read": null, "cache_creation": 100},
            // The event tells that the cache was written for an hour: 1000 × 4 + 10 × 20 + 100 × 8 nano-dollars × 1000
            "cost_usd": 0.005, "reported_cost_usd": 0.005, "ttft_ms": 33, "attempts": 2,
            "session": "uuid-1", "orphan": false,
            "events": [{
                "at": "2026-11-20T00:00:01.401Z", "offset_ms": 401, "kind": "api_request", "name": null, "detail": null,
                "duration_ms": null, "outcome": null, "decided_by": null, "error": null, "status": null, "model": model,
                "tokens": {"input": 1000, "output": 10, "cache_read": null, "cache_creation": 100},
                "cost_usd": 0.005, "reported_cost_usd": 0.005, "session": "uuid-1"
            }],
            "children": []
        })
    );
    assert_eq!((&tool["name"], &tool["events"][0]["decided_by"]), (&json!("Bash"), &json!("user_reject")));
    let [wait, child] = tool["children"].as_array().unwrap().as_slice() else { panic!("{tool}") };
    assert_eq!((&wait["outcome"], &wait["decided_by"]), (&json!("rejected"), &json!("user_reject")));
    // A session without an id of its own is named by its number, whole.
    assert_eq!(child["session"], json!(CHILD.to_string()));
    assert_eq!(child["begun_at"], json!("2026-11-20T23:59:59.995Z"));
    let rest: Vec<&Value> = turn["events"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    assert_eq!(rest, ["compaction"]);
}

#[test]
fn with_logs_alone_the_trace_is_the_beginning_of_the_prompt_id() {
    let database = database();
    turn(&database, 0xaaaa_aaaa_aaaa, json!({}));
    event(&database, 0, json!({"kind": 1, "time_ms": 1000, "prompt_id": PROMPT}));
    event(
        &database,
        1,
        json!({"kind": 2, "time_ms": 1400, "duration_ms": 300, "prompt_id": PROMPT, "model": "claude-haiku-5-5", "rate": 2, "input_tokens": 1_000_000, "output_tokens": 0}),
    );
    event(
        &database,
        2,
        json!({"kind": 4, "time_ms": 1900, "duration_ms": 30, "prompt_id": PROMPT, "name": "Bash", "outcome": 1}),
    );
    event(&database, 3, json!({"kind": 4, "time_ms": 1900, "prompt_id": OTHER_PROMPT}));
    let turn = shown(&database, ORG, "2026-11-20-aaaaaaaaaaaa").unwrap();
    let [request, tool] = turn["roots"].as_array().unwrap().as_slice() else { panic!("{turn}") };
    assert_eq!(
        (&request["offset_ms"], &request["cost_usd"], &request["told_by"]),
        (&json!(100), &json!(0.5), &json!("logs"))
    );
    assert_eq!((&tool["name"], &tool["outcome"]), (&json!("Bash"), &json!("succeeded")));
    assert_eq!(turn["events"].as_array().unwrap().len(), 1);
}

#[test]
fn all_that_are_found_are_added_up_and_compared() {
    let database = database();
    let took = |begin: i64| {
        json!({
            "begin_ms": begin, "duration_ms": 500, "requests": 2, "errors": 1, "tool_runs": 3,
            "cost_nanos": 1_500_000_000
        })
    };
    turn(&database, 1, took(0));
    turn(&database, 2, took(5_000));
    let mut child = took(5_400);
    child["session"] = json!(CHILD);
    child["user"] = json!("tom@example.org");
    turn(&database, 2, child);
    let mut before = took(0);
    before["day"] = json!(DAY - 1);
    turn(&database, 3, before);
    let asked = |users: &[&str]| TurnsQuery {
        filter: Filter {
            users: users.iter().map(|user| WordId::of(user)).collect(),
            compare: true,
            ..Filter::days(Day(DAY), Day(DAY))
        },
        limit: 1,
        ..query(DAY, DAY)
    };
    let answer = listed(&database, ORG, &asked(&[]));
    assert_eq!((&answer["found"], answer["turns"].as_array().unwrap().len()), (&json!(2), 1));
    assert_eq!(
        answer["totals"],
        json!({
            "turns": 2, "requests": 6, "errors": 3, "tool_runs": 9, "reported_cost_usd": 4.5, "duration_ms": 1400
        })
    );
    assert_eq!(
        answer["previous"],
        json!({
            "from": "2026-11-19", "to": "2026-11-19",
            "totals": {
                "turns": 1, "requests": 2, "errors": 1, "tool_runs": 3, "reported_cost_usd": 1.5,
                "duration_ms": 500
            }
        })
    );
    // Of a turn that several shared, only what fits is added up.
    let answer = listed(&database, ORG, &asked(&["tom@example.org"]));
    assert_eq!((&answer["totals"]["turns"], &answer["totals"]["requests"]), (&json!(1), &json!(2)));
    assert_eq!(answer["previous"]["totals"]["turns"], json!(0));
    let answer = listed(&database, OrgId::new(2), &query(DAY, DAY));
    assert_eq!((&answer["totals"]["requests"], answer.get("previous")), (&json!(0), None));
}

#[test]
fn one_org_never_sees_anothers_turns() {
    let database = database();
    turn(&database, 0xabc, json!({}));
    let other = OrgId::new(2);
    assert_eq!(listed(&database, other, &query(DAY, DAY))["found"], json!(0));
    assert!(shown(&database, other, "2026-11-20-000000000abc").is_none());
    assert!(shown(&database, ORG, "2026-11-20-000000000abc").is_some());
    for unknown in ["2026-11-20-000000000abd", "2026-11-22-000000000abc"] {
        assert!(shown(&database, ORG, unknown).is_none(), "{unknown}");
    }
}

#[test]
fn an_answer_is_bounded_and_keeps_the_roots() {
    let database = database();
    turn(&database, 0xabc, json!({}));
    // Roots end, and arrive, last.
    span(&database, json!({"span_id": "ffffffff", "kind": 1, "end_ms": 50_000, "duration_ms": 49_999}));
    for n in 0..5_100_i64 {
        let end = 10 + n;
        span(
            &database,
            json!({"span_id": format!("{n:08x}"), "parent_id": "ffffffff", "end_ms": end, "duration_ms": 1}),
        );
    }
    let turn = shown(&database, ORG, "2026-11-20-000000000abc").unwrap();
    assert_eq!(turn["truncated"], json!(true));
    assert_eq!(turn["roots"].as_array().unwrap().len(), 1);
    assert_eq!(turn["roots"][0]["children"].as_array().unwrap().len(), 4_999);
}

#[test]
fn nothing_that_grows_is_scanned() {
    let database = database();
    let list = list_statement(ORG, &query(DAY, DAY));
    database.assert_seeks(
        &list,
        &[("turn", "org_id=? AND day>? AND day<?"), ("t", "org_id=? AND day=? AND trace=?")],
    );
    let previous = previous_statement(ORG, &query(DAY, DAY));
    database.assert_seeks(&previous, &[("turn", "org_id=? AND day>? AND day<?")]);
    let [summary, spans, events] = one_statements(ORG, TurnId { day: Day(DAY), trace: 1 });
    database.assert_seeks(&summary, &[("t", "org_id=? AND day=? AND trace=?")]);
    database.assert_seeks(
        &spans,
        &[("s", "org_id=? AND day=? AND session=?"), ("session", "org_id=? AND session_id=?")],
    );
    database.assert_seeks(
        &events,
        &[("e", "org_id=? AND day=? AND session=?"), ("s", "org_id=? AND day=? AND session=?")],
    );
}

//! One tree for every turn that real clients were recorded in.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/api.rs"]
mod api;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use api::Database;
use serde_json::{Value, json};
use support::Recorded;
use thinspan::api::turns::{SummaryRow, Turn, TurnId, one_statements};
use thinspan::auth::member::OrgId;
use thinspan::telemetry::Thin;
use thinspan::telemetry::time::Day;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first six bytes, as rows name a trace.
fn trace(id: &[u8]) -> i64 {
    id[..6].iter().fold(0, |sum, byte| sum << 8 | i64::from(*byte))
}

/// A scenario's rows, with the columns that a tree is made of.
struct Scenario {
    database: Database,
    spans: i64,
    turns: BTreeSet<TurnKey>,
}

type TurnKey = (i64, i64);

impl Scenario {
    fn new(requests: &[Thin]) -> Self {
        let database = Database::with_orgs();
        let mut rows: BTreeSet<(i64, i64, i64)> = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let spans: Vec<_> = requests.iter().flat_map(|thin| &thin.spans).collect();
        for span in &spans {
            let day = Day::of(span.end_ms);
            if !seen.insert((day.0, span.session.0, span.end_ms, span.span_id.to_vec())) {
                continue;
            }
            rows.insert((day.0, trace(&span.trace_id), span.session.0));
            database.insert(
                "span",
                json!({
                    "org_id": 1, "day": day.0, "session": span.session.0, "end_ms": day.time_of(span.end_ms),
                    "span_id": hex(&span.span_id), "trace": trace(&span.trace_id),
                    "parent_id": span.parent_id.map(|id| hex(&id)), "kind": span.kind as i64,
                    "duration_ms": span.duration_ms, "call_id": span.call_id
                }),
            );
        }
        let with_spans: BTreeSet<i64> = spans.iter().map(|span| span.session.0).collect();
        for event in requests.iter().flat_map(|thin| &thin.events) {
            let day = Day::of(event.time_ms);
            if !seen.insert((day.0, event.session.0, event.time_ms, event.sequence.to_be_bytes().to_vec())) {
                continue;
            }
            if let Some(prompt) = event.prompt_id.filter(|_| !with_spans.contains(&event.session.0)) {
                rows.insert((day.0, trace(&prompt), event.session.0));
            }
            database.insert(
                "event",
                json!({
                    "org_id": 1, "day": day.0, "session": event.session.0, "time_ms": day.time_of(event.time_ms),
                    "sequence": event.sequence, "kind": event.kind as i64,
                    "prompt_id": event.prompt_id.map(|id| hex(&id)), "trace": event.trace_id.map(|id| trace(&id)),
                    "duration_ms": event.duration_ms, "call_id": event.call_id
                }),
            );
        }
        for (day, trace, session) in &rows {
            let row = json!({"org_id": 1, "day": day, "trace": trace, "session": session, "usage": "[]"});
            database.insert("turn", row);
        }
        let turns = rows.iter().map(|(day, trace, _)| (*day, *trace)).collect();
        let spans = database.number("SELECT count(*) FROM span");
        Self { database, spans, turns }
    }

    fn turn(&self, (day, trace): TurnKey) -> Value {
        let [summary, spans, events] = one_statements(OrgId::new(1), TurnId { day: Day(day), trace });
        let summary: SummaryRow = self.database.read(&summary).pop().unwrap();
        let turn = Turn::new(summary, &self.database.read(&spans), &self.database.read(&events));
        serde_json::to_value(turn).unwrap()
    }
}

fn scenarios() -> BTreeMap<String, Vec<Thin>> {
    let mut scenarios: BTreeMap<String, Vec<Thin>> = BTreeMap::new();
    for recorded in Recorded::all().iter().filter(|recorded| recorded.signal != "metrics") {
        scenarios.entry(recorded.scenario.clone()).or_default().push(recorded.thin());
    }
    scenarios
}

/// Every node with its depth.
fn walk<'a>(nodes: &'a Value, depth: usize, all: &mut Vec<(usize, &'a Value)>) {
    for node in nodes.as_array().unwrap() {
        all.push((depth, node));
        walk(&node["children"], depth + 1, all);
    }
}

#[test]
fn every_recorded_turn_is_one_tree() {
    let (mut requests_in_all, mut deepest, mut logs_alone) = (0, 0, 0);
    let mut with_orphans = BTreeSet::new();
    for (name, requests) in scenarios() {
        let scenario = Scenario::new(&requests);
        let mut told = 0;
        for key in &scenario.turns {
            let turn = scenario.turn(*key);
            let mut nodes = Vec::new();
            walk(&turn["roots"], 1, &mut nodes);
            for (depth, node) in &nodes {
                deepest = deepest.max(*depth);
                if node["told_by"] == "traces" {
                    told += 1;
                } else {
                    logs_alone += 1;
                }
                if node["orphan"] == true {
                    with_orphans.insert(name.clone());
                } else if *depth == 1 && node["told_by"] == "traces" {
                    assert_eq!(node["parent_id"], Value::Null, "{name}");
                }
                for event in node["events"].as_array().unwrap() {
                    if event["kind"] == "api_request" {
                        requests_in_all += 1;
                        assert_eq!(node["kind"], "llm_request", "{name}: {event}");
                    }
                }
            }
            let beside = turn["events"].as_array().unwrap();
            assert!(beside.iter().all(|event| event["kind"] != "api_request"), "{name}: {beside:#?}");
        }
        assert_eq!(told, scenario.spans, "{name}: every span is in one tree");
    }
    // Killed clients, and a trace that began outside.
    let expected = ["killed-int", "killed-kill", "killed-term", "sdk-query-traceparent", "traceparent"];
    assert_eq!(with_orphans, expected.map(str::to_owned).into());
    // A sub-agent's request: turn, tool, execution, request; and its tool's execution.
    assert!(
        requests_in_all > 200 && logs_alone > 10 && deepest == 5,
        "{requests_in_all} {logs_alone} {deepest}"
    );
}

#[test]
fn a_background_sub_agent_is_in_the_turn_that_started_it() {
    let scenario = Scenario::new(&scenarios()["subagent"]);
    let found = scenario.turns.iter().any(|key| {
        let turn = scenario.turn(*key);
        let mut nodes = Vec::new();
        walk(&turn["roots"], 1, &mut nodes);
        nodes.iter().any(|(_, node)| {
            let ended = node["offset_ms"].as_i64().unwrap() + node["duration_ms"].as_i64().unwrap();
            let children = node["children"].as_array().unwrap();
            node["kind"] == "execution"
                && children.iter().any(|child| child["offset_ms"].as_i64().unwrap() > ended)
        })
    });
    assert!(found);
}

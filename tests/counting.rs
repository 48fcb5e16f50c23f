//! Counted once: every recorded scenario's figures, from every combination of the three signals, on a
//! real SQLite with the statements that D1 runs. `scenarios.json` is the oracle: the client's own totals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use support::{Database, Recorded, root};

fn scenarios() -> BTreeMap<String, Value> {
    serde_json::from_str(&fs::read_to_string(root().join("tests/fixtures/scenarios.json")).unwrap()).unwrap()
}

/// The figures of an org, summed over its days, users and models.
#[derive(Debug, PartialEq, Clone, Default)]
struct Figures {
    requests: i64,
    errors: i64,
    input: i64,
    output: i64,
    cache_read: i64,
    cache_creation: i64,
    cost_micros: i64,
    sessions: i64,
    lines_added: i64,
    lines_removed: i64,
    commits: i64,
    pull_requests: i64,
    active_ms: i64,
}

impl Figures {
    fn read(database: &Database, whose: &str) -> Self {
        let sum =
            |columns: &str| database.number(&format!("SELECT sum({columns}) FROM daily WHERE user {whose}"));
        Self {
            requests: sum("requests"),
            errors: sum("errors"),
            input: sum("input_tokens"),
            output: sum("output_tokens"),
            cache_read: sum("cache_read_tokens"),
            cache_creation: sum("cache_creation_tokens"),
            cost_micros: (sum("cost_nanos") + 500) / 1000,
            sessions: sum("sessions"),
            lines_added: sum("lines_added"),
            lines_removed: sum("lines_removed"),
            commits: sum("commits"),
            pull_requests: sum("pull_requests"),
            active_ms: sum("active_user_ms + active_cli_ms"),
        }
    }

    /// What the client itself says of a scenario, reduced to what the given signals can tell.
    fn expected(scenario: &Value, signals: &[&str]) -> Self {
        let metric = |prefix: &str| -> f64 {
            let totals = scenario["totals"]["metrics"].as_object().unwrap();
            let prefix = format!("claude_code.{prefix}");
            totals
                .iter()
                .filter(|(name, _)| name.starts_with(&prefix))
                .map(|(_, v)| v.as_f64().unwrap())
                .sum()
        };
        let records = |name: &str| scenario["records"][name].as_i64().unwrap_or_default();
        let logs = signals.contains(&"logs") && scenario["requests"]["logs"].as_i64().unwrap_or_default() > 0;
        let traces =
            signals.contains(&"traces") && scenario["requests"]["traces"].as_i64().unwrap_or_default() > 0;
        let metrics =
            signals.contains(&"metrics") && scenario["requests"]["metrics"].as_i64().unwrap_or_default() > 0;
        let totals = if logs {
            &scenario["totals"]["api_request_logs"]
        } else {
            &scenario["totals"]["llm_request_spans"]
        };
        let tokens = |log: &str, kind: &str| {
            if logs || traces {
                totals[log].as_i64().unwrap_or_default()
            } else if metrics {
                metric(&format!("token.usage|type={kind}")) as i64
            } else {
                0
            }
        };
        let errors = records("log claude_code.api_error")
            .max(records("span claude_code.llm_request") - scenario_answered_spans(scenario));
        let mut expected = Figures {
            input: tokens("input_tokens", "input"),
            output: tokens("output_tokens", "output"),
            cache_read: tokens("cache_read_tokens", "cacheRead"),
            cache_creation: tokens("cache_creation_tokens", "cacheCreation"),
            sessions: i64::from(logs || traces || metrics),
            ..Figures::default()
        };
        if logs || traces {
            expected.requests =
                if logs { records("log claude_code.api_request") } else { scenario_answered_spans(scenario) };
            expected.errors = errors;
        }
        if logs || metrics {
            let usd = scenario["totals"]["api_request_logs"]["cost_usd"].as_f64().unwrap_or_default();
            expected.cost_micros = (usd * 1e6).round() as i64;
        }
        if metrics {
            expected.lines_added = metric("lines_of_code.count|type=added") as i64;
            expected.lines_removed = metric("lines_of_code.count|type=removed") as i64;
            expected.commits = metric("commit.count") as i64;
            expected.pull_requests = metric("pull_request.count") as i64;
            expected.active_ms = (metric("active_time.total") * 1e3).round() as i64;
        }
        expected
    }
}

/// Model requests that spans tell as answered: all but those that gave up (an `api_error` each).
fn scenario_answered_spans(scenario: &Value) -> i64 {
    let records = |name: &str| scenario["records"][name].as_i64().unwrap_or_default();
    records("span claude_code.llm_request") - records("log claude_code.api_error")
}

/// Active time is told in parts of a second that are rounded one by one.
fn near(mut figures: Figures, expected: &Figures) -> Figures {
    if (figures.active_ms - expected.active_ms).abs() <= 10 {
        figures.active_ms = expected.active_ms;
    }
    if (figures.cost_micros - expected.cost_micros).abs() <= 1 {
        figures.cost_micros = expected.cost_micros;
    }
    figures
}

const COMBINATIONS: [&[&str]; 7] = [
    &["traces", "logs", "metrics"],
    &["traces", "logs"],
    &["traces", "metrics"],
    &["logs", "metrics"],
    &["traces"],
    &["logs"],
    &["metrics"],
];

#[test]
fn every_scenario_s_figures_from_every_combination_of_signals() {
    let recorded = Recorded::all();
    let mut wrong = Vec::new();
    for (name, scenario) in scenarios() {
        for signals in COMBINATIONS {
            let mut database = Database::new();
            let token = database.org(1);
            let requests =
                recorded.iter().filter(|r| r.scenario == name && signals.contains(&r.signal.as_str()));
            for request in requests {
                let thin = database.ingest(&token, request);
                assert_eq!(thin.refused.count(), 0, "{}: {}", request.path, thin.refused.message);
            }
            database.rollup();
            let expected = Figures::expected(&scenario, signals);
            let figures = near(Figures::read(&database, ">= 0"), &expected);
            if figures != expected {
                wrong.push(format!("{name} {signals:?}\n  found    {figures:?}\n  expected {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn sent_twice_counted_once() {
    let recorded = Recorded::all();
    let mut database = Database::new();
    let token = database.org(1);
    let mut passes = 0;
    for request in &recorded {
        database.ingest(&token, request);
        passes += 1;
        // Passes at odd moments must not matter.
        if passes % 50 == 0 {
            database.rollup();
        }
    }
    database.rollup();
    let tables = ["span", "event", "metric", "session", "session_day", "daily", "tally", "turn", "person"];
    let dump = |database: &Database| -> Vec<Vec<String>> {
        tables.iter().map(|table| database.rows(&format!("SELECT * FROM {table}"))).collect()
    };
    let once = dump(&database);
    assert!(once.iter().all(|rows| !rows.is_empty()));

    for request in recorded.iter().rev() {
        database.ingest(&token, request);
    }
    assert!(database.rollup() > 0, "what was sent again is looked at again");
    assert_eq!(dump(&database), once);
    assert_eq!(database.rollup(), 0, "nothing new, nothing to do");
}

#[test]
fn everybody_s_figures_are_the_sum_of_each_one_s() {
    let recorded = Recorded::all();
    let mut database = Database::new();
    let token = database.org(1);
    for request in &recorded {
        database.ingest(&token, request);
    }
    database.rollup();
    assert_eq!(Figures::read(&database, ">= 0"), Figures::read(&database, "= -1"));
    assert_eq!(
        database.rows("SELECT tally, day, source, name, detail, sum(count), sum(total) FROM tally WHERE user >= 0 GROUP BY 1, 2, 3, 4, 5"),
        database.rows("SELECT tally, day, source, name, detail, count, total FROM tally WHERE user = -1 ORDER BY 1, 2, 3, 4, 5"),
    );
}

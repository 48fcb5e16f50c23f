//! Whatever the order, the batches, the repetitions and the moments of the cron's passes: the daily tables come to
//! the same as by one pass over everything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::collections::HashMap;

use serde_json::{Value, json};
use support::{Database, Recorded, TODAY};
use thinspan::auth::ingest_token::IngestToken;
use thinspan::ingest::queue::message;
use thinspan::ingest::{self, Arrival};
use thinspan::otlp::{self, Encoding, Signal};
use thinspan::rollup::Place;
use thinspan::telemetry::{self, Thin};

/// Recorded runs with sub-agents, errors, retries, hooks, decisions by people, totals instead of increments, team
/// labels, a resumed and a killed session, and one without session ids.
const SCENARIOS: [&str; 16] = [
    "subagent",
    "fg-subagent",
    "api-overloaded",
    "api-ratelimit-final",
    "fallback-model",
    "hook-blocking",
    "interactive-approval",
    "interactive-interrupts",
    "tools-cumulative",
    "tools-details",
    "team-attributes",
    "multi-turn-resume",
    "killed-kill",
    "no-session-attr",
    "detailed-tracing",
    "sdk-query-traceparent",
];

/// A small generator (xorshift64*), so that a failing run can be run again by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// One record with what it came under, ready to be put into any request of its signal.
#[derive(Clone)]
struct Record {
    scenario: String,
    day: u64,
    signal: Signal,
    resource: Value,
    scope: Value,
    /// A span, a log record, or a metric with one point.
    record: Value,
}

fn records() -> Vec<Record> {
    let mut records = Vec::new();
    for request in Recorded::all() {
        if request.content_type != "application/json"
            || request.content_encoding.is_some()
            || !SCENARIOS.contains(&request.scenario.as_str())
        {
            continue;
        }
        let body: Value = serde_json::from_slice(&request.body()).unwrap();
        let (resources, scopes, items) = members(request.signal());
        for resource in body[resources].as_array().unwrap() {
            for scope in resource[scopes].as_array().unwrap() {
                for item in scope[items].as_array().unwrap() {
                    let one = |record| Record {
                        scenario: request.scenario.clone(),
                        day: 0,
                        signal: request.signal(),
                        resource: resource["resource"].clone(),
                        scope: scope["scope"].clone(),
                        record,
                    };
                    if request.signal() == Signal::Metrics {
                        for point in item["sum"]["dataPoints"].as_array().unwrap() {
                            let mut metric = item.clone();
                            metric["sum"]["dataPoints"] = json!([point]);
                            records.push(one(metric));
                        }
                    } else {
                        records.push(one(item.clone()));
                    }
                }
            }
        }
    }
    records
}

fn members(signal: Signal) -> (&'static str, &'static str, &'static str) {
    match signal {
        Signal::Traces => ("resourceSpans", "scopeSpans", "spans"),
        Signal::Metrics => ("resourceMetrics", "scopeMetrics", "metrics"),
        Signal::Logs => ("resourceLogs", "scopeLogs", "logRecords"),
    }
}

/// Spreads what took seconds over three days, the later the later, and makes the person behind a session known
/// on the last of them alone.
fn over_days(records: &mut [Record]) {
    const DAY_NANOS: u64 = 86_400_000_000_000;
    let time = |record: &Record| {
        let place = if record.signal == Signal::Metrics {
            &record.record["sum"]["dataPoints"][0]
        } else {
            &record.record
        };
        let name = if record.signal == Signal::Traces { "endTimeUnixNano" } else { "timeUnixNano" };
        place[name].as_str().unwrap().parse::<u64>().unwrap()
    };
    records.sort_by_key(time);
    let mut counts: HashMap<String, usize> = HashMap::new();
    for record in records.iter() {
        *counts.entry(record.scenario.clone()).or_default() += 1;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for record in records.iter_mut() {
        let index = seen.entry(record.scenario.clone()).or_default();
        let day = (*index * 3 / counts[&record.scenario]) as u64;
        *index += 1;
        let index = *index;
        record.day = day;
        let shift = |object: &mut Value, names: &[&str]| {
            for name in names {
                if let Some(text) = object[*name].as_str() {
                    object[*name] = json!((text.parse::<u64>().unwrap() + day * DAY_NANOS).to_string());
                }
            }
        };
        match record.signal {
            Signal::Metrics => {
                let point = &mut record.record["sum"]["dataPoints"][0];
                // A total counts from its process's start.
                shift(point, &["timeUnixNano"]);
            }
            Signal::Traces => shift(&mut record.record, &["startTimeUnixNano", "endTimeUnixNano"]),
            Signal::Logs => shift(&mut record.record, &["timeUnixNano", "observedTimeUnixNano"]),
        }
        if day == 2 && index.is_multiple_of(2) {
            let list = record.resource["attributes"].as_array_mut().unwrap();
            list.push(json!({ "key": "work_email", "value": { "stringValue": "mia@example.org" } }));
            list.push(json!({ "key": "squad", "value": { "stringValue": "rockets" } }));
        }
    }
}

fn send(database: &mut Database, token: &IngestToken, records: &[Record]) {
    export(records, |thin, arrival| database.batch(&ingest::plan(token, thin, arrival)));
}

/// Does something with a request of these records.
fn export<T>(records: &[Record], with: impl FnOnce(&Thin, Arrival<'_>) -> T) -> T {
    let signal = records[0].signal;
    let (resources, scopes, items) = members(signal);
    let list: Vec<Value> = records
        .iter()
        .map(|r| json!({ "resource": r.resource, scopes: [{ "scope": r.scope, items: [r.record] }] }))
        .collect();
    let body = json!({ resources: list }).to_string();
    let thin = telemetry::thin(&otlp::decode(signal, Encoding::Json, body.as_bytes()).unwrap(), TODAY);
    assert_eq!(thin.refused.message, "");
    with(&thin, Arrival { day: TODAY, signal, body: body.as_bytes() })
}

/// The rows of each table.
type Dump = Vec<(&'static str, Vec<String>)>;

/// The daily tables and what else the rollup writes, with cohorts by their labels: their ids are given out as they come.
fn dump(database: &Database) -> Dump {
    ["daily", "tally", "turn", "session", "span", "event", "metric"]
        .into_iter()
        .map(|table| {
            let columns: Vec<String> = database
                .texts(&format!("SELECT name FROM pragma_table_info('{table}') WHERE name <> 'cohort'"));
            let (more, from) = match table {
                "daily" | "tally" | "turn" => {
                    (format!(", (SELECT labels FROM cohort WHERE cohort_id = {table}.cohort)"), table)
                }
                // The points of an export are a set.
                "metric" => (", x.value".to_owned(), "metric, json_each(points) AS x"),
                _ => (String::new(), table),
            };
            let columns: Vec<String> = columns
                .into_iter()
                .filter(|name| name != "points")
                .map(|name| format!("{table}.{name}"))
                .collect();
            let mut rows = database.rows(&format!("SELECT {}{more} FROM {from}", columns.join(", ")));
            rows.sort();
            (table, rows)
        })
        .collect()
}

fn database() -> (Database, IngestToken) {
    let database = Database::new();
    let token = database.org(1);
    database.0.execute("INSERT INTO dimension VALUES (1, 'squad')", []).unwrap();
    (database, token)
}

/// What one export of each signal and one pass come to.
fn dump_at_once(records: &[Record]) -> Dump {
    let (mut once, token) = database();
    for all in by_signal(records) {
        send(&mut once, &token, &all);
    }
    once.rollup();
    let dump = dump(&once);
    assert!(dump.iter().all(|(_, rows)| rows.len() > 10));
    dump
}

fn by_signal(records: &[Record]) -> [Vec<Record>; 3] {
    [Signal::Logs, Signal::Traces, Signal::Metrics]
        .map(|signal| records.iter().filter(|record| record.signal == signal).cloned().collect())
}

fn assert_same(expected: &Dump, database: &Database, seed: u64) {
    for ((table, expected), (_, found)) in expected.iter().zip(dump(database)) {
        let missing: Vec<&String> = expected.iter().filter(|row| !found.contains(row)).take(5).collect();
        let extra: Vec<&String> = found.iter().filter(|row| !expected.contains(row)).take(5).collect();
        assert!(missing.is_empty() && extra.is_empty(), "seed {seed}, {table}:\n{missing:#?}\n{extra:#?}");
    }
}

#[test]
fn any_order_any_batches_any_repetition_any_passes() {
    let mut records = records();
    assert!(records.len() > 800, "{}", records.len());
    over_days(&mut records);
    records.sort_by_key(|record| record.day);

    let expected = dump_at_once(&records);
    for seed in 1..=6_u64 {
        let mut random = Random(seed);
        let mut deck = records.clone();
        let repeated: Vec<Record> = (0..200).map(|_| records[random.below(records.len())].clone()).collect();
        deck.extend(repeated);
        if seed.is_multiple_of(2) {
            random.shuffle(&mut deck);
        } else {
            // Nearly as they came, the last one first: so that most days are done with long before the end.
            deck[..records.len()].reverse();
            for i in 0..deck.len() {
                let j = (i + random.below(600)).min(deck.len() - 1);
                deck.swap(i, j);
            }
        }
        let (mut database, token) = database();
        let mut behind = Place::START;
        while let Some(first) = deck.pop() {
            let size = 1 + random.below(12);
            let mut batch = vec![first];
            while batch.len() < size && deck.last().is_some_and(|next| next.signal == batch[0].signal) {
                batch.extend(deck.pop());
            }
            send(&mut database, &token, &batch);
            match random.below(25) {
                0 if seed.is_multiple_of(2) => {
                    // Of a pass that goes on, or of one that begins.
                    let from = if random.below(2) == 0 { behind } else { Place::START };
                    let places = database.rollup_batch(1 + random.below(9) as i64, from);
                    behind = places.last().copied().unwrap_or(Place::START);
                }
                0 => {
                    database.rollup();
                }
                _ => {}
            }
        }
        database.rollup();
        assert_same(&expected, &database, seed);
    }
}

#[test]
fn through_the_queue_in_any_order_any_repetition_any_passes() {
    let mut records = records();
    over_days(&mut records);
    let expected = dump_at_once(&records);
    for seed in 1..=3_u64 {
        let mut random = Random(seed);
        let (mut database, token) = database();
        let mut messages: Vec<String> = Vec::new();
        for all in by_signal(&records) {
            // Shorter ones than are sent, so that there are more.
            let write = |thin: &Thin, arrival: Arrival<'_>| message::write(&token, thin, arrival, 20_000);
            let written = export(&all, write).unwrap();
            assert!(written.len() > 2 || all[0].signal == Signal::Metrics, "{}", written.len());
            messages.extend(written);
        }
        let again: Vec<String> = (0..3).map(|_| messages[random.below(messages.len())].clone()).collect();
        messages.extend(again);
        random.shuffle(&mut messages);
        for text in &messages {
            database.batch(&message::read(text).unwrap().statements);
            if random.below(2) == 0 {
                database.rollup();
            }
        }
        database.rollup();
        assert_same(&expected, &database, seed);
    }
}

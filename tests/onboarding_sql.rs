//! The checklist on real SQLite: each item is open before and done after the recorded requests that it asks for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/api.rs"]
mod api;
#[path = "support/mod.rs"]
mod support;

use rusqlite::{Connection, StatementStatus};
use serde_json::{Value, json};
use thinspan::api::onboarding::{Item, RejectionRow, Seen, checklist, rejections, statements};
use thinspan::auth::ingest_token::IngestToken;
use thinspan::auth::member::OrgId;
use thinspan::store::Param;

use support::{Database, Recorded};

const ORG: OrgId = OrgId::new(1);
const DAY: i64 = 20_778; // 2026-11-21, when the requests were recorded
const DAY_MS: i64 = 86_400_000;
const NOW: i64 = (DAY + 1) * DAY_MS - 1;
/// A scenario that declares nothing but its environment, which is taken away.
const PLAIN: &str = "settings-env-home";
const HOUR: i64 = NOW / 3_600_000;

fn rows<T: serde::de::DeserializeOwned>(database: &mut Database, index: usize, now_ms: i64) -> Vec<T> {
    let connection = std::mem::replace(&mut database.0, Connection::open_in_memory().unwrap());
    let reader = api::Database(connection);
    let rows = reader.read(&statements(ORG, now_ms)[index]);
    database.0 = reader.0;
    rows
}

fn seen(database: &mut Database) -> Seen {
    let mut rows: Vec<Seen> = rows(database, 0, NOW);
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

fn items(database: &mut Database) -> Vec<Value> {
    checklist(&seen(database)).iter().map(|item| serde_json::to_value(item).unwrap()).collect()
}

/// The ids of what is done.
fn done(database: &mut Database) -> Vec<String> {
    let done = items(database).into_iter().filter(|item| item["is_done"] == true);
    done.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

fn item(database: &mut Database, id: &str) -> Value {
    items(database).into_iter().find(|item| item["id"] == id).unwrap()
}

fn replay(database: &mut Database, token: &IngestToken, scenario: &str, signal: &str) {
    let requests: Vec<Recorded> =
        Recorded::all().into_iter().filter(|r| r.scenario == scenario && r.signal == signal).collect();
    assert!(!requests.is_empty());
    for request in requests {
        database.ingest(token, &request);
    }
    if scenario == PLAIN {
        database
            .0
            .execute("UPDATE session SET labels = '{}' WHERE labels = '{\"environment\":\"prod\"}'", [])
            .unwrap();
    }
}

#[test]
fn an_org_that_was_told_nothing_is_told_what_to_set() {
    let mut database = Database::new();
    database.0.execute("INSERT INTO org (org_id, name, created_ms) VALUES (1, 'org', 0)", []).unwrap();
    let list = items(&mut database);
    let variables: Vec<(&str, bool, &str)> = list
        .iter()
        .map(|item| {
            (
                item["id"].as_str().unwrap(),
                item["is_done"].as_bool().unwrap(),
                item["variable"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        variables,
        [
            ("first_request", false, "OTEL_EXPORTER_OTLP_ENDPOINT"),
            ("traces", false, "OTEL_TRACES_EXPORTER"),
            ("metrics", false, "OTEL_METRICS_EXPORTER"),
            ("logs", false, "OTEL_LOGS_EXPORTER"),
            ("users", false, "OTEL_RESOURCE_ATTRIBUTES"),
            ("cost", false, "OTEL_LOGS_EXPORTER"),
            ("labels", false, "OTEL_RESOURCE_ATTRIBUTES"),
        ]
    );
    for item in list.iter().skip(1) {
        let (detail, variable) = (item["detail"].as_str().unwrap(), item["variable"].as_str().unwrap());
        assert!(detail.contains(variable), "{detail}");
    }
    assert!(item(&mut database, "first_request")["detail"].as_str().unwrap().contains("no ingest token"));
    database.org(2);
    assert!(done(&mut database).is_empty(), "another org's token");
}

#[test]
fn each_item_is_done_once_its_records_have_arrived() {
    let mut database = Database::new();
    let token = database.org(1);
    assert!(done(&mut database).is_empty());
    replay(&mut database, &token, PLAIN, "traces");
    assert_eq!(done(&mut database), ["first_request", "traces", "cost"]);
    replay(&mut database, &token, PLAIN, "metrics");
    assert_eq!(done(&mut database), ["first_request", "traces", "metrics", "cost"]);
    replay(&mut database, &token, PLAIN, "logs");
    assert_eq!(done(&mut database), ["first_request", "traces", "metrics", "logs", "cost"]);
    // The same once the rollup has taken the rows into the figures.
    database.rollup();
    assert_eq!(done(&mut database), ["first_request", "traces", "metrics", "logs", "cost"]);
}

#[test]
fn people_are_known_when_nine_of_ten_sessions_name_an_address() {
    let mut database = Database::new();
    let token = database.org(1);
    replay(&mut database, &token, PLAIN, "logs");
    let open = item(&mut database, "users");
    assert_eq!(open["is_done"], false);
    assert!(open["detail"].as_str().unwrap().starts_with("0 of 1 sessions"), "{open}");
    for number in 0..9 {
        let text = format!(
            "INSERT INTO session SELECT org_id, session_id + 1 + {number}, name, user, 5, user_name, source, source_rank, version, os, last_day, labels, moved FROM session LIMIT 1"
        );
        let text = text.replace("FROM session LIMIT 1", "FROM session WHERE user_rank < 5");
        database.0.execute(&text, []).unwrap();
        assert_eq!(item(&mut database, "users")["is_done"], number == 8, "{number}");
    }
    assert!(item(&mut database, "users")["detail"].as_str().unwrap().starts_with("9 of 10 sessions"));
    // What was told weeks ago says nothing about the settings of today.
    database.0.execute("UPDATE session SET last_day = last_day - 7 WHERE user_rank = 5", []).unwrap();
    assert_eq!(item(&mut database, "users")["is_done"], false);
}

#[test]
fn an_address_that_is_declared_names_its_session() {
    let mut database = Database::new();
    let token = database.org(1);
    replay(&mut database, &token, "team-attributes", "logs");
    let users = item(&mut database, "users");
    assert_eq!(users["is_done"], true);
    assert!(users["detail"].as_str().unwrap().starts_with("1 of 1 sessions"), "{users}");
}

#[test]
fn labels_are_told_and_a_repository_is_none() {
    let mut database = Database::new();
    let token = database.org(1);
    replay(&mut database, &token, PLAIN, "logs");
    assert!(!done(&mut database).contains(&"labels".to_owned()));
    database.0.execute("UPDATE session SET labels = '{\"repository\":\"acme/webshop\"}'", []).unwrap();
    assert!(!done(&mut database).contains(&"labels".to_owned()));
    replay(&mut database, &token, "team-attributes", "logs");
    assert!(done(&mut database).contains(&"labels".to_owned()));
    assert!(item(&mut database, "labels")["detail"].as_str().unwrap().starts_with("1 of 2 sessions"));
}

#[test]
fn a_signal_tells_its_last_record_before_and_after_the_rollup() {
    let mut database = Database::new();
    let token = database.org(1);
    replay(&mut database, &token, PLAIN, "traces");
    replay(&mut database, &token, PLAIN, "metrics");
    replay(&mut database, &token, PLAIN, "logs");
    let last = |column: &str, table: &str, database: &Database| {
        database.number(&format!("SELECT max(day * 86400000 + {column}) FROM {table}"))
    };
    let expected = [
        last("end_ms", "span", &database),
        last("time_ms", "metric", &database),
        last("time_ms", "event", &database),
    ];
    let fresh = seen(&mut database);
    assert_eq!([fresh.traces_ms, fresh.metrics_ms, fresh.logs_ms], expected);
    database.rollup();
    let folded = seen(&mut database);
    assert_eq!([folded.traces_ms, folded.metrics_ms, folded.logs_ms], expected);
    let detail = item(&mut database, "logs")["detail"].as_str().unwrap().to_owned();
    assert!(detail.starts_with("Last seen at 2026-11-21T"), "{detail}");
}

#[test]
fn what_is_older_than_a_week_is_open_again() {
    let mut database = Database::new();
    let token = database.org(1);
    for signal in ["traces", "metrics", "logs"] {
        replay(&mut database, &token, PLAIN, signal);
    }
    database.rollup();
    for (days, expected) in [(6, 5), (7, 1)] {
        let rows: Vec<Seen> = rows(&mut database, 0, NOW + days * DAY_MS);
        let done: Vec<Item> = checklist(&rows[0]).into_iter().filter(|item| item.is_done).collect();
        assert_eq!(done.len(), expected, "after {days} days: {done:?}");
    }
}

#[test]
fn a_model_without_a_price_asks_for_one() {
    let mut database = Database::new();
    let token = database.org(1);
    replay(&mut database, &token, PLAIN, "traces");
    let model = database.number("SELECT max(model) FROM span");
    database.0.execute("UPDATE word SET text = 'somebody-elses' WHERE word_id = ?1", [model]).unwrap();
    let open = item(&mut database, "cost");
    assert_eq!((&open["is_done"], &open["variable"]), (&json!(false), &Value::Null));
    assert!(open["detail"].as_str().unwrap().contains("/api/v1/prices"), "{open}");
    // Also when the rows are gone into the figures.
    database.rollup();
    assert_eq!(item(&mut database, "cost")["is_done"], false);
    database
        .0
        .execute(
            "INSERT INTO price_override VALUES (1, 'somebody-elses', 0, 20000, 0, 1, 1, 1, 1, 1, 'a', 0)",
            [],
        )
        .unwrap();
    assert_eq!(item(&mut database, "cost")["is_done"], true);
}

#[test]
fn metrics_alone_tell_of_cost() {
    let points = |database: &mut Database, counter: i64| -> (Value, Value) {
        replay_metric_points(database, counter);
        let cost = item(database, "cost");
        (cost["is_done"].clone(), cost["detail"].clone())
    };
    let mut database = Database::new();
    let token = database.org(1);
    replay(&mut database, &token, PLAIN, "metrics");
    database.0.execute("CREATE TEMP TABLE told AS SELECT points FROM metric", []).unwrap();
    let reported = json!("Clients report what requests cost.");
    let priced = json!("Models in use have a price, so their cost is known.");
    assert_eq!(points(&mut database, 8), (json!(true), reported));
    assert_eq!(points(&mut database, 9), (json!(true), priced));
    assert_eq!(points(&mut database, 1).0, false, "a start of a session");
}

/// Leaves the points of one counter.
fn replay_metric_points(database: &Database, counter: i64) {
    let left = "SELECT json_group_array(json(point.value)) FROM told, json_each(told.points) AS point";
    let sql = format!("UPDATE metric SET points = ({left} WHERE point.value ->> 0 = {counter})");
    database.0.execute(&sql, []).unwrap();
    assert!(database.number("SELECT json_array_length(points) FROM metric") > 0);
}

#[test]
fn other_orgs_are_not_looked_at() {
    let mut database = Database::new();
    database.org(1);
    let other = database.org(2);
    for signal in ["traces", "metrics", "logs"] {
        replay(&mut database, &other, "team-attributes", signal);
    }
    assert!(done(&mut database).is_empty());
    database.rollup();
    assert!(done(&mut database).is_empty());
}

#[test]
fn the_checklist_reads_no_more_of_a_large_org_than_its_limits_say() {
    let database = api::Database::with_orgs();
    database.assert_seeks(
        &statements(ORG, NOW)[0],
        &[
            ("dirty", "org_id=? AND day>? AND day<?"),
            ("session", "org_id=?"),
            ("person", "org_id=?"),
            ("daily", "org_id=? AND day>? AND day<?"),
            ("span", "org_id=? AND day"),
            ("event", "org_id=? AND day"),
            ("metric", "org_id=? AND day"),
            ("word", "org_id=? AND word_id=?"),
        ],
    );
    let plan = database.plan(&statements(ORG, NOW)[1]);
    assert!(
        plan.iter().any(|step| step.starts_with("SEARCH rejection") && step.contains("org_id=? AND hour>?")),
        "{plan:#?}"
    );
}

#[test]
fn the_work_does_not_grow_with_the_org() {
    let steps = |sessions: i64| {
        let database = api::Database::with_orgs();
        let insert = |table: &str, columns: &str, values: &str| {
            let sql = format!(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {sessions}) INSERT INTO {table} ({columns}) SELECT {values} FROM n"
            );
            database.0.execute(&sql, []).unwrap();
        };
        insert(
            "session",
            "org_id, session_id, name, user, user_rank, user_name, source, source_rank, version, os, last_day, labels, moved",
            &format!("1, i * 1000003, i, i, 2, 0, 1, 1, 0, 0, {DAY}, '{{\"repository\":\"a/b\"}}', 0"),
        );
        insert("person", "org_id, user, rank, name, logs_ms, traces_ms, metrics_ms", "1, i, 2, 0, i, i, i");
        insert("dirty", "org_id, day, session", &format!("1, {DAY} - i % 7, i * 1000003"));
        insert(
            "event",
            "org_id, day, session, time_ms, sequence, kind, model",
            &format!("1, {DAY} - i % 7, i * 1000003, i, i, 2, i"),
        );
        insert(
            "span",
            "org_id, day, session, end_ms, span_id, trace, kind, duration_ms, model",
            &format!("1, {DAY} - i % 7, i * 1000003, i, CAST(i AS BLOB), i, 2, 1, i"),
        );
        insert(
            "metric",
            "org_id, day, session, time_ms, cumulative, points",
            &format!("1, {DAY} - i % 7, i * 1000003, i, 0, '[[1, 0, 0, 1, 1, 0, 0]]'"),
        );
        insert(
            "rejection",
            "org_id, hour, reason, prefix, count, last_ms",
            &format!("1, {HOUR} - i, 1, '', 1, 0"),
        );
        statements(ORG, NOW).map(|statement| {
            let mut prepared = database.0.prepare(&statement.sql).unwrap();
            let values = statement.params.iter().map(|param| match param {
                Param::Int(number) => *number,
                other => panic!("{other:?}"),
            });
            prepared.query_map(rusqlite::params_from_iter(values), |_| Ok(())).unwrap().count();
            prepared.get_status(StatementStatus::VmStep)
        })
    };
    let (some, many) = (steps(3_000), steps(30_000));
    for (some, many) in some.into_iter().zip(many) {
        assert!(many < some + some / 10, "{some} steps become {many}");
    }
}

#[test]
fn rejections_are_those_of_the_last_hour() {
    let mut database = Database::new();
    database.org(1);
    let add = |org: i64, hour: i64, reason: i64, prefix: &str, count: i64, last_ms: i64| {
        database
            .0
            .execute(
                "INSERT INTO rejection VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                rusqlite::params![org, hour, reason, prefix, count, last_ms],
            )
            .unwrap();
    };
    add(1, HOUR, 4, "thinspan_1a2b", 3, NOW - 1000);
    add(1, HOUR - 1, 4, "thinspan_1a2b", 2, NOW - 3_500_000);
    add(1, HOUR - 1, 3, "thinspan_old", 9, NOW - 3_700_000);
    add(0, HOUR, 1, "", 7, NOW - 500);
    add(0, HOUR, 9, "", 7, NOW - 500);
    add(2, HOUR, 2, "theirs", 1, NOW);
    let shown = |database: &mut Database| -> Value {
        let rows: Vec<RejectionRow> = rows(database, 1, NOW);
        serde_json::to_value(rejections(&rows)).unwrap()
    };
    let revoked = json!({ "prefix": "thinspan_1a2b", "reason": "revoked", "count": 5, "last_at": "2026-11-21T23:59:58.999Z" });
    let missing =
        json!({ "prefix": "", "reason": "missing", "count": 7, "last_at": "2026-11-21T23:59:59.499Z" });
    assert_eq!(shown(&mut database), json!([missing, revoked]));
    // With a second org nobody knows whose the nameless ones are.
    database.org(2);
    assert_eq!(shown(&mut database), json!([revoked]));
}

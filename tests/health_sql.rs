//! Health: who reports what, on real SQLite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/api.rs"]
mod api;

use api::Database;
use serde_json::{Value, json};
use thinspan::api::filter::Filter;
use thinspan::api::health::{Health, LastSeen, PendingRow, previous_statement, statements};
use thinspan::auth::member::OrgId;
use thinspan::rollup::tally::{Gap, Signal, Tally, record};
use thinspan::telemetry::time::Day;
use thinspan::telemetry::word::WordId;

const ORG: OrgId = OrgId::new(1);
const DAY: i64 = 20_777; // 2026-11-20
const MIA: &str = "mia@example.org";
const INSTALLATION: &str = "a8e8";

fn tally(database: &Database, tally: Tally, user: &str, name: &str, detail: i64, count: i64) {
    let row = json!({
        "org_id": 1, "tally": tally as i64, "day": DAY, "user": user, "source": 1, "name": name, "detail": detail, "count": count
    });
    database.insert("tally", row.clone());
    let everybody = json!({"user": -1});
    let mut row = row;
    row["user"] = everybody["user"].clone();
    let seen = database.number(&format!(
        "SELECT count(*) FROM tally WHERE user = -1 AND tally = {} AND name = {} AND detail = {detail}",
        tally as i64,
        WordId::of(name).0
    ));
    if seen == 0 {
        database.insert("tally", row);
    }
}

fn database() -> Database {
    let database = Database::with_orgs();
    database.words(1, &[MIA, "Mia", INSTALLATION, "gone", "2.1.280", "2.1.290", "darwin", "claude_code.new"]);
    database.insert("person", json!({"org_id": 1, "user": MIA, "rank": 5, "name": "Mia", "logs_ms": 1_795_231_800_000_i64, "metrics_ms": 1_795_231_700_000_i64}));
    database.insert(
        "person",
        json!({"org_id": 1, "user": INSTALLATION, "rank": 2, "traces_ms": 1_795_000_000_000_i64}),
    );
    // An installation that became somebody, long ago.
    database.insert(
        "person",
        json!({"org_id": 1, "user": "gone", "rank": 2, "traces_ms": 1_790_000_000_000_i64}),
    );
    database
        .insert("person", json!({"org_id": 2, "user": MIA, "rank": 5, "traces_ms": 1_799_000_000_000_i64}));
    tally(&database, Tally::Record, MIA, "", record(Signal::Logs, 1), 10);
    tally(&database, Tally::Record, MIA, "", record(Signal::Logs, 2), 20);
    tally(&database, Tally::Record, MIA, "claude_code.new", record(Signal::Logs, 0), 3);
    tally(&database, Tally::Record, MIA, "", record(Signal::Metrics, 0), 7);
    tally(&database, Tally::Record, INSTALLATION, "", record(Signal::Traces, 2), 40);
    tally(&database, Tally::Version, MIA, "2.1.290", WordId::of("darwin").0, 3);
    tally(&database, Tally::Version, MIA, "2.1.280", WordId::of("darwin").0, 1);
    tally(&database, Tally::Version, INSTALLATION, "2.1.280", 0, 2);
    tally(&database, Tally::Gap, MIA, "", Gap::Traces as i64, 4);
    tally(&database, Tally::Gap, INSTALLATION, "", Gap::Email as i64, 2);
    database
}

fn health(database: &Database, org: OrgId, filter: &Filter) -> Value {
    let [rows, seen, refused, pending] = statements(org, filter);
    let seen: LastSeen = database.read(&seen).pop().unwrap();
    let pending: PendingRow = database.read(&pending).pop().unwrap();
    let answer = Health::new(filter, &database.read(&rows), seen, &database.read(&refused), pending);
    serde_json::to_value(answer).unwrap()
}

fn week() -> Filter {
    Filter::days(Day(DAY - 6), Day(DAY))
}

#[test]
fn everybody_who_reported_is_told_with_what_is_missing() {
    let answer = health(&database(), ORG, &week());
    let users = answer["users"].as_array().unwrap();
    assert_eq!(users.len(), 2);
    let mut mia = users[0].clone();
    let setting = mia["missing"][0]["setting"].take();
    assert!(setting.as_str().unwrap().contains("OTEL_TRACES_EXPORTER=otlp"));
    assert_eq!(
        mia,
        json!({
            "user": MIA, "name": "Mia", "identity": "email", "session_days": 4,
            "logs": {"last_seen": "2026-11-21T03:30:00.000Z", "records": 33},
            "traces": {"last_seen": null, "records": 0},
            "metrics": {"last_seen": "2026-11-21T03:28:20.000Z", "records": 7},
            "sources": ["cli"],
            "versions": [
                {"version": "2.1.290", "os": "darwin", "session_days": 3},
                {"version": "2.1.280", "os": "darwin", "session_days": 1}
            ],
            "missing": [{"what": "traces", "session_days": 4, "of": 4, "setting": null}]
        })
    );
    assert_eq!((&users[1]["user"], &users[1]["identity"]), (&json!(INSTALLATION), &json!("installation")));
    assert_eq!(users[1]["missing"][0]["what"], json!("email"));
    assert_eq!(
        answer["signals"],
        json!({
            "logs": {"last_seen": "2026-11-21T03:30:00.000Z", "records": 33},
            "traces": {"last_seen": "2026-11-18T11:06:40.000Z", "records": 40},
            "metrics": {"last_seen": "2026-11-21T03:28:20.000Z", "records": 7}
        })
    );
    assert_eq!(answer["unknown_records"], json!([{"signal": "logs", "name": "claude_code.new", "count": 3}]));
    assert_eq!(answer["versions"].as_array().unwrap().len(), 3);
}

#[test]
fn the_range_before_is_told_in_short() {
    let database = database();
    let refused =
        json!({"org_id": 1, "day": DAY, "digest": 1, "reason": 6, "signal": 2, "user": MIA, "records": 5});
    database.insert("refusal", refused);
    let before = |users: Vec<WordId>| {
        // The rows of `database` are of the last day, which is before the day after.
        let filter = Filter { users, ..Filter::days(Day(DAY + 1), Day(DAY + 7)) };
        let row = database.read(&previous_statement(ORG, &filter)).pop().unwrap();
        let [rows, _, refused, _] = statements(ORG, &filter);
        let (rows, refused) = (database.read(&rows), database.read(&refused));
        let health = Health::new(&filter, &rows, LastSeen::default(), &refused, PendingRow::default());
        serde_json::to_value(health.compared(&filter, row)).unwrap()["previous"].clone()
    };
    assert_eq!(
        before(Vec::new()),
        json!({
            "from": "2026-11-14", "to": "2026-11-20",
            "signals": {"logs": 33, "traces": 40, "metrics": 7}, "refused": 5, "users": 2
        })
    );
    let of_installation = before(vec![WordId::of(INSTALLATION)]);
    assert_eq!((&of_installation["users"], &of_installation["refused"]), (&json!(1), &json!(0)));
}

#[test]
fn what_was_refused_is_told_with_how_to_mend_it() {
    let database = database();
    for (digest, day, reason, user, records) in [
        (1, DAY, 6, MIA, 5),
        (2, DAY - 1, 6, MIA, 2),
        (3, DAY, 6, "", 1),
        (4, DAY - 7, 6, MIA, 100),
        (5, DAY, 99, MIA, 1),
    ] {
        database.insert("refusal", json!({"org_id": 1, "day": day, "digest": digest, "reason": reason, "signal": 2, "user": user, "records": records}));
    }
    database.insert(
        "refusal",
        json!({"org_id": 2, "day": DAY, "digest": 1, "reason": 1, "signal": 1, "records": 9}),
    );
    let answer = health(&database, ORG, &week());
    let refused = answer["refused"].as_array().unwrap();
    assert_eq!(
        (
            &refused[0]["reason"],
            &refused[0]["records"],
            &refused[0]["requests"],
            &refused[0]["last_day"],
            &refused[0]["users"]
        ),
        (&json!("time_unbelievable"), &json!(8), &json!(3), &json!("2026-11-20"), &json!([MIA, ""]))
    );
    assert!(refused[0]["mend"].as_str().unwrap().contains("clock"));
    assert_eq!((refused.len(), &refused[1]["reason"]), (2, &json!("other")));
}

#[test]
fn what_waits_for_the_rollup_is_counted() {
    let database = database();
    for (org, session) in [(1, 1), (1, 2), (2, 3)] {
        database.insert("dirty", json!({"org_id": org, "day": DAY, "session": session}));
    }
    assert_eq!(health(&database, ORG, &week())["pending"], json!({"session_days": 2}));
}

#[test]
fn a_user_can_be_asked_for_alone_and_another_org_is_never_told_of() {
    let database = database();
    let mia = Filter { users: vec![WordId::of(MIA)], ..week() };
    let answer = health(&database, ORG, &mia);
    assert_eq!(
        (answer["users"].as_array().unwrap().len(), &answer["signals"]["traces"]["last_seen"]),
        (1, &Value::Null)
    );
    let other = health(&database, OrgId::new(2), &week());
    assert_eq!((&other["users"], &other["signals"]["logs"]["last_seen"]), (&json!([]), &Value::Null));
    let empty = health(&Database::with_orgs(), ORG, &week());
    assert_eq!(
        (&empty["signals"]["logs"], &empty["refused"]),
        (&json!({"last_seen": null, "records": 0}), &json!([]))
    );
}

#[test]
fn nothing_that_grows_is_scanned() {
    let database = database();
    let [rows, seen, refused, pending] = statements(ORG, &week());
    database.assert_seeks(
        &rows,
        &[("t", "org_id=? AND tally=? AND day=? AND user>? AND user<?"), ("person", "org_id=? AND user=?")],
    );
    database.assert_seeks(&seen, &[("person", "org_id=?")]);
    database.assert_seeks(&refused, &[("r", "org_id=? AND day>? AND day<?")]);
    database.assert_seeks(&pending, &[("dirty", "org_id=?")]);
}

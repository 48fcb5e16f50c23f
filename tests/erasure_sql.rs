//! Erasure of a person on real SQLite: what goes, what stays, when it waits, and what it reads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/mod.rs"]
mod support;

use rusqlite::types::Value as SqlValue;
use serde_json::{Value, json};
use support::{Database, TODAY};
use thinspan::api::erasures::{self, ErasureId};
use thinspan::auth::email::Email;
use thinspan::auth::ingest_token::IngestToken;
use thinspan::auth::member::OrgId;
use thinspan::ingest::{self, Arrival};
use thinspan::otlp::{self, Encoding, Signal};
use thinspan::rollup;
use thinspan::store::Param;
use thinspan::telemetry::{self, time::DAY_MS, word::WordId};

const NOW: i64 = TODAY.0 * DAY_MS + 1_000;
const ORG: OrgId = OrgId::new(1);

fn attributes(pairs: &[(&str, Value)]) -> Vec<Value> {
    let value = |value: &Value| match value {
        Value::String(text) => json!({ "stringValue": text }),
        number => json!({ "intValue": number }),
    };
    pairs.iter().map(|(key, one)| json!({ "key": key, "value": value(one) })).collect()
}

/// A session of somebody on some day: a prompt and a request, as events.
fn report(
    database: &mut Database,
    token: &IngestToken,
    who: &[(&str, &str)],
    session: &str,
    days_ago: i64,
    tokens: i64,
) {
    let at_ms = NOW - days_ago * DAY_MS;
    let record = |sequence: i64, name: &str, more: &[(&str, Value)]| {
        let mut pairs = vec![
            ("event.name", json!(name)),
            ("event.sequence", json!(sequence)),
            ("session.id", json!(session)),
            ("prompt.id", json!("0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f")),
        ];
        pairs.extend_from_slice(more);
        json!({ "timeUnixNano": ((at_ms + sequence) * 1_000_000).to_string(), "attributes": attributes(&pairs) })
    };
    let mut resource = vec![("service.name", json!("claude-code"))];
    resource.extend(who.iter().map(|(key, value)| (*key, json!(value))));
    let body = json!({ "resourceLogs": [{
        "resource": { "attributes": attributes(&resource) },
        "scopeLogs": [{ "scope": { "name": "com.anthropic.claude_code.events" }, "logRecords": [
            record(0, "user_prompt", &[]),
            record(1, "api_request", &[("model", json!("claude-opus-5-5")), ("input_tokens", json!(tokens))]),
            // Without a session or a time: refused, and kept of whom.
            { "attributes": attributes(&[("event.name", json!("api_request")), ("event.sequence", json!(2))]) },
        ] }],
    }] })
    .to_string();
    let thin = telemetry::thin(&otlp::decode(Signal::Logs, Encoding::Json, body.as_bytes()).unwrap(), TODAY);
    let arrival = Arrival { day: TODAY, signal: Signal::Logs, body: body.as_bytes() };
    database.batch(&ingest::plan(token, &thin, arrival));
}

/// Asks for an erasure; whether there is one now.
fn ask(database: &mut Database, org: OrgId, user: &str, number: u8) {
    let admin = Email::parse("admin@example.com").unwrap();
    database.batch(&erasures::ask_for(
        org,
        WordId::of(user),
        ErasureId::generate([0, 0, 0, number]),
        &admin,
        NOW,
    ));
}

/// The part of a cron's pass that erases; how many people.
fn erase(database: &mut Database) -> usize {
    database.batch(&rollup::erase(rollup::PEOPLE_PER_PASS, NOW))[0]
}

const MIA: &[(&str, &str)] = &[("user.email", "mia@example.org"), ("user.name", "Mia"), ("team.id", "ml")];
const TOM: &[(&str, &str)] = &[("user.email", "tom@example.org"), ("user.name", "Tom"), ("team.id", "ml")];

fn two_people() -> (Database, IngestToken) {
    let mut database = Database::new();
    let token = database.org(1);
    for days_ago in 0..3 {
        report(&mut database, &token, MIA, &format!("of-mia-{days_ago}"), days_ago, 10);
        report(&mut database, &token, TOM, &format!("of-tom-{days_ago}"), days_ago, 100);
    }
    database.rollup();
    (database, token)
}

/// Every cell of every table as SQL writes it, a row a line, behind the table's name.
fn everything(database: &Database) -> Vec<String> {
    let mut lines = Vec::new();
    for table in database.texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
        let cells =
            database.texts(&format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')"));
        lines.extend(
            database.texts(&format!("SELECT '{table}|' || {} FROM {table}", cells.join(" || '|' || "))),
        );
    }
    lines
}

/// What there is of a user, by table.
fn rows_of(database: &Database, user: &str) -> Vec<(&'static str, i64)> {
    let word = WordId::of(user).0;
    ["daily", "tally", "session", "session_day", "turn", "refusal", "person", "erasure"]
        .into_iter()
        .map(|table| (table, database.number(&format!("SELECT count(*) FROM {table} WHERE user = {word}"))))
        .filter(|(_, rows)| *rows > 0)
        .collect()
}

/// The sum of every figure and tally over whole people, and how many people there are, by day.
fn sums(database: &Database) -> Vec<String> {
    let mut sums = database.rows(
        "SELECT day, source, cohort, model, rate, sum(requests), sum(input_tokens), sum(sessions), sum(prompts),
           count(DISTINCT user)
         FROM daily WHERE user >= 0 GROUP BY 1, 2, 3, 4, 5",
    );
    sums.extend(database.rows("SELECT * FROM daily WHERE user < 0"));
    sums.extend(database.rows(
        "SELECT tally, day, source, cohort, name, detail, sum(count), sum(total), count(DISTINCT user)
         FROM tally WHERE user >= 0 GROUP BY 1, 2, 3, 4, 5, 6",
    ));
    sums.extend(database.rows("SELECT * FROM tally WHERE user < 0"));
    sums
}

#[test]
fn a_person_goes_and_every_sum_stays() {
    let (mut database, _) = two_people();
    let before = sums(&database);
    let of_tom = rows_of(&database, "tom@example.org");
    assert!(rows_of(&database, "mia@example.org").len() >= 6);
    ask(&mut database, ORG, "mia@example.org", 7);
    assert_eq!(erase(&mut database), 1);

    assert_eq!(rows_of(&database, "mia@example.org"), []);
    assert_eq!(rows_of(&database, "tom@example.org"), of_tom);
    assert_eq!(sums(&database), before);
    assert_eq!(
        rows_of(&database, "erased-00000007").iter().map(|of| of.0).collect::<Vec<_>>(),
        ["daily", "tally"]
    );
    assert_eq!(database.number("SELECT count(*) FROM folded"), 0);
    for (table, left) in [("event", 6), ("session", 3), ("session_day", 9), ("turn", 3), ("person", 1)] {
        assert_eq!(database.number(&format!("SELECT count(*) FROM {table}")), left, "{table}");
    }
    let cells = everything(&database).join("\n");
    for trace in
        ["mia", "Mia", &WordId::of("mia@example.org").0.to_string(), &WordId::of("Mia").0.to_string()]
    {
        assert!(!cells.contains(trace), "{trace}");
    }
    assert!(cells.contains("erased-00000007"));
    // What was refused is still counted.
    assert_eq!(database.number("SELECT sum(records) FROM refusal WHERE user = 0"), 3);
    assert_eq!(erase(&mut database), 0);
}

#[test]
fn it_waits_for_what_is_not_folded_yet() {
    let (mut database, token) = two_people();
    ask(&mut database, ORG, "mia@example.org", 7);
    report(&mut database, &token, MIA, "of-mia-0", 0, 5);
    let before = everything(&database);
    assert_eq!(erase(&mut database), 0);
    assert_eq!(everything(&database), before);
    // What others have to be folded is no reason to wait.
    database.rollup();
    let sums_before = sums(&database);
    report(&mut database, &token, TOM, "of-tom-9", 0, 5);
    assert_eq!(erase(&mut database), 1);
    assert_eq!(sums(&database), sums_before);
}

#[test]
fn what_comes_later_is_somebody_new_also_in_the_same_session() {
    let (mut database, token) = two_people();
    ask(&mut database, ORG, "mia@example.org", 7);
    erase(&mut database);
    report(&mut database, &token, MIA, "of-mia-1", 0, 7);
    database.rollup();
    let tokens = |user: &str| {
        let word = WordId::of(user).0;
        database.number(&format!("SELECT sum(input_tokens) FROM daily WHERE user = {word}"))
    };
    assert_eq!(
        [tokens("erased-00000007"), tokens("mia@example.org"), tokens("tom@example.org")],
        [30, 7, 300]
    );
    assert_eq!(database.number("SELECT sum(input_tokens) FROM daily WHERE user = -1"), 337);
    assert_eq!(
        database.texts("SELECT text FROM word WHERE text LIKE 'mia%' ORDER BY 1"),
        ["Mia", "mia@example.org"]
    );
    // And can be erased again.
    ask(&mut database, ORG, "mia@example.org", 8);
    assert_eq!(erase(&mut database), 1);
    assert_eq!(rows_of(&database, "mia@example.org"), []);
    assert_eq!(database.number("SELECT sum(input_tokens) FROM daily WHERE user = -1"), 337);
}

#[test]
fn a_name_that_others_have_stays() {
    let mut database = Database::new();
    let token = database.org(1);
    let named = |email: &'static str, name: &'static str| [("user.email", email), ("user.name", name)];
    report(&mut database, &token, &named("mia@example.org", "Sam"), "a", 0, 1);
    report(&mut database, &token, &named("tom@example.org", "Sam"), "b", 0, 1);
    report(&mut database, &token, &named("eva@example.org", "Eva"), "c", 0, 1);
    database.rollup();
    // Not folded yet, so it is no person's.
    report(&mut database, &token, &named("max@example.org", "Eva"), "d", 0, 1);
    for (user, number) in [("mia@example.org", 1), ("eva@example.org", 2)] {
        ask(&mut database, ORG, user, number);
    }
    assert_eq!(erase(&mut database), 2);
    let names =
        "SELECT text FROM word WHERE text IN ('Sam', 'Eva', 'mia@example.org', 'eva@example.org') ORDER BY 1";
    assert_eq!(database.texts(names), ["Eva", "Sam"]);
    ask(&mut database, ORG, "tom@example.org", 3);
    assert_eq!(erase(&mut database), 1);
    assert_eq!(database.texts(names), ["Eva"]);
}

#[test]
fn other_orgs_know_nothing_of_it() {
    let (mut database, _) = two_people();
    let token = database.org(2);
    report(&mut database, &token, MIA, "of-mia-0", 0, 10);
    database.rollup();
    let of_two = |database: &Database| -> Vec<String> {
        let tables =
            ["word", "session", "event", "session_day", "daily", "tally", "turn", "person", "refusal"];
        let own = |line: &String| tables.iter().any(|table| line.starts_with(&format!("{table}|2|")));
        everything(database).into_iter().filter(own).collect()
    };
    let before = of_two(&database);
    assert!(before.iter().any(|line| line.contains("'Mia'")));
    ask(&mut database, ORG, "mia@example.org", 7);
    assert_eq!(erase(&mut database), 1);
    assert_eq!(of_two(&database), before);
    // Whom an org does not have, it cannot erase.
    ask(&mut database, OrgId::new(2), "tom@example.org", 8);
    assert_eq!(database.number("SELECT count(*) FROM erasure WHERE org_id = 2"), 0);
}

#[test]
fn asked_for_twice_it_is_one_and_the_longest_waiting_go_first() {
    let mut database = Database::new();
    let token = database.org(1);
    for number in 0..5 {
        let email = format!("p{number}@example.org");
        report(&mut database, &token, &[("user.email", &email)], &email, 0, 1);
    }
    database.rollup();
    for number in 0..5 {
        for again in [0, 100] {
            ask(&mut database, ORG, &format!("p{number}@example.org"), number + again);
        }
    }
    assert_eq!(database.number("SELECT count(*) FROM erasure"), 5);
    assert_eq!(
        database.number("SELECT count(*) FROM audit WHERE action = 'person_erased' AND subject IS NULL"),
        5
    );
    assert_eq!(database.number("SELECT count(*) FROM word WHERE text LIKE 'erased-%'"), 5);
    assert_eq!([erase(&mut database), erase(&mut database), erase(&mut database)], [3, 2, 0]);
}

#[test]
fn who_has_only_daily_figures_left_can_be_erased() {
    let (mut database, _) = two_people();
    database.0.execute("UPDATE org SET raw_days = 1", []).unwrap();
    while database
        .batch(&rollup::prune(1000, thinspan::telemetry::time::Day(TODAY.0 + 1)))
        .iter()
        .sum::<usize>()
        > 0
    {}
    assert_eq!(database.number("SELECT count(*) FROM session"), 0);
    let before = sums(&database);
    ask(&mut database, ORG, "mia@example.org", 7);
    assert_eq!(erase(&mut database), 1);
    assert_eq!(rows_of(&database, "mia@example.org"), []);
    assert_eq!(sums(&database), before);
}

#[test]
fn rows_are_sought_by_their_keys() {
    let database = Database::new();
    let plans: Vec<String> = rollup::erase(1, NOW)
        .iter()
        .map(|statement| {
            let mut plan = database.0.prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sql)).unwrap();
            let values = statement.params.iter().map(|param| match param {
                Param::Text(text) => SqlValue::Text(text.clone()),
                Param::Int(number) => SqlValue::Real(*number as f64),
                Param::Null => SqlValue::Null,
            });
            let steps =
                plan.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
            steps.map(Result::unwrap).collect::<Vec<_>>().join("\n")
        })
        .collect();
    let text = plans.join("\n");
    for step in [
        "SEARCH span USING PRIMARY KEY (org_id=? AND day=? AND session=?)",
        "SEARCH event USING PRIMARY KEY (org_id=? AND day=? AND session=?)",
        "SEARCH metric USING PRIMARY KEY (org_id=? AND day=? AND session=?)",
        "SEARCH session_day USING PRIMARY KEY (org_id=? AND day=? AND session=?)",
        "SEARCH turn USING PRIMARY KEY (org_id=? AND day=? AND trace=? AND session=?)",
        "SEARCH session USING PRIMARY KEY (org_id=? AND session_id=?)",
        "SEARCH word USING PRIMARY KEY (org_id=? AND word_id=?)",
        "SEARCH person USING PRIMARY KEY (org_id=? AND user=?)",
        "SEARCH daily USING PRIMARY KEY (org_id=? AND day=? AND user=?)",
        "SEARCH tally USING PRIMARY KEY (org_id=? AND tally=? AND day=? AND user=?)",
        // The days, one after the other.
        "SEARCH d USING PRIMARY KEY (org_id=? AND day>?)",
        "SEARCH t USING PRIMARY KEY (org_id=? AND tally=? AND day>?)",
    ] {
        assert!(text.contains(step), "{step}\n{text}");
    }
    // Of other people, the sessions, who they are, and what was refused: nothing finds these by their user.
    for (table, times) in [
        ("s USING PRIMARY KEY (org_id=?)", 1),
        ("p USING PRIMARY KEY (org_id=?)", 1),
        ("r USING PRIMARY KEY (org_id=?)", 1),
    ] {
        assert_eq!(text.matches(&format!("SEARCH {table}")).count(), times, "{table}\n{text}");
    }
    for step in text.lines().filter(|step| step.starts_with("SCAN")) {
        let table = step.split(' ').nth(1).unwrap();
        let small = [
            "erasure", "e", "erased", "folded", "f", "whose", "w", "days", "keys", "word_of", "o", "other",
            "kind", "r", "CONSTANT",
        ];
        assert!(small.contains(&table) || table.starts_with('('), "{step}\n{text}");
    }
}

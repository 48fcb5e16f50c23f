//! The rollup: whatever arrives, in whatever order and however often a pass is cut off, a day's figures are
//! those of its records.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use serde_json::{Value, json};
use support::{Database, TODAY};
use thinspan::auth::ingest_token::IngestToken;
use thinspan::ingest::{self, Arrival};
use thinspan::otlp::{self, Encoding, Signal};
use thinspan::rollup::{self, Place};
use thinspan::store::{Param, SCHEMA};
use thinspan::telemetry::{self, time::DAY_MS};

/// 2026-11-01, midnight UTC.
const DAY_ONE: i64 = 20_758;

/// A moment of the `day`th day, in Unix milliseconds.
fn at(day: i64, ms: i64) -> i64 {
    (DAY_ONE - 1 + day) * DAY_MS + ms
}

fn attributes(pairs: &[(&str, Value)]) -> Value {
    pairs
        .iter()
        .map(|(key, value)| {
            let value = match value {
                Value::String(text) => json!({ "stringValue": text }),
                Value::Bool(flag) => json!({ "boolValue": flag }),
                number => json!({ "intValue": number }),
            };
            json!({ "key": key, "value": value })
        })
        .collect()
}

struct Sender<'a> {
    database: &'a mut Database,
    token: IngestToken,
    who: Vec<(&'static str, Value)>,
    session: &'static str,
}

impl Sender<'_> {
    fn send(&mut self, signal: Signal, body: &Value) {
        let text = body.to_string();
        let thin = telemetry::thin(&otlp::decode(signal, Encoding::Json, text.as_bytes()).unwrap(), TODAY);
        assert_eq!(thin.refused.message, "");
        let arrival = Arrival { day: TODAY, signal, body: text.as_bytes() };
        self.database.batch(&ingest::plan(&self.token, &thin, arrival));
    }

    fn resource(&self) -> Value {
        let mut pairs = vec![("service.name", json!("claude-code"))];
        pairs.extend(self.who.iter().cloned());
        json!({ "attributes": attributes(&pairs) })
    }

    fn event(&mut self, name: &str, unix_ms: i64, sequence: i64, more: &[(&str, Value)]) {
        let mut pairs = vec![
            ("event.name", json!(name)),
            ("event.sequence", json!(sequence)),
            ("session.id", json!(self.session)),
        ];
        pairs.extend_from_slice(more);
        let record =
            json!({ "timeUnixNano": (unix_ms * 1_000_000).to_string(), "attributes": attributes(&pairs) });
        let body = json!({ "resourceLogs": [{ "resource": self.resource(), "scopeLogs": [{
            "scope": { "name": "com.anthropic.claude_code.events" }, "logRecords": [record] }] }] });
        self.send(Signal::Logs, &body);
    }

    fn request(&mut self, unix_ms: i64, sequence: i64, tokens: i64) {
        let more = [
            ("model", json!("claude-opus-5-5")),
            ("input_tokens", json!(tokens)),
            ("cost_usd_micros", json!(tokens)),
        ];
        self.event("api_request", unix_ms, sequence, &more);
    }

    fn metric(
        &mut self,
        name: &str,
        temporality: i32,
        start_ms: i64,
        unix_ms: i64,
        value: f64,
        more: &[(&str, Value)],
    ) {
        let mut pairs = vec![("session.id", json!(self.session))];
        pairs.extend_from_slice(more);
        let nanos = |ms: i64| (ms * 1_000_000).to_string();
        let point = json!({ "startTimeUnixNano": nanos(start_ms), "timeUnixNano": nanos(unix_ms),
            "asDouble": value, "attributes": attributes(&pairs) });
        let body = json!({ "resourceMetrics": [{ "resource": self.resource(), "scopeMetrics": [{
            "scope": { "name": "com.anthropic.claude_code" },
            "metrics": [{ "name": name, "sum": { "aggregationTemporality": temporality, "dataPoints": [point] } }] }] }] });
        self.send(Signal::Metrics, &body);
    }
}

fn sender(database: &mut Database) -> Sender<'_> {
    let token = database.org(1);
    Sender { database, token, who: vec![("user.email", json!("mia@example.org"))], session: "s-1" }
}

/// `day, column` of every row of the daily table where the column is not zero.
fn days(database: &Database, column: &str) -> Vec<(i64, i64)> {
    let sql = format!(
        "SELECT day, sum({column}) FROM daily WHERE user >= 0 GROUP BY day HAVING sum({column}) <> 0 ORDER BY day"
    );
    let mut statement = database.0.prepare(&sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)? - DAY_ONE + 1, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn late_data_lands_in_its_own_day() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    mia.request(at(5, 1_000), 0, 500);
    mia.database.rollup();
    mia.request(at(1, DAY_MS - 1), 1, 100);
    mia.request(at(2, 0), 2, 20);
    mia.database.rollup();
    assert_eq!(days(&database, "input_tokens"), [(1, 100), (2, 20), (5, 500)]);
}

#[test]
fn a_growing_session_day_is_counted_as_it_stands() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    for sequence in 0..20 {
        mia.request(at(1, sequence * 1_000), sequence, 10);
        if sequence % 3 == 0 {
            mia.database.rollup();
        }
    }
    mia.database.rollup();
    assert_eq!(days(&database, "input_tokens"), [(1, 200)]);
    assert_eq!(days(&database, "requests"), [(1, 20)]);
    assert_eq!(days(&database, "cost_nanos"), [(1, 200_000)]);
}

#[test]
fn the_signal_that_saw_more_takes_over_and_nothing_is_added_up() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    let input = [("type", json!("input")), ("model", json!("claude-opus-5-5"))];
    mia.metric("claude_code.token.usage", 1, at(1, 0), at(1, 60_000), 300.0, &input);
    mia.database.rollup();
    assert_eq!(days(mia.database, "input_tokens"), [(1, 300)]);
    // Events of the same requests arrive one by one.
    mia.request(at(1, 10_000), 1, 200);
    mia.database.rollup();
    assert_eq!(days(mia.database, "input_tokens"), [(1, 300)], "metrics still saw more");
    mia.request(at(1, 20_000), 2, 150);
    mia.database.rollup();
    assert_eq!(days(mia.database, "input_tokens"), [(1, 350)], "now events did");
}

#[test]
fn what_a_metric_tells_after_midnight_is_not_counted_on_both_days() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    let input = [("type", json!("input")), ("model", json!("claude-opus-5-5"))];
    let fresh = [("start_type", json!("fresh"))];
    let model = [("model", json!("claude-opus-5-5"))];
    // A session that begins 40 s before midnight; the metrics of that time are exported 20 s after it.
    mia.request(at(2, -40_000), 0, 100);
    mia.request(at(2, -10_000), 1, 30);
    mia.request(at(2, 30_000), 2, 7);
    for (name, first, second, more) in [
        ("claude_code.token.usage", 130.0, 7.0, &input[..]),
        ("claude_code.cost.usage", 130e-6, 7e-6, &model[..]),
        ("claude_code.session.count", 1.0, 0.0, &fresh[..]),
    ] {
        mia.metric(name, 1, at(2, -40_000), at(2, 20_000), first, more);
        mia.metric(name, 1, at(2, 20_000), at(2, 80_000), second, more);
    }
    mia.database.rollup();
    assert_eq!(days(mia.database, "input_tokens"), [(1, 130), (2, 7)]);
    assert_eq!(days(mia.database, "cost_nanos"), [(1, 130_000), (2, 7_000)]);
    assert_eq!(days(mia.database, "sessions"), [(1, 1)]);
    // What only metrics saw counts nevertheless.
    mia.metric("claude_code.token.usage", 1, at(2, 80_000), at(2, 140_000), 500.0, &input);
    mia.database.rollup();
    assert_eq!(days(&database, "input_tokens"), [(1, 130), (2, 637)]);
}

#[test]
fn a_model_that_only_a_beaten_signal_told_is_gone_again() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    let input = [("type", json!("input")), ("model", json!("claude-haiku-5-5"))];
    mia.metric("claude_code.token.usage", 1, at(1, 0), at(1, 60_000), 5.0, &input);
    mia.database.rollup();
    mia.request(at(1, 10_000), 1, 200);
    mia.database.rollup();
    let models = database
        .rows("SELECT w.text FROM daily AS d JOIN word AS w ON w.word_id = d.model WHERE d.input_tokens > 0 AND d.user >= 0");
    assert_eq!(models.len(), 1);
    assert_eq!(days(&database, "input_tokens"), [(1, 200)]);
}

#[test]
fn totals_since_a_start_are_split_over_the_days() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    let cumulative = |mia: &mut Sender<'_>, start, time, value| {
        mia.metric("claude_code.commit.count", 2, start, time, value, &[]);
    };
    let start = at(1, 1_000);
    cumulative(&mut mia, start, at(1, 60_000), 1.0);
    cumulative(&mut mia, start, at(1, 120_000), 4.0);
    // The same total again, and an export that was overtaken.
    cumulative(&mut mia, start, at(1, 180_000), 4.0);
    cumulative(&mut mia, start, at(1, 90_000), 3.0);
    // Nothing on the second day; the laptop slept.
    cumulative(&mut mia, start, at(3, 60_000), 6.0);
    // A resumed process starts from nothing.
    cumulative(&mut mia, at(3, 100_000), at(3, 160_000), 2.0);
    mia.database.rollup();
    assert_eq!(days(&database, "commits"), [(1, 4), (3, 4)]);
}

#[test]
fn late_totals_of_an_earlier_day_correct_the_later_ones() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    let start = at(1, 1_000);
    mia.metric("claude_code.commit.count", 2, start, at(3, 60_000), 6.0, &[]);
    mia.database.rollup();
    assert_eq!(days(mia.database, "commits"), [(3, 6)]);
    mia.metric("claude_code.commit.count", 2, start, at(1, 60_000), 4.0, &[]);
    mia.database.rollup();
    assert_eq!(days(&database, "commits"), [(1, 4), (3, 2)]);
}

#[test]
fn what_is_too_old_is_deleted_and_its_figures_stay() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    mia.database.0.execute("UPDATE org SET raw_days = 10, daily_days = 20", []).unwrap();
    // TODAY is the 33rd day.
    for day in [5, 15, 23, 24] {
        mia.session = ["a", "b", "c", "d"][[5, 15, 23, 24].iter().position(|d| *d == day).unwrap()];
        mia.request(at(day, 1_000), 0, 10);
        mia.metric("claude_code.commit.count", 1, at(day, 0), at(day, 1_000), 1.0, &[]);
    }
    mia.database.0.execute("UPDATE org SET raw_days = 100000", []).unwrap();
    mia.database.rollup();
    mia.database.0.execute("UPDATE org SET raw_days = 10", []).unwrap();
    let kept = |database: &Database| {
        ["event", "metric", "session_day", "session", "daily", "tally"].map(|table| {
            let sql = match table {
                "session" => "SELECT count(*) FROM session".to_owned(),
                _ => format!("SELECT count(DISTINCT day) FROM {table}"),
            };
            database.number(&sql)
        })
    };
    assert_eq!(kept(mia.database), [4, 4, 4, 4, 4, 4]);
    // In bounded steps.
    let first: usize = mia.database.batch(&rollup::prune(1, TODAY)).iter().sum();
    assert!((1..=20).contains(&first), "{first}");
    while mia.database.batch(&rollup::prune(1, TODAY)).iter().sum::<usize>() > 0 {}
    assert_eq!(kept(mia.database), [1, 1, 1, 1, 3, 3]);
    // A record of a day whose rows are gone, sent again, adds nothing to what was counted.
    mia.session = "b";
    mia.request(at(15, 1_000), 0, 10);
    mia.request(at(15, 2_000), 1, 10);
    assert_eq!(mia.database.rollup(), 2, "looked at, and once more");
    while mia.database.batch(&rollup::prune(10, TODAY)).iter().sum::<usize>() > 0 {}
    assert_eq!(kept(mia.database)[0], 1);
    assert_eq!(days(&database, "input_tokens"), [(15, 10), (23, 10), (24, 10)]);
}

#[test]
fn made_up_names_do_not_stop_a_pass() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    // One session-day of more models, events and turns than anybody has; D1 takes texts of at most 2 MB.
    let records: Vec<Value> = (0..20_000_i64)
        .map(|number| {
            let pairs = [
                ("event.name", json!(if number % 2 == 0 { "api_request".to_owned() } else { format!("new_{number}") })),
                ("event.sequence", json!(number)),
                ("session.id", json!("s-1")),
                ("prompt.id", json!(format!("{number:08x}-0000-4000-8000-000000000000"))),
                ("model", json!(format!("model-of-{number}-s"))),
                ("input_tokens", json!(1)),
            ];
            json!({ "timeUnixNano": (at(1, number) * 1_000_000).to_string(), "attributes": attributes(&pairs) })
        })
        .collect();
    let body = json!({ "resourceLogs": [{ "resource": mia.resource(), "scopeLogs": [{
        "scope": { "name": "com.anthropic.claude_code.events" }, "logRecords": records }] }] });
    mia.send(Signal::Logs, &body);
    mia.session = "s-2";
    mia.request(at(1, 1_000), 0, 7);
    mia.database.rollup();
    let longest = database.number("SELECT max(length(rows)) FROM session_day");
    assert!(longest < 1_000_000, "{longest}");
    let rows = |table: &str| database.number(&format!("SELECT count(*) FROM {table} WHERE user >= 0"));
    assert_eq!((rows("daily"), rows("turn")), (501, 2_000));
    assert!(rows("tally") < 2_100);
}

#[test]
fn a_session_s_figures_move_to_the_person_behind_it() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    mia.who = vec![("user.id", json!("a8e8c472"))];
    mia.request(at(1, 1_000), 0, 100);
    mia.database.rollup();
    mia.who = vec![("user.id", json!("a8e8c472")), ("user.email", json!("Mia@example.org"))];
    mia.request(at(1, 2_000), 1, 50);
    // A later anonymous record does not take it back.
    mia.who = vec![("user.id", json!("a8e8c472"))];
    mia.request(at(1, 3_000), 2, 7);
    mia.database.rollup();
    let mut statement = database
        .0
        .prepare("SELECT w.text, sum(d.input_tokens) FROM daily AS d JOIN word AS w ON w.word_id = d.user WHERE d.user >= 0 GROUP BY 1 HAVING sum(d.input_tokens) <> 0")
        .unwrap();
    let users: Vec<(String, i64)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert_eq!(users, [("mia@example.org".to_owned(), 157)]);
}

#[test]
fn the_agents_view_is_no_session() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    mia.metric(
        "claude_code.session.count",
        1,
        at(1, 0),
        at(1, 1),
        1.0,
        &[("start_type", json!("agents_view"))],
    );
    mia.event("managed_settings_resolved", at(1, 0), 0, &[]);
    mia.session = "s-2";
    mia.metric("claude_code.session.count", 1, at(1, 0), at(1, 1), 1.0, &[("start_type", json!("fresh"))]);
    mia.event("managed_settings_resolved", at(1, 0), 0, &[]);
    mia.database.rollup();
    assert_eq!(days(&database, "sessions"), [(1, 1)]);
}

#[test]
fn orgs_do_not_meet() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    mia.request(at(1, 1_000), 0, 100);
    mia.token = mia.database.org(2);
    mia.request(at(1, 1_000), 0, 100);
    mia.request(at(1, 2_000), 1, 1);
    mia.database.rollup();
    let of = |org: i64| {
        database.number(&format!("SELECT sum(input_tokens) FROM daily WHERE org_id = {org} AND user = -1"))
    };
    assert_eq!((of(1), of(2)), (100, 101));
}

#[test]
fn a_pass_that_is_cut_off_anywhere_is_made_up_by_the_next() {
    let statements = rollup::batch(2, Place::START, TODAY.0 * DAY_MS).statements;
    for cut in 0..=statements.len() {
        let mut database = Database::new();
        let mut mia = sender(&mut database);
        for session in ["a", "b", "c", "d", "e"] {
            mia.session = session;
            mia.request(at(1, 1_000), 0, 10);
        }
        mia.database.rollup();
        for session in ["a", "c", "e"] {
            mia.session = session;
            mia.request(at(1, 2_000), 1, 5);
        }
        // A batch is one transaction: what is cut off is undone.
        let transaction = mia.database.0.transaction().unwrap();
        for statement in &statements[..cut] {
            let values = statement.params.iter().map(|param| -> Box<dyn rusqlite::ToSql> {
                match param {
                    Param::Int(number) => Box::new(*number),
                    Param::Text(text) => Box::new(text.clone()),
                    Param::Null => Box::new(rusqlite::types::Null),
                }
            });
            let mut prepared = transaction.prepare(&statement.sql).unwrap();
            let mut rows = prepared.query(rusqlite::params_from_iter(values)).unwrap();
            while rows.next().unwrap().is_some() {}
        }
        transaction.rollback().unwrap();
        mia.database.rollup();
        assert_eq!(days(&database, "input_tokens"), [(1, 65)], "cut before statement {cut}");
        assert_eq!(database.number("SELECT count(*) FROM dirty"), 0);
    }
}

#[test]
fn more_than_one_batch_s_worth_is_folded_in_several() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    for number in 0..7 {
        mia.request(at(1 + number, 1_000), number, 1);
    }
    let mut behind = Place::START;
    let mut folded = Vec::new();
    loop {
        let places = mia.database.rollup_batch(3, behind);
        folded.push(places.len());
        let Some(last) = places.last() else { break };
        behind = *last;
    }
    assert_eq!(folded, [3, 3, 1, 0]);
    assert_eq!(days(&database, "requests").len(), 7);
}

#[test]
fn a_pass_goes_on_while_sessions_export() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    let sessions = ["a", "b", "c", "d", "e", "f", "g"];
    let all_export = |mia: &mut Sender<'_>, sequence| {
        for session in sessions {
            mia.session = session;
            mia.request(at(1, 1_000), sequence, 10);
        }
    };
    all_export(&mut mia, 0);
    let mut behind = Place::START;
    let mut seen = Vec::new();
    for sequence in 1..=3 {
        let places = mia.database.rollup_batch(3, behind);
        behind = *places.last().unwrap();
        seen.extend(places);
        all_export(&mut mia, sequence);
    }
    assert!(seen.is_sorted(), "{seen:?}");
    seen.dedup();
    assert_eq!(seen.len(), sessions.len(), "each of them once");
    // What came after its session was folded is the next pass's.
    for looked_at in [sessions.len(), sessions.len(), 0] {
        assert_eq!(mia.database.rollup_pass(3), looked_at);
    }
    assert_eq!(mia.database.number("SELECT count(*) FROM dirty"), 0);
    assert_eq!(days(&database, "input_tokens"), [(1, 4 * 7 * 10)]);
}

#[test]
fn what_comes_after_a_fold_without_a_mark_is_folded_by_the_next_pass() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    let marks = |database: &Database| {
        database.texts("SELECT CASE WHEN kept_ms IS NULL THEN 'to go' WHEN kept_ms = 0 THEN 'new' ELSE 'kept' END FROM dirty")
    };
    mia.request(at(1, 1_000), 0, 10);
    assert_eq!(marks(mia.database), ["new"]);
    assert_eq!(mia.database.rollup_pass(60), 1);
    assert_eq!(marks(mia.database), ["kept"]);
    // As an export that relies on the mark, which leaves it as it is.
    let kept_ms = mia.database.number("SELECT kept_ms FROM dirty");
    mia.request(at(1, 2_000), 1, 7);
    mia.database.0.execute("UPDATE dirty SET kept_ms = ?", [kept_ms]).unwrap();
    assert_eq!(mia.database.rollup_pass(60), 1);
    assert_eq!(days(mia.database, "input_tokens"), [(1, 17)]);
    assert_eq!(marks(mia.database), [""; 0]);
    // Marked again while it is kept, it is kept again.
    for sequence in [2, 3] {
        mia.request(at(1, 3_000), sequence, 1);
        assert_eq!(marks(mia.database), ["new"]);
        assert_eq!(mia.database.rollup_pass(60), 1);
        assert_eq!(marks(mia.database), ["kept"]);
    }
    assert_eq!(mia.database.rollup(), 1);
    assert_eq!(days(&database, "input_tokens"), [(1, 19)]);
}

#[test]
fn no_mark_is_kept_of_whom_is_to_be_erased() {
    let mut database = Database::new();
    let mut mia = sender(&mut database);
    mia.request(at(1, 1_000), 0, 10);
    mia.session = "another's";
    mia.who = vec![("user.email", json!("tom@example.org"))];
    mia.request(at(1, 1_000), 0, 10);
    database
        .0
        .execute(
            "INSERT INTO erasure (org_id, erasure_id, user, stand_in, asked_by, asked_ms)
             SELECT 1, 1, user, 0, '', 0 FROM session WHERE name <> 'another''s'",
            [],
        )
        .unwrap();
    assert_eq!(database.rollup_pass(60), 2);
    assert_eq!(
        database.texts("SELECT s.name FROM dirty AS d JOIN session AS s ON s.session_id = d.session"),
        ["another's"]
    );
}

#[test]
fn a_place_keeps_all_63_bits() {
    let json = format!("[7,20790,{}]", i64::MAX);
    let place = Place::try_from(json.clone()).unwrap();
    assert_eq!(Param::from(place), Param::Text(json));
    assert!(Place::START < place);
}

/// D1 queries of a pass: of deleting what is old, of one batch of folding, of an erasure. Each begins with the name of the
/// schema, which the first statement of folding names itself.
fn queries() -> [usize; 3] {
    let fold = rollup::batch(1, Place::START, TODAY.0 * DAY_MS).statements;
    assert!(fold[0].sql.contains(SCHEMA));
    [
        1 + rollup::prune(1, TODAY).len() + rollup::expire(1, 0).len() + [rollup::waiting()].len(),
        fold.len(),
        1 + rollup::erase(1, 0).len(),
    ]
}

#[test]
fn a_whole_pass_fits_one_invocation() {
    // 1,000 D1 queries (developers.cloudflare.com/workers/platform/limits).
    let [prune, fold, erase] = queries();
    let folds = usize::try_from(rollup::BATCHES_PER_PASS).unwrap() * fold;
    assert!(prune + folds + erase <= 1_000, "{prune} {folds} {erase}");
}

#[test]
fn a_pass_fits_the_free_plan() {
    // 50 D1 queries an invocation: two batches beside the pruning, 120 session-days in five minutes, which is more than its
    // rows written allow.
    let [prune, fold, erase] = queries();
    assert!(prune + 2 * fold <= 50, "{prune} {fold}");
    // Who is to be erased waits for a pass that one batch is enough for.
    assert!(prune + fold + erase <= 50, "{prune} {fold} {erase}");
}

#[test]
fn no_statement_reads_a_whole_hot_table() {
    let database = Database::new();
    for statement in rollup::batch(1, Place::START, TODAY.0 * DAY_MS).statements {
        let mut plan = database.0.prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sql)).unwrap();
        let values = (1..=plan.parameter_count()).map(|_| 1_i64);
        let steps: Vec<String> = plan
            .query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for step in &steps {
            for table in
                ["e", "s", "m", "d", "daily", "tally", "turn", "session", "session_day", "person", "word"]
            {
                assert_ne!(step, &format!("SCAN {table}"), "{steps:#?}");
            }
        }
        // Emptying a table is no plan.
        assert!(!steps.is_empty() || statement.sql.starts_with("DELETE FROM folded"));
    }
}

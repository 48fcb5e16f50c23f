//! Quality: what tallies add up to, on real SQLite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/api.rs"]
mod api;

use api::Database;
use serde_json::{Value, json};
use thinspan::api::filter::Filter;
use thinspan::api::quality::{Quality, QualityQuery, Row, statements};
use thinspan::api::usage::GroupBy;
use thinspan::auth::member::OrgId;
use thinspan::rollup::tally::{Fact, Signal, Tally, authority, decision};
use thinspan::telemetry::decision::Decider;
use thinspan::telemetry::time::Day;
use thinspan::telemetry::word::WordId;

const ORG: OrgId = OrgId::new(1);
const DAY: i64 = 20_777; // 2026-11-20
const MIA: &str = "mia@example.org";
const TOM: &str = "tom@example.org";
const OPUS: &str = "claude-opus-5-5";
const HAIKU: &str = "claude-haiku-5-5";

/// A row of one user and the same for everybody, as the rollup writes them.
fn tally(database: &Database, tally: Tally, name: &str, detail: i64, with: Value) {
    let mut row = json!({
        "org_id": 1, "tally": tally as i64, "day": DAY, "user": MIA, "source": 1, "name": name, "detail": detail, "count": 1
    });
    for (column, value) in with.as_object().unwrap() {
        row[column] = value.clone();
    }
    database.insert("tally", row.clone());
    row["user"] = json!(-1);
    row["cohort"] = json!(0);
    database.insert("tally", row);
}

fn daily(database: &Database, model: &str, with: Value) {
    let mut row = json!({"org_id": 1, "day": DAY, "user": MIA, "source": 1, "model": model});
    for (column, value) in with.as_object().unwrap() {
        row[column] = value.clone();
    }
    database.insert("daily", row.clone());
    row["user"] = json!(-1);
    row["cohort"] = json!(0);
    database.insert("daily", row);
}

fn database() -> Database {
    let database = Database::with_orgs();
    database.words(
        1,
        &[MIA, TOM, "Mia", OPUS, HAIKU, "Bash", "Edit", "Rust", "ShellError", "rate_limit", "PreToolUse"],
    );
    database.insert("person", json!({"org_id": 1, "user": MIA, "name": "Mia"}));
    database.insert("cohort", json!({"cohort_id": 5, "org_id": 1, "labels": "{\"team\":\"ml\"}"}));
    database.insert(
        "cohort",
        json!({"cohort_id": 6, "org_id": 1, "labels": "{\"team\":\"ml\",\"repository\":\"r\"}"}),
    );
    database
}

fn query(from: i64, to: i64, group_by: Option<GroupBy>) -> QualityQuery {
    QualityQuery { filter: Filter::days(Day(from), Day(to)), group_by }
}

fn quality(database: &Database, org: OrgId, query: &QualityQuery) -> Value {
    let rows: Vec<Vec<Row>> =
        statements(org, query).iter().map(|statement| database.read(statement)).collect();
    serde_json::to_value(Quality::new(query, &rows)).unwrap()
}

fn decide(database: &Database, tool: &str, decider: Decider, accepted: bool, with: Value) {
    tally(database, Tally::Decision, tool, decision(decider as i64, accepted), with);
}

#[test]
fn decisions_are_told_by_who_made_them() {
    let database = database();
    decide(&database, "Bash", Decider::UserTemporary, true, json!({"count": 3}));
    decide(&database, "Bash", Decider::UserTemporary, true, json!({"count": 2, "day": DAY + 1}));
    decide(&database, "Bash", Decider::UserReject, false, json!({"count": 1}));
    decide(&database, "Edit", Decider::Config, true, json!({"count": 90}));
    decide(&database, "Edit", Decider::Hook, false, json!({"count": 4}));
    tally(&database, Tally::Edit, "Rust", decision(Decider::UserPermanent as i64, true), json!({"count": 7}));
    let answer = quality(&database, ORG, &query(DAY, DAY + 1, None));
    let approvals = &answer["approvals"];
    assert_eq!(approvals["people"], json!({"accepted": 5, "rejected": 1, "rate": 0.8333}));
    assert_eq!(approvals["hooks"], json!({"accepted": 0, "rejected": 4, "rate": 0.0}));
    assert_eq!(approvals["automatic"]["accepted"], json!(90));
    assert_eq!(approvals["other"]["rate"], Value::Null);
    let tools: Vec<&Value> =
        approvals["by_tool"].as_array().unwrap().iter().map(|tool| &tool["tool"]).collect();
    assert_eq!(tools, ["Edit", "Bash"]);
    assert_eq!(approvals["by_tool"][1]["people"]["accepted"], json!(5));
    assert_eq!(
        approvals["by_decider"],
        json!([
            {"decider": "config", "accepted": 90, "rejected": 0},
            {"decider": "hook", "accepted": 0, "rejected": 4},
            {"decider": "user_temporary", "accepted": 5, "rejected": 0},
            {"decider": "user_reject", "accepted": 0, "rejected": 1},
        ])
    );
    // An edit may be told of as a decision about a tool, too: it is not added.
    assert_eq!(
        (&approvals["by_language"][0]["language"], &approvals["by_language"][0]["people"]["accepted"]),
        (&json!("Rust"), &json!(7))
    );
    assert_eq!(answer["series"][0]["approval_rate"], json!(0.75));
    assert_eq!((&answer["series"][1]["accepted"], &answer["series"][1]["rejected"]), (&json!(2), &json!(0)));
}

#[test]
fn tools_requests_and_hooks_say_how_often_and_how_long() {
    let database = database();
    tally(&database, Tally::ToolRun, "Bash", 1, json!({"count": 90, "total": 900, "buckets": "{\"23\":90}"}));
    tally(
        &database,
        Tally::ToolRun,
        "Bash",
        0,
        json!({"count": 10, "total": 100_000, "buckets": "{\"97\":10}"}),
    );
    tally(&database, Tally::ToolRun, "Edit", -1, json!({"count": 5}));
    tally(&database, Tally::ToolError, "ShellError", 0, json!({"count": 10}));
    tally(&database, Tally::ApiError, OPUS, 529, json!({"count": 2}));
    tally(&database, Tally::ApiError, HAIKU, 529, json!({"count": 1}));
    tally(&database, Tally::ApiError, OPUS, 0, json!({"count": 1}));
    tally(&database, Tally::ApiErrorClass, "rate_limit", 0, json!({"count": 3}));
    tally(&database, Tally::Refusal, OPUS, 0, json!({"count": 1}));
    tally(&database, Tally::Hook, "PreToolUse", 0, json!({"count": 7, "total": 70, "buckets": "{\"24\":7}"}));
    tally(&database, Tally::Hook, "PreToolUse", 1, json!({"count": 2}));
    tally(&database, Tally::Hook, "PreToolUse", 2, json!({"count": 1}));
    tally(&database, Tally::Turn, "", 0, json!({"count": 4, "total": 4000, "buckets": "{\"73\":4}"}));
    tally(&database, Tally::Waiting, "Bash", 1, json!({"count": 1, "total": 1000, "buckets": "{\"73\":1}"}));
    tally(&database, Tally::Authority, "", authority(Fact::Requests, Signal::Logs), json!({"count": 3}));
    tally(&database, Tally::Authority, "", authority(Fact::Requests, Signal::Traces), json!({"count": 1}));
    daily(&database, OPUS, json!({"requests": 30, "errors": 3, "retries": 6}));
    daily(&database, HAIKU, json!({"requests": 10, "errors": 1}));
    daily(&database, "", json!({"prompts": 4}));

    let answer = quality(&database, ORG, &query(DAY, DAY, None));
    assert_eq!(answer["relative_error"], json!(0.0476));
    let times = |count: u64, mean: u64, p50: u64, p95: u64, p99: u64| json!({"count": count, "mean_ms": mean, "p50_ms": p50, "p95_ms": p95, "p99_ms": p99});
    assert_eq!(
        answer["tools"],
        json!([
            {"tool": "Bash", "runs": 100, "failed": 10, "success_rate": 0.9, "time": times(100, 1009, 9, 9861, 9861)},
            {"tool": "Edit", "runs": 5, "failed": 0, "success_rate": null,
             "time": {"count": 0, "mean_ms": null, "p50_ms": null, "p95_ms": null, "p99_ms": null}},
        ])
    );
    assert_eq!(answer["tool_errors"], json!([{"class": "ShellError", "count": 10}]));
    let requests = &answer["requests"];
    assert_eq!(
        [
            &requests["answered"],
            &requests["failed"],
            &requests["retries"],
            &requests["refusals"],
            &requests["error_rate"]
        ],
        [&json!(40), &json!(4), &json!(6), &json!(1), &json!(0.0909)]
    );
    let models: Vec<&Value> =
        requests["by_model"].as_array().unwrap().iter().map(|model| &model["model"]).collect();
    assert_eq!(models, [OPUS, HAIKU]);
    assert_eq!(
        answer["api_errors"],
        json!({
            "by_status": [{"status": 529, "count": 3}, {"status": null, "count": 1}],
            "by_class": [{"class": "rate_limit", "count": 3}]
        })
    );
    assert_eq!(
        (&answer["hooks"][0]["runs"], &answer["hooks"][0]["blocked"], &answer["hooks"][0]["failed"]),
        (&json!(10), &json!(2), &json!(1))
    );
    assert_eq!(answer["turns"], json!({"count": 4, "time": times(4, 1000, 1001, 1001, 1001)}));
    assert_eq!(
        (&answer["waiting"]["p50_ms"], &answer["waiting"]["by_tool"][0]["tool"]),
        (&json!(1001), &json!("Bash"))
    );
    assert_eq!(answer["told_by"][0], json!({"fact": "requests", "logs": 3, "traces": 1, "metrics": 0}));
    assert_eq!(
        (&answer["totals"]["tool_runs"], &answer["totals"]["tool_success_rate"]),
        (&json!(105), &json!(0.9))
    );
}

#[test]
fn percentiles_are_of_all_buckets_together_and_told_by_day_and_model() {
    let database = database();
    let latency = |day: i64, model: &str, buckets: &str, total: i64| {
        tally(&database, Tally::Latency, model, 0, json!({"day": day, "buckets": buckets, "total": total}));
        daily(&database, model, json!({"day": day, "requests": 1}));
    };
    latency(DAY, OPUS, "{\"50\":1,\"60\":1}", 400);
    latency(DAY, HAIKU, "{\"40\":97}", 97 * 45);
    latency(DAY + 2, OPUS, "{\"60\":1}", 300);
    tally(&database, Tally::Ttft, OPUS, 0, json!({"buckets": "{\"30\":1}"}));
    let answer = quality(&database, ORG, &query(DAY, DAY + 2, None));
    let latency = &answer["requests"]["latency"];
    assert_eq!(
        (&latency["count"], &latency["p50_ms"], &latency["p99_ms"]),
        (&json!(100), &json!(43), &json!(290))
    );
    assert_eq!(latency["mean_ms"], json!(51));
    let series = answer["series"].as_array().unwrap();
    let days: Vec<&Value> = series.iter().map(|day| &day["latency"]["count"]).collect();
    assert_eq!(days, [&json!(99), &json!(0), &json!(1)]);
    assert_eq!((&series[0]["ttft"]["count"], &series[1]["latency"]["p50_ms"]), (&json!(1), &Value::Null));
    let models = answer["models_by_day"].as_array().unwrap();
    assert_eq!((&models[0]["model"], models[0]["series"].as_array().unwrap().len()), (&json!(OPUS), 2));
    assert_eq!(
        (&models[0]["series"][1]["day"], &models[0]["series"][1]["latency"]["p95_ms"]),
        (&json!("2026-11-22"), &json!(290))
    );
    assert_eq!(
        (&models[1]["model"], &models[1]["series"][0]["latency"]["count"]),
        (&json!(HAIKU), &json!(97))
    );
}

#[test]
fn groups_have_the_same_figures_as_the_whole() {
    let database = database();
    let run = |with: Value| tally(&database, Tally::ToolRun, "Bash", 1, with);
    run(json!({"count": 4, "cohort": 5, "buckets": "{\"10\":4}"}));
    tally(&database, Tally::ToolRun, "Edit", 0, json!({"count": 1, "cohort": 6, "buckets": "{\"20\":1}"}));
    tally(&database, Tally::ToolRun, "Bash", 0, json!({"count": 2, "user": TOM, "source": 3}));
    decide(&database, "Bash", Decider::UserReject, false, json!({"count": 1, "user": TOM, "source": 3}));
    tally(&database, Tally::Latency, OPUS, 0, json!({"cohort": 5, "buckets": "{\"60\":2}", "total": 600}));
    daily(&database, OPUS, json!({"cohort": 5, "requests": 2}));
    let groups = |group_by: GroupBy| {
        let answer = quality(&database, ORG, &query(DAY, DAY, Some(group_by)));
        assert_eq!(answer["totals"]["tool_runs"], json!(7));
        answer["groups"].as_array().unwrap().clone()
    };
    let figures = |group: &Value| {
        json!([
            group["key"],
            group["tool_runs"],
            group["tools_failed"],
            group["requests"],
            group["latency"]["count"]
        ])
    };
    let by_user = groups(GroupBy::User);
    assert_eq!(
        by_user.iter().map(figures).collect::<Vec<_>>(),
        [json!([MIA, 5, 1, 2, 2]), json!([TOM, 2, 2, 0, 0])]
    );
    assert_eq!((&by_user[0]["name"], &by_user[1]["name"]), (&json!("Mia"), &Value::Null));
    assert_eq!((&by_user[1]["people"]["rate"], &by_user[0]["tool_time"]["count"]), (&json!(0.0), &json!(5)));
    let team = GroupBy::Label { name: "team".to_owned(), stored: "team".to_owned() };
    assert_eq!(
        groups(team).iter().map(figures).collect::<Vec<_>>(),
        [json!(["ml", 5, 1, 2, 2]), json!(["", 2, 2, 0, 0])]
    );
    assert_eq!(groups(GroupBy::Model).iter().map(figures).collect::<Vec<_>>(), [json!([OPUS, 0, 0, 2, 2])]);
    assert_eq!(
        groups(GroupBy::Source).iter().map(figures).collect::<Vec<_>>(),
        [json!(["cli", 5, 1, 2, 2]), json!(["agent_sdk", 2, 2, 0, 0])]
    );
}

#[test]
fn the_range_before_is_told_when_asked_for() {
    let database = database();
    tally(
        &database,
        Tally::ToolRun,
        "Bash",
        1,
        json!({"day": DAY - 2, "count": 8, "buckets": "{\"10\":8}", "total": 16}),
    );
    tally(&database, Tally::ToolRun, "Bash", 0, json!({"day": DAY - 3, "count": 8}));
    daily(&database, OPUS, json!({"day": DAY - 2, "requests": 3, "errors": 1}));
    let mut asked = query(DAY - 1, DAY, None);
    assert_eq!(quality(&database, ORG, &asked)["previous"], Value::Null);
    asked.filter.compare = true;
    asked.group_by = Some(GroupBy::User);
    let answer = quality(&database, ORG, &asked);
    let previous = &answer["previous"];
    assert_eq!((&previous["tool_runs"], &previous["tool_success_rate"]), (&json!(16), &json!(0.5)));
    assert_eq!((&previous["error_rate"], &previous["tool_time"]["mean_ms"]), (&json!(0.25), &json!(2)));
    assert_eq!((&answer["totals"]["tool_runs"], &answer["groups"]), (&json!(0), &json!([])));
}

#[test]
fn one_org_never_sees_anothers_quality() {
    let database = database();
    tally(&database, Tally::ToolRun, "Bash", 1, json!({"org_id": 2, "count": 8}));
    daily(&database, OPUS, json!({"org_id": 2, "requests": 3}));
    let answer = quality(&database, ORG, &query(DAY, DAY, Some(GroupBy::User)));
    assert_eq!(
        (&answer["tools"], &answer["groups"], &answer["totals"]["requests"]),
        (&json!([]), &json!([]), &json!(0))
    );
    // Words are an org's own, too.
    let other = quality(&database, OrgId::new(2), &query(DAY, DAY, Some(GroupBy::User)));
    assert_eq!((&other["tools"][0]["tool"], &other["groups"][0]["key"]), (&json!(""), &json!("")));
}

#[test]
fn a_filter_narrows_it() {
    let database = database();
    tally(&database, Tally::ToolRun, "Bash", 1, json!({"count": 8, "cohort": 5}));
    tally(&database, Tally::ToolRun, "Bash", 1, json!({"count": 1, "user": TOM, "source": 3}));
    let runs = |change: fn(&mut Filter)| {
        let mut asked = query(DAY, DAY, None);
        change(&mut asked.filter);
        quality(&database, ORG, &asked)["totals"]["tool_runs"].clone()
    };
    assert_eq!(runs(|_| {}), json!(9));
    assert_eq!(runs(|filter| filter.users = vec![WordId::of(TOM)]), json!(1));
    assert_eq!(runs(|filter| filter.labels = [("team".to_owned(), vec!["ml".to_owned()])].into()), json!(8));
    // Tools have no model.
    assert_eq!(runs(|filter| filter.models = vec![WordId::of(OPUS)]), json!(0));
}

#[test]
fn nothing_that_grows_is_scanned() {
    let database = database();
    let mut asked = query(DAY, DAY, Some(GroupBy::User));
    asked.filter.compare = true;
    for statement in statements(ORG, &asked) {
        database.assert_seeks(
            &statement,
            &[
                ("t", "org_id=? AND tally=? AND day=? AND user>? AND user<?"),
                ("d", "org_id=? AND day=? AND user>? AND user<?"),
                ("word", "org_id=? AND word_id=?"),
            ],
        );
    }
}

//! Who is active, when, and with what.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use thinspan::api::activity::{self, Activity, HappenedRow, Range};
use thinspan::api::filter::Filter;
use thinspan::rollup::tally::{self, Signal, Tally};
use thinspan::telemetry::word::WordId;

use crate::rows::{Daily, MIA, OPUS, ORG, SONNET, TOM, Tallied, between, day, mia, november, tallied, tom};
use crate::sql::Database;

fn ask(database: &Database, filter: &Filter) -> Value {
    let statements = activity::statements(ORG, filter);
    let happened: Vec<HappenedRow> = database.read(&statements[0]);
    let ranges: Vec<Range> = statements[1..]
        .chunks(2)
        .map(|range| Range { days: database.read(&range[0]), people: database.read(&range[1]) })
        .collect();
    serde_json::to_value(Activity::new(filter, &happened, &ranges)).unwrap()
}

const USERS: [&str; 9] = ["", "a@x", "b@x", "c@x", "d@x", "e@x", "f@x", "g@x", "h@x"];

#[test]
fn active_users_are_those_that_a_naive_count_finds() {
    // Days without any pattern, some far apart; the users are ever busier.
    let mut random = 88_172_645_463_325_252_u64;
    let mut rows = Vec::new();
    let mut active: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
    let first = day("2026-08-01");
    for on in first..first + 150 {
        for (nth, user) in USERS.iter().enumerate() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            match random % 60 {
                n if n < nth as u64 * 2 + 1 => {
                    active.entry(user).or_default().insert(on);
                    let source = 1 + (random % 3) as i64;
                    rows.push(Daily { day: on, user, source, model: OPUS, ..mia(&[("requests", 1)]) });
                    rows.push(Daily { day: on, user, source, ..mia(&[("prompts", 1)]) });
                }
                // A session that was only opened, or a row that was corrected to zero, is no activity.
                59 => rows.push(Daily { day: on, user, ..mia(&[("sessions", 1)]) }),
                58 => rows.push(Daily { day: on, user, ..mia(&[]) }),
                _ => {}
            }
        }
    }
    let database = Database::with(&rows);
    let naive = |on: i64, length: i64| {
        active.values().filter(|days| days.range(on - length + 1..=on).next().is_some()).count()
    };
    for (from, to) in
        [("2026-08-01", "2026-12-31"), ("2026-09-15", "2026-10-14"), ("2026-11-05", "2026-11-05")]
    {
        let activity = ask(&database, &between(from, to));
        let series = activity["series"].as_array().unwrap();
        let (from, to) = (day(from), day(to));
        assert_eq!(series.len() as i64, to - from + 1);
        for (on, told) in (from..=to).zip(series) {
            let expected = [naive(on, 1), naive(on, 7), naive(on, 30)].map(|n| json!(n));
            assert_eq!([&told["dau"], &told["wau"], &told["mau"]], expected.each_ref(), "{}", told["day"]);
        }
        let in_range = |days: &BTreeSet<i64>| days.range(from..=to).count();
        assert_eq!(
            activity["totals"]["active_users"],
            json!(active.values().filter(|days| in_range(days) > 0).count())
        );
        for user in activity["users"].as_array().unwrap() {
            let days = active.get(user["user"].as_str().unwrap()).map_or(0, in_range);
            assert_eq!(user["active_days"], json!(days), "{user}");
        }
    }
}

#[test]
fn days_users_and_totals_tell_what_was_done() {
    let database = Database::with(&[
        Daily { model: OPUS, ..mia(&[("input_tokens", 1_000_000), ("requests", 2)]) },
        mia(&[("prompts", 3), ("sessions", 1), ("commits", 1), ("active_user_ms", 90_000)]),
        Daily { day: day("2026-11-02"), ..mia(&[("prompts", 1)]) },
        Daily { model: SONNET, ..tom(&[("output_tokens", 10), ("lines_added", 5)]) },
        Daily { day: day("2026-10-15"), user: "old@x", model: OPUS, ..mia(&[("requests", 1)]) },
    ]);
    database.person(MIA, "Mia M.");
    let activity = ask(&database, &Filter { compare: true, ..between("2026-11-01", "2026-11-04") });
    let users: Vec<Value> = activity["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| {
            json!([user["user"], user["name"], user["active_days"], user["last_day"], user["cost_usd"]])
        })
        .collect();
    assert_eq!(
        users,
        [json!([MIA, "Mia M.", 2, "2026-11-02", 4.0]), json!([TOM, null, 1, "2026-11-03", 0.0001])]
    );
    let days: Vec<Value> = activity["series"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| json!([day["dau"], day["wau"], day["mau"], day["prompts"], day["tokens"]]))
        .collect();
    assert_eq!(
        days,
        [
            json!([1, 1, 2, 3, 1_000_000]),
            json!([1, 1, 2, 1, 0]),
            json!([1, 2, 3, 0, 10]),
            json!([0, 2, 3, 0, 0])
        ]
    );
    let totals = &activity["totals"];
    assert_eq!(
        json!([
            totals["active_users"],
            totals["average_dau"],
            totals["wau"],
            totals["mau"],
            totals["stickiness"]
        ]),
        json!([2, 0.75, 2, 3, 0.3])
    );
    assert_eq!(
        json!([totals["prompts"], totals["commits"], totals["active_user_seconds"], totals["lines_added"]]),
        json!([4, 1, 90, 5])
    );
    assert_eq!(activity["previous"]["from"], json!("2026-10-28"));
    assert_eq!(activity["previous"]["totals"]["active_users"], json!(0));
    assert_eq!(activity["previous"]["totals"]["mau"], json!(1));
    let series = activity["previous"]["series"].as_array().unwrap();
    assert_eq!(series.first().unwrap()["day"], activity["previous"]["from"]);
    assert_eq!(series.last().unwrap()["day"], activity["previous"]["to"]);
    assert_eq!(series.last().unwrap()["mau"], activity["previous"]["totals"]["mau"]);

    let only_opus = Filter { models: vec![WordId::of(OPUS)], ..november() };
    let activity = ask(&database, &only_opus);
    assert_eq!(activity["totals"]["active_users"], json!(1));
    assert_eq!(activity["totals"]["prompts"], json!(null));
    assert_eq!(activity["series"][0]["sessions"], json!(null));
}

#[test]
fn what_happened_is_told_by_name() {
    let database = Database::with(&[]);
    let sunday = day("2026-11-01");
    database.tally(&[
        tallied(Tally::PromptHour, "", 23, 2, 0),
        Tallied { day: sunday + 7, user: TOM, ..tallied(Tally::PromptHour, "", 23, 3, 0) },
        Tallied { day: sunday + 1, ..tallied(Tally::PromptHour, "", 0, 5, 0) },
        tallied(Tally::SlashCommand, "compact", 0, 2, 0),
        tallied(Tally::SlashCommand, "clear", 0, 7, 0),
        tallied(Tally::Plugin, "lint", 1, 2, 0),
        tallied(Tally::Plugin, "lint", 2, 1, 0),
        tallied(Tally::Subagent, "Explore", 0, 4, 10_000),
        tallied(Tally::Hook, "PreToolUse", 0, 8, 80),
        tallied(Tally::Hook, "PreToolUse", 1, 1, 10),
        tallied(Tally::Hook, "PreToolUse", 2, 1, 11),
        tallied(Tally::Compaction, "auto", 1, 2, 3_000),
        tallied(Tally::Compaction, "auto", 0, 1, 0),
        tallied(Tally::Mention, "file", 1, 3, 0),
        tallied(Tally::Mention, "file", 0, 1, 0),
        tallied(Tally::AgentCost, "Explore", 0, 2, 1_500_000_000),
        tallied(Tally::AgentCost, "Plan", 0, 1, 2_500_000_000),
        tallied(Tally::Record, "claude_code.novelty", tally::record(Signal::Logs, 0), 6, 0),
        tallied(Tally::Record, "", tally::record(Signal::Logs, 1), 1000, 0),
        // Corrected to nothing.
        tallied(Tally::SlashCommand, "gone", 0, 0, 0),
    ]);
    database.tally_of(Tally::Skill, "pdf", "user-slash", 1);
    database.tally_of(Tally::Skill, "pdf", "claude-proactive", 2);
    database.tally_of(Tally::McpServer, "github", "connected", 3);
    database.tally_of(Tally::McpServer, "github", "failed", 1);
    database.tally_of(Tally::PermissionMode, "plan", "default", 2);
    database.tally_of(Tally::Version, "2.1.7", "linux", 4);
    database.tally_of(Tally::Version, "2.1.7", "darwin", 2);
    database.tally_of(Tally::Version, "2.1.6", "darwin", 1);

    let activity = ask(&database, &november());
    assert_eq!((&activity["hours"][6][23], &activity["hours"][0][0]), (&json!(5), &json!(5)));
    assert_eq!(activity["hours"].as_array().unwrap().len(), 7);
    let expected = json!({
        "slash_commands": [{ "name": "clear", "count": 7 }, { "name": "compact", "count": 2 }],
        "plugins": [{ "name": "lint", "loaded": 2, "installed": 1 }],
        "subagents": [{ "name": "Explore", "completed": 4, "mean_ms": 2500 }],
        "hooks": [{ "event": "PreToolUse", "runs": 10, "blocked": 1, "failed": 1, "mean_ms": 10 }],
        "compactions": [{ "trigger": "auto", "succeeded": 2, "failed": 1, "mean_ms": 1000 }],
        "mentions": [{ "kind": "file", "found": 3, "not_found": 1 }],
        "skills": [{
            "name": "pdf", "activations": 3,
            "triggers": [{ "name": "claude-proactive", "count": 2 }, { "name": "user-slash", "count": 1 }]
        }],
        "mcp_servers": [{ "name": "github", "connected": 3, "failed": 1, "disconnected": 0 }],
        "permission_modes": [{ "from": "default", "to": "plan", "count": 2 }],
        "versions": [
            {
                "version": "2.1.7", "sessions": 6,
                "systems": [{ "name": "linux", "count": 4 }, { "name": "darwin", "count": 2 }]
            },
            { "version": "2.1.6", "sessions": 1, "systems": [{ "name": "darwin", "count": 1 }] }
        ],
        "costs": {
            "agents": [
                { "name": "Plan", "requests": 1, "reported_cost_usd": 2.5 },
                { "name": "Explore", "requests": 2, "reported_cost_usd": 1.5 }
            ],
            "skills": [], "plugins": [], "mcp_servers": []
        },
        "records": [{ "name": "claude_code.novelty", "signal": "logs", "count": 6 }]
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(activity[field], *value, "{field}");
    }
    let mia = ask(&database, &Filter { users: vec![WordId::of(MIA)], ..november() });
    assert_eq!(mia["hours"][6][23], json!(2));
}

#[test]
fn an_empty_org_has_days_and_nothing_else() {
    let activity = ask(&Database::new(), &november());
    assert_eq!(activity["series"].as_array().unwrap().len(), 30);
    assert_eq!(activity["users"], json!([]));
    assert_eq!(
        json!([
            activity["totals"]["active_users"],
            activity["totals"]["stickiness"],
            activity["totals"]["average_dau"]
        ]),
        json!([0, null, 0.0])
    );
}

#[test]
fn activity_passes_the_daily_rows_once_and_seeks_everything_else() {
    let database = Database::new();
    for statement in activity::statements(ORG, &november()) {
        let text = database.plan(&statement).join("\n");
        let passes = text.matches("SEARCH d USING PRIMARY KEY").count()
            + text.matches("SEARCH t USING PRIMARY KEY (org_id=? AND tally").count();
        assert_eq!(passes, 1, "{text}");
        for table in ["d", "word", "name", "detail", "known", "person_name", "cohort"] {
            assert!(!text.lines().any(|step| step == format!("SCAN {table}")), "{table}\n{text}");
        }
    }
}

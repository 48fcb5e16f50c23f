//! What is used and what it costs.

use serde_json::{Value, json};
use thinspan::api::filter::Filter;
use thinspan::api::usage::{self, GroupBy, Row, Usage, UsageQuery};
use thinspan::auth::member::OrgId;
use thinspan::telemetry::time::Day;
use thinspan::telemetry::word::WordId;

use crate::rows::{
    Daily, HAIKU, MIA, OPUS, OPUS_4_7, ORG, SONNET, TOM, UNKNOWN, between, day, mia, november, tom,
};
use crate::sql::Database;

/// 2026-11-21
const TODAY: Day = Day(20_778);

fn ask(database: &Database, org: OrgId, query: &UsageQuery) -> Value {
    let results: Vec<Vec<Row>> =
        usage::statements(org, query).iter().map(|statement| database.read(statement)).collect();
    let stacks: Option<Vec<Row>> =
        usage::stacks(org, query, &results).map(|statement| database.read(&statement));
    serde_json::to_value(Usage::new(query, TODAY, &results, stacks.as_deref())).unwrap()
}

fn by(database: &Database, group_by: GroupBy) -> Value {
    ask(database, ORG, &UsageQuery::new(november(), group_by))
}

fn label(name: &str) -> GroupBy {
    GroupBy::Label { name: name.to_owned(), stored: name.trim_start_matches("label.").to_owned() }
}

fn groups<'a>(usage: &'a Value, figure: &str) -> Vec<(&'a str, Value)> {
    let groups = usage["groups"].as_array().unwrap();
    groups.iter().map(|group| (group["key"].as_str().unwrap(), group[figure].clone())).collect()
}

#[test]
fn cost_is_tokens_times_the_price_of_the_day() {
    type Case = (&'static str, i64, &'static str, &'static [(&'static str, i64)], f64);
    let cases: [Case; 14] = [
        (OPUS, 0, "2026-11-01", &[("input_tokens", 1_000_000)], 4.0),
        (OPUS, 0, "2026-11-01", &[("output_tokens", 1_000_000)], 20.0),
        (OPUS, 0, "2026-11-01", &[("cache_read_tokens", 1_000_000)], 0.2),
        (OPUS, 0, "2026-11-01", &[("cache_creation_tokens", 1_000_000)], 5.0),
        (
            OPUS,
            0,
            "2026-11-01",
            &[("cache_creation_tokens", 1_000_000), ("cache_creation_1h_tokens", 1_000_000)],
            8.0,
        ),
        (
            OPUS,
            0,
            "2026-11-01",
            &[("cache_creation_tokens", 1_000_000), ("cache_creation_1h_tokens", 400_000)],
            6.2,
        ),
        (OPUS, 1, "2026-11-01", &[("input_tokens", 1_000_000), ("output_tokens", 1_000_000)], 48.0),
        (SONNET, 0, "2026-10-06", &[("cache_read_tokens", 1_000_000)], 0.2),
        (SONNET, 0, "2026-10-07", &[("cache_read_tokens", 1_000_000)], 0.1),
        (HAIKU, 0, "2026-11-01", &[("input_tokens", 1)], 0.0),
        (HAIKU, 0, "2026-11-01", &[("input_tokens", 1_000_000)], 0.1),
        (HAIKU, 2, "2026-11-01", &[("input_tokens", 1_000_000)], 0.5),
        (OPUS_4_7, 1, "2026-07-24", &[("input_tokens", 1_000_000)], 30.0),
        (OPUS, 0, "2026-11-01", &[("requests", 1)], 0.0),
    ];
    for (model, rate, on, figures, usd) in cases {
        let database = Database::with(&[Daily { day: day(on), model, rate, ..mia(figures) }]);
        for group_by in [GroupBy::Day, GroupBy::User] {
            let usage = ask(&database, ORG, &UsageQuery::new(between(on, on), group_by));
            assert_eq!(usage["totals"]["cost_usd"], json!(usd), "{model} {rate} {on} {figures:?}");
            assert_eq!(usage["groups"][0]["cost_usd"], json!(usd), "{model} {rate} {on} {figures:?}");
            assert_eq!(usage["totals"]["unpriced_tokens"], json!(0), "{model} {rate} {on} {figures:?}");
        }
    }
}

#[test]
fn what_the_cache_saves_is_the_price_of_plain_input_less_its_own() {
    type Case = (&'static str, i64, &'static str, &'static [(&'static str, i64)], f64);
    let cases: [Case; 9] = [
        (OPUS, 0, "2026-11-01", &[("input_tokens", 1_000_000), ("output_tokens", 1_000_000)], 0.0),
        (OPUS, 0, "2026-11-01", &[("cache_read_tokens", 1_000_000)], 3.8),
        (OPUS, 0, "2026-11-01", &[("cache_creation_tokens", 1_000_000)], -1.0),
        (
            OPUS,
            0,
            "2026-11-01",
            &[("cache_creation_tokens", 1_000_000), ("cache_creation_1h_tokens", 400_000)],
            -2.2,
        ),
        (
            OPUS,
            0,
            "2026-11-01",
            &[
                ("cache_read_tokens", 2_000_000),
                ("cache_creation_tokens", 1_000_000),
                ("cache_creation_1h_tokens", 1_000_000),
            ],
            3.6,
        ),
        (OPUS, 1, "2026-11-01", &[("cache_read_tokens", 1_000_000)], 7.6),
        (SONNET, 0, "2026-10-06", &[("cache_read_tokens", 1_000_000)], 1.8),
        (SONNET, 0, "2026-10-07", &[("cache_read_tokens", 1_000_000)], 1.9),
        (UNKNOWN, 0, "2026-11-01", &[("cache_read_tokens", 1_000_000)], 0.0),
    ];
    for (model, rate, on, figures, usd) in cases {
        let database = Database::with(&[Daily { day: day(on), model, rate, ..mia(figures) }]);
        let usage = ask(&database, ORG, &UsageQuery::new(between(on, on), GroupBy::User));
        for figures in [&usage["totals"], &usage["series"][0], &usage["groups"][0]] {
            assert_eq!(figures["cache_savings_usd"], json!(usd), "{model} {rate} {on} {figures:?}");
        }
    }
    // Savings of one model and what another's writes cost are added up, at the org's own price where it has one.
    let database = Database::with(&[
        Daily { model: OPUS, ..mia(&[("cache_read_tokens", 1_000_000)]) },
        Daily { model: SONNET, ..mia(&[("cache_creation_tokens", 1_000_000)]) },
    ]);
    database
        .0
        .execute(
            "INSERT INTO price_override VALUES (1, ?1, 0, ?2, 0, 3000, 1, 1000, 1, 1, 'a', 0)",
            (OPUS, day("2026-11-01")),
        )
        .unwrap();
    let usage = by(&database, GroupBy::Model);
    assert_eq!(usage["totals"]["cache_savings_usd"], json!(1.5));
    assert_eq!(groups(&usage, "cache_savings_usd"), [(SONNET, json!(-0.5)), (OPUS, json!(2.0))]);
}

#[test]
fn tokens_without_a_price_are_told_and_cost_nothing() {
    let figures = &[
        ("input_tokens", 1),
        ("output_tokens", 20),
        ("cache_read_tokens", 300),
        ("cache_creation_tokens", 4000),
        ("cache_creation_1h_tokens", 4000),
    ];
    let cases = [
        ("an unknown model", UNKNOWN, 0, "2026-11-01"),
        ("before the model's launch", OPUS, 0, "2026-08-31"),
        ("a rate the model never had", HAIKU, 1, "2026-11-01"),
        ("a rate that is no more", OPUS_4_7, 1, "2026-07-25"),
        ("no model at all", "", 0, "2026-11-01"),
    ];
    for (name, model, rate, on) in cases {
        let database = Database::with(&[Daily { day: day(on), model, rate, ..mia(figures) }]);
        let usage = ask(&database, ORG, &UsageQuery::new(between(on, on), GroupBy::Model));
        assert_eq!(usage["totals"]["unpriced_tokens"], json!(4321), "{name}");
        assert_eq!(usage["totals"]["cost_usd"], json!(0.0), "{name}");
        assert_eq!(usage["totals"]["cache_creation_tokens"], json!(4000), "{name}");
    }
    let database = Database::with(&[Daily { model: OPUS, ..mia(figures) }]);
    database.0.execute("DELETE FROM word", []).unwrap();
    assert_eq!(by(&database, GroupBy::Model)["totals"]["unpriced_tokens"], json!(4321), "a missing word");
}

#[test]
fn an_org_s_own_price_goes_before_the_list_s_from_its_day_on() {
    let row = |on| Daily { day: day(on), model: OPUS, ..mia(&[("input_tokens", 1_000_000)]) };
    let days = ["2026-11-01", "2026-11-02", "2026-11-03"];
    let database = Database::with(&days.map(row));
    let mut add = database
        .0
        .prepare("INSERT INTO price_override VALUES (?1, ?2, 0, ?3, ?4, ?5, 1, 1, 1, 1, 'a', 0)")
        .unwrap();
    add.execute((1, OPUS, day("2026-11-02"), 0, 1000)).unwrap();
    add.execute((1, OPUS, day("2026-11-03"), 1, None::<i64>)).unwrap();
    add.execute((2, OPUS, day("2026-11-01"), 0, 7000)).unwrap();
    let usage = ask(&database, ORG, &UsageQuery::new(between(days[0], days[2]), GroupBy::Day));
    let costs: Vec<&Value> = usage["series"].as_array().unwrap().iter().map(|day| &day["cost_usd"]).collect();
    assert_eq!(costs, [&json!(4.0), &json!(1.0), &json!(4.0)]);
    // Days that are added up are priced as each was.
    let usage = ask(&database, ORG, &UsageQuery::new(between(days[0], days[2]), GroupBy::User));
    assert_eq!(groups(&usage, "cost_usd"), [(MIA, json!(9.0))]);
}

fn two_users() -> Database {
    let database = Database::with(&[
        Daily {
            model: OPUS,
            cohort: 1,
            ..mia(&[
                ("input_tokens", 1_000_000),
                ("requests", 3),
                ("retries", 2),
                ("cost_nanos", 4_100_000_000),
            ])
        },
        Daily { model: OPUS, rate: 1, ..mia(&[("input_tokens", 1_000_000), ("requests", 1)]) },
        mia(&[("prompts", 2), ("active_user_ms", 1_600), ("approvals", 3), ("rejections", 1)]),
        Daily { model: UNKNOWN, ..tom(&[("input_tokens", 7), ("requests", 5)]) },
        Daily { cohort: 2, ..tom(&[("prompts", 1), ("active_user_ms", 1_600)]) },
        // Outside the range, and another org's.
        Daily { day: day("2026-10-31"), ..mia(&[("prompts", 100)]) },
        Daily { day: day("2026-12-01"), ..mia(&[("prompts", 100)]) },
        Daily { org: 2, model: OPUS, ..mia(&[("input_tokens", 1_000_000), ("prompts", 100)]) },
    ]);
    database.cohort(1, r#"{"team":"ml"}"#);
    database.cohort(2, r#"{"team":"web","squad":"a"}"#);
    database.person(MIA, "Mia M.");
    database
}

#[test]
fn series_groups_and_totals_add_up_the_same_rows() {
    let database = two_users();
    let by_user = by(&database, GroupBy::User);
    let totals = &by_user["totals"];
    let expected = [
        ("requests", json!(9)),
        ("retries", json!(2)),
        ("prompts", json!(3)),
        ("approvals", json!(3)),
        ("rejections", json!(1)),
        ("cost_usd", json!(12.0)),
        ("reported_cost_usd", json!(4.1)),
        ("cost_difference_usd", json!(7.9)),
        ("unpriced_tokens", json!(7)),
        ("cache_hit_rate", json!(0.0)),
        ("active_user_seconds", json!(3)),
    ];
    for (figure, value) in expected {
        assert_eq!(totals[figure], value, "{figure}");
    }

    let series = by_user["series"].as_array().unwrap();
    assert_eq!(series.len(), 30);
    assert_eq!((&series[0]["day"], &series[0]["prompts"]), (&json!("2026-11-01"), &json!(2)));
    assert_eq!((&series[1]["day"], &series[1]["prompts"]), (&json!("2026-11-02"), &json!(0)));
    assert_eq!((&series[2]["day"], &series[2]["prompts"]), (&json!("2026-11-03"), &json!(1)));

    assert_eq!(groups(&by_user, "cost_usd"), [(MIA, json!(12.0)), (TOM, json!(0.0))]);
    assert_eq!(groups(&by_user, "requests"), [(MIA, json!(4)), (TOM, json!(5))]);
    assert_eq!(groups(&by_user, "name"), [(MIA, json!("Mia M.")), (TOM, json!(null))]);
    let by_model = by(&database, GroupBy::Model);
    assert_eq!(groups(&by_model, "requests"), [(OPUS, json!(4)), (UNKNOWN, json!(5)), ("", json!(0))]);
    assert_eq!(groups(&by_model, "prompts"), [(OPUS, json!(null)), (UNKNOWN, json!(null)), ("", json!(3))]);
    assert_eq!(
        groups(&by(&database, GroupBy::Source), "prompts"),
        [("cli", json!(2)), ("agent_sdk", json!(1))]
    );
    assert_eq!(
        groups(&by(&database, label("team")), "cost_usd"),
        [("", json!(8.0)), ("ml", json!(4.0)), ("web", json!(0.0))]
    );
    assert_eq!(groups(&by(&database, label("label.squad")), "prompts"), [("", json!(2)), ("a", json!(1))]);
    assert_eq!(
        groups(&by(&database, GroupBy::Day), "cost_usd"),
        [("2026-11-01", json!(12.0)), ("2026-11-03", json!(0.0))]
    );
    for group_by in [GroupBy::Model, GroupBy::Source, GroupBy::Day, label("team")] {
        assert_eq!(by(&database, group_by.clone())["totals"], *totals, "{group_by:?}");
        assert_eq!(by(&database, group_by)["series"], by_user["series"]);
    }
}

#[test]
fn a_filter_applies_to_everything_that_is_answered() {
    let database = two_users();
    let filter = Filter { models: vec![WordId::of(OPUS)], ..november() };
    let usage = ask(&database, ORG, &UsageQuery::new(filter, GroupBy::User));
    assert_eq!(usage["totals"]["requests"], json!(4));
    assert_eq!(usage["totals"]["prompts"], json!(null));
    assert_eq!(groups(&usage, "prompts"), [(MIA, json!(null))]);
    assert_eq!(usage["series"][1]["commits"], json!(null));

    let labels = [("team".to_owned(), vec!["web".to_owned()])].into();
    let usage = ask(&database, ORG, &UsageQuery::new(Filter { labels, ..november() }, GroupBy::Source));
    assert_eq!((&usage["totals"]["prompts"], &usage["totals"]["requests"]), (&json!(1), &json!(0)));
}

#[test]
fn the_dearest_groups_have_their_days() {
    let database = two_users();
    database.add(&[Daily {
        day: day("2026-11-02"),
        model: OPUS,
        ..mia(&[("input_tokens", 500_000), ("requests", 1)])
    }]);
    let query = UsageQuery { top: 1, ..UsageQuery::new(between("2026-11-01", "2026-11-03"), GroupBy::User) };
    let usage = ask(&database, ORG, &query);
    assert_eq!(
        usage["stacks"],
        json!([{ "key": MIA, "days": [
            { "day": "2026-11-01", "cost_usd": 12.0, "tokens": 2_000_000, "requests": 4 },
            { "day": "2026-11-02", "cost_usd": 2.0, "tokens": 500_000, "requests": 1 },
            { "day": "2026-11-03", "cost_usd": 0.0, "tokens": 0, "requests": 0 },
        ]}])
    );
    for group_by in [GroupBy::Model, GroupBy::Source, label("team")] {
        let usage =
            ask(&database, ORG, &UsageQuery { top: 20, ..UsageQuery::new(november(), group_by.clone()) });
        let keys: Vec<&Value> =
            usage["stacks"].as_array().unwrap().iter().map(|stack| &stack["key"]).collect();
        let expected: Vec<&Value> =
            usage["groups"].as_array().unwrap().iter().map(|group| &group["key"]).collect();
        assert_eq!(keys, expected, "{group_by:?}");
    }
    assert_eq!(by(&database, GroupBy::User).get("stacks"), None);
}

#[test]
fn the_range_before_can_be_compared() {
    let database = two_users();
    let filter = Filter { compare: true, ..between("2026-11-02", "2026-11-03") };
    let usage = ask(&database, ORG, &UsageQuery::new(filter, GroupBy::User));
    let previous = &usage["previous"];
    assert_eq!((&previous["from"], &previous["to"]), (&json!("2026-10-31"), &json!("2026-11-01")));
    assert_eq!(previous["totals"]["prompts"], json!(102));
    assert_eq!(groups(previous, "prompts"), [(MIA, json!(102))]);
    let by_day: Vec<_> = previous["series"].as_array().unwrap().iter().map(|day| &day["prompts"]).collect();
    assert_eq!(by_day, [&json!(100), &json!(2)]);
    assert_eq!(previous["series"][0]["day"], json!("2026-10-31"));
    let alone = ask(&database, ORG, &UsageQuery::new(between("2026-10-31", "2026-11-01"), GroupBy::User));
    assert_eq!(previous["series"], alone["series"]);
    assert_eq!(usage["totals"]["prompts"], json!(1));
}

#[test]
fn the_month_costs_what_its_days_cost_by_themselves() {
    let database = two_users();
    database.add(&[
        Daily { day: day("2026-11-02"), model: OPUS, ..mia(&[("output_tokens", 123_457)]) },
        Daily { day: day("2026-11-20"), model: OPUS, cohort: 1, ..tom(&[("input_tokens", 500_000)]) },
        Daily { day: day("2026-11-21"), model: SONNET, cohort: 2, ..tom(&[("input_tokens", 700_001)]) },
    ]);
    let labels = |team: &str| [("team".to_owned(), vec![team.to_owned()])].into();
    let filters = [
        november(),
        Filter { models: vec![WordId::of(OPUS)], ..november() },
        Filter { users: vec![WordId::of(TOM)], ..november() },
        Filter { labels: labels("ml"), ..november() },
        Filter { labels: labels("web"), compare: true, ..november() },
    ];
    for filter in filters {
        for (from, to) in [
            ("2026-10-25", "2026-11-21"),
            ("2026-11-01", "2026-11-21"),
            ("2026-11-15", "2026-11-21"),
            ("2026-11-21", "2026-11-21"),
        ] {
            for group_by in [GroupBy::Day, GroupBy::User] {
                let asked =
                    Filter { from: between(from, to).from, to: between(from, to).to, ..filter.clone() };
                let month = &ask(&database, ORG, &UsageQuery::new(asked.clone(), group_by))["month"];
                let cost = |to: &str| {
                    let days = between("2026-11-01", to);
                    let alone = Filter { from: days.from, to: days.to, compare: false, ..asked.clone() };
                    ask(&database, ORG, &UsageQuery::new(alone, GroupBy::Day))["totals"]["cost_usd"].clone()
                };
                assert_eq!(month["cost_usd"], cost(to), "{filter:?} {from}");
                assert_eq!((&month["from"], &month["to"]), (&json!("2026-11-01"), &json!(to)));
                // Twenty complete days, and nine that are left.
                let projected =
                    cost(to).as_f64().unwrap() + cost("2026-11-20").as_f64().unwrap() * 9.0 / 20.0;
                let difference = month["projected_cost_usd"].as_f64().unwrap() - projected;
                assert!(difference.abs() < 2e-6, "{filter:?} {from}: {difference}");
            }
        }
    }
    // There is a cost that the ranges above leave out, and each filter has some.
    assert_eq!(by(&database, GroupBy::Day)["month"]["cost_usd"], json!(17.869142));
}

#[test]
fn one_org_never_sees_another() {
    let database = Database::with(&[
        Daily { model: OPUS, ..mia(&[("input_tokens", 1_000_000)]) },
        Daily { org: 2, user: "eve@example.net", model: OPUS, ..mia(&[("input_tokens", 2_000_000)]) },
    ]);
    let query = UsageQuery::new(november(), GroupBy::User);
    let other = ask(&database, OrgId::new(2), &query);
    assert_eq!(groups(&other, "cost_usd"), [("eve@example.net", json!(8.0))]);
    assert_eq!(ask(&database, OrgId::new(3), &query)["totals"]["input_tokens"], json!(0));
}

#[test]
fn an_empty_org_has_zeros_for_every_day_and_no_groups() {
    for group_by in [GroupBy::Day, GroupBy::User, GroupBy::Model, GroupBy::Source, label("team")] {
        let usage = by(&Database::new(), group_by);
        assert_eq!(usage["series"].as_array().unwrap().len(), 30);
        assert_eq!(usage["groups"], json!([]));
        assert_eq!(usage["totals"]["requests"], json!(0));
    }
}

#[test]
fn rows_that_were_corrected_to_zero_are_no_group() {
    let database = Database::with(&[mia(&[]), tom(&[("prompts", 1)])]);
    assert_eq!(groups(&by(&database, GroupBy::User), "prompts"), [(TOM, json!(1))]);
}

#[test]
fn figures_beyond_measure_do_not_break_the_answer() {
    let huge = &[
        ("input_tokens", 1 << 53),
        ("output_tokens", 1 << 53),
        ("cache_read_tokens", 1 << 53),
        ("cache_creation_tokens", 1 << 53),
    ];
    let usage = by(&Database::with(&[Daily { model: OPUS, ..mia(huge) }]), GroupBy::Model);
    assert_eq!(usage["totals"]["input_tokens"], json!(1_u64 << 53));
    assert!(usage["totals"]["cost_usd"].as_f64().unwrap() > 1e9);
}

#[test]
fn usage_passes_the_daily_rows_once_and_seeks_everything_else() {
    let database = Database::new();
    for group_by in [GroupBy::Day, GroupBy::User, label("team")] {
        for statement in usage::statements(ORG, &UsageQuery::new(november(), group_by)) {
            let text = database.plan(&statement).join("\n");
            let passes =
                text.matches("SEARCH d USING PRIMARY KEY (org_id=? AND day=? AND user>? AND user<?)");
            assert_eq!(passes.count(), 1, "{text}");
            for table in ["d", "word", "person", "person_name", "cohort", "called LEFT-JOIN", "o", "x"] {
                assert!(!text.lines().any(|step| step == format!("SCAN {table}")), "{table}\n{text}");
            }
        }
    }
}

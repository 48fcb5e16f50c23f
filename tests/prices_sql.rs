//! Prices: the list's, the org's own, and what has none, on real SQLite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/api.rs"]
mod api;

use api::Database;
use serde_json::{Value, json};
use thinspan::api::filter::Filter;
use thinspan::api::prices::{Change, PriceList, PriceRow, Prices, UsdPerMillion, change, statements};
use thinspan::auth::email::Email;
use thinspan::auth::member::OrgId;
use thinspan::pricing::Rate;
use thinspan::telemetry::time::Day;
use thinspan::telemetry::word::WordId;

const ORG: OrgId = OrgId::new(1);
const TODAY: Day = Day(20_778); // 2026-11-21
const NOW: i64 = 1_795_231_800_000;

fn set(database: &Database, org: OrgId, model: &str, from: i64, usd: Option<f64>) -> Option<PriceRow> {
    let price = |usd: f64| UsdPerMillion::from_usd(usd).unwrap();
    let prices = usd.map(|usd| Prices {
        input: price(usd),
        output: price(usd * 5.0),
        cache_read: price(usd / 10.0),
        cache_creation_5m: price(usd * 1.25),
        cache_creation_1h: price(usd * 2.0),
    });
    let change_ = Change { model: model.to_owned(), rate: Rate::Standard, from: Day(from), prices };
    let [insert, _, reprice, _] = change(org, &change_, &Email::parse("admin@example.com").unwrap(), NOW);
    let stored = database.read(&insert).pop();
    database.run(&reprice);
    stored
}

fn answer(database: &Database, org: OrgId) -> Value {
    answer_to(database, org, &Filter::days(Day(TODAY.0 - 89), TODAY))
}

fn answer_to(database: &Database, org: OrgId, filter: &Filter) -> Value {
    let [list, own, unpriced] = statements(org, filter);
    let list = PriceList::new(TODAY, &database.read(&list), &database.read(&own), database.read(&unpriced));
    serde_json::to_value(list).unwrap()
}

fn of<'a>(answer: &'a Value, model: &str, rate: &str) -> &'a Value {
    let prices = answer["prices"].as_array().unwrap();
    prices.iter().find(|price| price["model"] == model && price["rate"] == rate).unwrap()
}

#[test]
fn every_list_price_is_shown_with_its_dates() {
    let database = Database::with_orgs();
    let answer = answer(&database, ORG);
    let rows: usize =
        answer["prices"].as_array().unwrap().iter().map(|p| p["list"].as_array().unwrap().len()).sum();
    assert_eq!(rows as i64, database.number("SELECT count(*) FROM price"));
    let sonnet = of(&answer, "claude-sonnet-5-5", "standard");
    assert_eq!(sonnet["in_force"]["cache_read"], json!(0.1));
    assert_eq!(sonnet["in_force"]["from"], json!("2026-10-07"));
    assert_eq!(sonnet["list"][0]["prices"]["cache_read"], json!(0.2));
    // Fast mode of Opus 4.7 is no more.
    let gone = of(&answer, "claude-opus-4-7", "fast");
    assert_eq!((&gone["in_force"], &gone["list"][1]["prices"]), (&Value::Null, &Value::Null));
}

#[test]
fn an_own_price_is_in_force_from_its_day_until_it_follows_the_list_again() {
    let database = Database::with_orgs();
    let stored = set(&database, ORG, "claude-opus-5-5", TODAY.0, Some(3.6)).unwrap();
    assert_eq!((stored.created_by.as_str(), stored.created_ms), ("admin@example.com", NOW));
    let shown = answer(&database, ORG);
    let opus = of(&shown, "claude-opus-5-5", "standard");
    assert_eq!((&opus["in_force"]["source"], &opus["in_force"]["input"]), (&json!("own"), &json!(3.6)));
    assert_eq!(opus["own"].as_array().unwrap().len(), 1);
    // Of the same day, the last one counts.
    set(&database, ORG, "claude-opus-5-5", TODAY.0, None).unwrap();
    let shown = answer(&database, ORG);
    let opus = of(&shown, "claude-opus-5-5", "standard");
    assert_eq!(opus["in_force"]["source"], json!("list"));
    assert_eq!((&opus["own"][0]["follows_list"], &opus["own"][0]["prices"]), (&json!(true), &Value::Null));
    assert_eq!(opus["own"].as_array().unwrap().len(), 1);
}

#[test]
fn a_model_in_use_without_a_price_is_told_with_its_tokens() {
    let database = Database::with_orgs();
    database.words(1, &["somebody-elses", "claude-opus-5-5", "claude-opus-4-7"]);
    let daily = |day: i64, user: i64, model: &str, rate: i64, tokens: i64| {
        let row = json!({
            "org_id": 1, "day": day, "user": user, "source": 1, "model": model, "rate": rate,
            "input_tokens": tokens, "output_tokens": 1, "cache_read_tokens": 2, "cache_creation_tokens": 3
        });
        database.insert("daily", row);
    };
    daily(TODAY.0, -1, "somebody-elses", 0, 100);
    daily(TODAY.0 - 3, -1, "somebody-elses", 0, 200);
    daily(TODAY.0, 7, "somebody-elses", 0, 100); // one person's share of the first
    daily(TODAY.0 - 89, -1, "claude-opus-4-7", 1, 1); // has not been priced since July
    daily(TODAY.0 - 90, -1, "claude-opus-4-7", 3, 1); // too long ago
    daily(TODAY.0, -1, "claude-opus-5-5", 0, 5);
    let shown = answer(&database, ORG);
    assert_eq!(
        shown["unpriced"],
        json!([
            {"model": "somebody-elses", "rate": "standard", "tokens": 312, "last_day": "2026-11-21"},
            {"model": "claude-opus-4-7", "rate": "fast", "tokens": 7, "last_day": "2026-08-24"},
        ])
    );
    let of = |filter: Filter| answer_to(&database, ORG, &filter)["unpriced"].clone();
    let today = || Filter::days(TODAY, TODAY);
    let other = WordId::of("claude-opus-4-7");
    assert_eq!(of(Filter { models: vec![other], ..today() }), json!([]));
    assert_eq!(of(today()).as_array().unwrap().len(), 1);
    set(&database, ORG, "somebody-elses", TODAY.0 - 3, Some(1.0)).unwrap();
    assert_eq!(answer(&database, ORG)["unpriced"].as_array().unwrap().len(), 1);
    assert_eq!(answer(&database, OrgId::new(2))["unpriced"], json!([]));
}

#[test]
fn one_org_never_sees_or_changes_anothers_prices() {
    let database = Database::with_orgs();
    set(&database, OrgId::new(2), "claude-opus-5-5", TODAY.0, Some(1.0)).unwrap();
    let shown = answer(&database, ORG);
    let opus = of(&shown, "claude-opus-5-5", "standard");
    assert_eq!((&opus["in_force"]["source"], &opus["own"]), (&json!("list"), &json!([])));
}

#[test]
fn the_turns_of_the_days_from_then_on_are_priced_again() {
    let database = Database::with_orgs();
    for (org, day, trace, session) in
        [(1, 20_776, 1, 5), (1, 20_777, 1, 5), (1, 20_777, 2, 5), (1, 20_778, 3, 6), (2, 20_778, 3, 6)]
    {
        database.insert(
            "turn",
            json!({"org_id": org, "day": day, "trace": trace, "session": session, "usage": "[]"}),
        );
    }
    set(&database, ORG, "claude-opus-5-5", 20_777, Some(1.0)).unwrap();
    assert_eq!(database.number("SELECT count(*) FROM dirty"), 2);
    assert_eq!(database.number("SELECT count(*) FROM dirty WHERE org_id = 1 AND day >= 20777"), 2);
    // Once more: they are marked already.
    set(&database, ORG, "claude-opus-5-5", 20_777, Some(2.0)).unwrap();
    assert_eq!(database.number("SELECT count(*) FROM dirty"), 2);
}

#[test]
fn an_org_has_a_bounded_number_of_prices() {
    let database = Database::with_orgs();
    for day in 0..1000 {
        assert!(set(&database, ORG, "m", TODAY.0 + day, Some(1.0)).is_some());
    }
    assert_eq!(set(&database, ORG, "m", TODAY.0 + 1000, Some(1.0)), None);
    assert!(set(&database, ORG, "m", TODAY.0 + 999, Some(2.0)).is_some());
    assert!(set(&database, OrgId::new(2), "m", TODAY.0, Some(2.0)).is_some());
}

#[test]
fn nothing_that_grows_is_scanned() {
    let database = Database::with_orgs();
    let [_, own, unpriced] = statements(ORG, &Filter::days(Day(TODAY.0 - 89), TODAY));
    database.assert_seeks(&own, &[("price_override", "org_id=?")]);
    database.assert_seeks(
        &unpriced,
        &[("d", "org_id=? AND day=? AND user>? AND user<?"), ("word", "org_id=? AND word_id=?")],
    );
    let change_ = Change { model: "m".to_owned(), rate: Rate::Fast, from: TODAY, prices: None };
    let [insert, _, reprice, _] = change(ORG, &change_, &Email::parse("a@example.com").unwrap(), NOW);
    database.assert_seeks(&insert, &[("price_override", "org_id=?")]);
    database.assert_seeks(&reprice, &[("turn", "org_id=? AND day>?")]);
}

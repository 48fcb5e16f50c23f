//! The API's statements on real SQLite with the real migrations.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/sql.rs"]
mod sql;

use serde_json::Value;

use sql::Database;
use thinspan::api::day as iso_day;
use thinspan::api::ingest_tokens::{self, TokenRow};
use thinspan::api::me::{self, Progress};
use thinspan::auth::email::Email;
use thinspan::auth::ingest_token::IngestToken;
use thinspan::auth::member::{Member, OrgId, Role};
use thinspan::pricing::{normalise, rate};

const NOW: i64 = 1_795_231_800_000;
const DAY: i64 = 24 * 60 * 60_000;
const ORG: OrgId = OrgId::new(1);

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn day(text: &str) -> i64 {
    iso_day::parse(text).unwrap().0
}

// ---- prices ----

#[test]
fn prices_are_those_of_the_list() {
    // USD per million tokens, as published: input, output, cache read, 5 minutes' and 1 hour's cache creation.
    let cases: [(&str, i64, &str, [f64; 5]); 20] = [
        ("claude-fable-5-1", 0, "2026-11-21", [10.0, 50.0, 0.25, 12.5, 20.0]),
        ("claude-mythos-5", 0, "2026-06-09", [10.0, 50.0, 1.0, 12.5, 20.0]),
        ("claude-opus-5-5", 0, "2026-11-21", [4.0, 20.0, 0.2, 5.0, 8.0]),
        ("claude-opus-5-5", 1, "2026-11-21", [8.0, 40.0, 0.4, 10.0, 16.0]),
        ("claude-opus-5", 1, "2026-07-24", [10.0, 50.0, 1.0, 12.5, 20.0]),
        ("claude-opus-4-7", 1, "2026-07-24", [30.0, 150.0, 3.0, 37.5, 60.0]),
        ("claude-opus-4-6", 1, "2026-02-16", [15.0, 75.0, 1.5, 18.75, 30.0]),
        ("claude-opus-4-6", 1, "2026-06-25", [30.0, 150.0, 3.0, 37.5, 60.0]),
        ("claude-opus-4-6", 1, "2026-06-26", [5.0, 25.0, 0.5, 6.25, 10.0]),
        ("claude-opus-4-6", 2, "2026-03-13", [10.0, 37.5, 1.0, 12.5, 20.0]),
        ("claude-opus-4-6", 2, "2026-03-14", [5.0, 25.0, 0.5, 6.25, 10.0]),
        ("claude-opus-4-6", 3, "2026-03-15", [60.0, 225.0, 6.0, 75.0, 120.0]),
        ("claude-sonnet-5-5", 0, "2026-10-06", [2.0, 10.0, 0.2, 2.5, 4.0]),
        ("claude-sonnet-5-5", 0, "2026-10-07", [2.0, 10.0, 0.1, 2.5, 4.0]),
        ("claude-sonnet-4-5", 2, "2026-03-30", [6.0, 22.5, 0.6, 7.5, 12.0]),
        ("claude-sonnet-4-5", 2, "2026-03-31", [3.0, 15.0, 0.3, 3.75, 6.0]),
        ("claude-haiku-5-5", 0, "2026-11-21", [0.1, 0.5, 0.01, 0.125, 0.2]),
        ("claude-haiku-5-5", 2, "2026-11-21", [0.5, 2.5, 0.05, 0.625, 1.0]),
        ("claude-haiku-4-5", 0, "2026-11-21", [1.0, 5.0, 0.1, 1.25, 2.0]),
        ("claude-3-haiku", 0, "2025-12-01", [0.25, 1.25, 0.03, 0.3, 0.5]),
    ];
    let database = Database::new();
    for (model, rate, on, usd) in cases {
        let prices: [i64; 5] = database
            .0
            .query_row(
                "SELECT input, output, cache_read, cache_creation_5m, cache_creation_1h FROM price
                 WHERE model = ?1 AND rate = ?2 AND from_day <= ?3 ORDER BY from_day DESC LIMIT 1",
                (model, rate, day(on)),
                |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]),
            )
            .unwrap();
        assert_eq!(prices, usd.map(|usd| (usd * 1000.0).round() as i64), "{model} {rate} {on}");
    }
}

#[test]
fn the_dates_in_the_comments_are_the_days_in_the_rows() {
    let seed = include_str!("../migrations/0003_prices.sql");
    let rows: Vec<&str> = seed.lines().filter(|line| line.starts_with("  ('")).collect();
    assert_eq!(i64::try_from(rows.len()).unwrap(), Database::new().number("SELECT count(*) FROM price"));
    for row in rows {
        let number = row.split(',').nth(2).unwrap().trim();
        let date = row.rsplit("-- ").next().unwrap();
        assert_eq!(number, day(date).to_string(), "{row}");
    }
}

#[test]
fn every_priced_model_is_named_as_rows_name_it_and_every_tier_is_one_that_rows_can_have() {
    let database = Database::new();
    let mut prepared = database.0.prepare("SELECT DISTINCT model, rate FROM price").unwrap();
    let rows: Vec<(String, i64)> =
        prepared.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    for (model, stored) in &rows {
        assert_eq!(normalise(model), *model);
        let reachable = [(false, 0), (true, 0), (false, 1_000_000), (true, 1_000_000)]
            .map(|(fast, prompt_tokens)| rate(model, fast, prompt_tokens).code());
        assert!(reachable.contains(stored), "{model} {stored}");
    }
    // And a model that has a long-prompt tier has a price for it.
    for (model, _) in &rows {
        let long = rate(model, false, 1_000_000).code();
        assert!(rows.contains(&(model.clone(), long)), "{model} {long}");
    }
}

// ---- ingest tokens ----

#[test]
fn a_new_token_revokes_the_one_before_and_no_other_orgs() {
    let database = Database::new();
    database
        .0
        .execute(
            "INSERT INTO org (org_id, name, created_ms) VALUES (1, 'example.com', 0), (2, 'example.net', 0)",
            [],
        )
        .unwrap();
    let other = IngestToken::generate([3; 20]);
    let first = IngestToken::generate([1; 20]);
    let second = IngestToken::generate([2; 20]);
    let admin = email("admin@example.com");
    for (org, token, at) in [(OrgId::new(2), &other, NOW), (ORG, &first, NOW), (ORG, &second, NOW + DAY)] {
        database.batch::<Value>(&ingest_tokens::replace(org, token, "", &admin, at));
    }

    let in_force = |token: &IngestToken| -> Option<i64> {
        database
            .0
            .query_row(
                "SELECT org_id FROM ingest_token WHERE token_hash = unhex(?1) AND revoked_ms IS NULL",
                [token.hash_hex()],
                |row| row.get(0),
            )
            .ok()
    };
    assert_eq!([in_force(&other), in_force(&first), in_force(&second)], [Some(2), None, Some(1)]);

    let listed: Vec<TokenRow> = database.read(&ingest_tokens::all(ORG));
    let row = |token: &IngestToken, created_ms, revoked_ms| TokenRow {
        hint: token.hint().to_owned(),
        name: String::new(),
        created_by: "admin@example.com".to_owned(),
        created_ms,
        used_hour: 0,
        revoked_ms,
        revoked_by: revoked_ms.map(|_| "admin@example.com".to_owned()),
    };
    assert_eq!(listed, [row(&second, NOW + DAY, None), row(&first, NOW, Some(NOW + DAY))]);
}

#[test]
fn me_says_how_far_the_org_is() {
    let database = Database::new();
    let member = |org: i64| Member {
        email: email("mia@example.com"),
        org_id: OrgId::new(org),
        org_name: String::new(),
        role: Role::Viewer,
    };
    let progress = |org: i64| -> Progress { database.read(&me::progress(&member(org))).pop().unwrap() };
    let expected =
        |has_token, has_data| Progress { has_token, has_data, orgs: r#"["example.net"]"#.to_owned() };
    database
        .0
        .execute(
            "INSERT INTO org (org_id, name, created_ms) VALUES (1, 'example.com', 0), (2, 'example.net', 0)",
            [],
        )
        .unwrap();
    database
        .0
        .execute("INSERT INTO member VALUES ('mia@example.com', 2, 'viewer', 0, NULL), ('tom@example.com', 1, 'viewer', 0, NULL)", [])
        .unwrap();
    assert_eq!(progress(1), expected(0, 0));
    let token = IngestToken::generate([1; 20]);
    database.batch::<Value>(&ingest_tokens::replace(ORG, &token, "", &email("admin@example.com"), NOW));
    assert_eq!(progress(1), expected(1, 0));
    database
        .0
        .execute("INSERT INTO session VALUES (1, 5, 's', 6, 1, 0, 1, 1, 0, 0, 20000, '{}', 0)", [])
        .unwrap();
    assert_eq!(progress(1), expected(1, 1));
    assert_eq!(progress(2), expected(0, 0));
    database.0.execute("UPDATE ingest_token SET revoked_ms = 1", []).unwrap();
    assert_eq!(progress(1), expected(0, 1));
}

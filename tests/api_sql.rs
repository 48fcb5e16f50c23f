//! The API's and sign-in's statements on real SQLite with the real migrations.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/sql.rs"]
mod sql;

use serde_json::Value;

use sql::Database;
use thinspan::api::day as iso_day;
use thinspan::api::ingest_tokens::{self, TokenRow};
use thinspan::api::me::{self, Progress};
use thinspan::auth::browser_session;
use thinspan::auth::code::Code;
use thinspan::auth::email::Email;
use thinspan::auth::ingest_token::IngestToken;
use thinspan::auth::login_code::{self, Asked, Waiting};
use thinspan::auth::member::{Member, OrgId, Role};
use thinspan::auth::secret::Secret;
use thinspan::pricing::{normalise, rate};

const NOW: i64 = 1_795_231_800_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const ORG: OrgId = OrgId::new(1);

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn secret(byte: u8) -> Secret {
    Secret::generate([byte; 32])
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

// ---- sign-in ----

/// Asks for a code as a browser whose challenge is `browser`.
fn ask(database: &Database, address: &str, listed: bool, browser: u8, digits: &str, now_ms: i64) -> Asked {
    database
        .batch(&login_code::ask(&email(address), listed, &secret(browser), &code(digits), now_ms))
        .expect("asking has a result")
}

/// Types a code in; Ok is the member that is signed in then.
fn verify(
    database: &Database,
    browser: u8,
    digits: &str,
    session: u8,
    now_ms: i64,
) -> Result<Member, &'static str> {
    let challenge = secret(browser);
    let waiting: Vec<Waiting> = database.read(&login_code::count_try(&challenge, now_ms));
    let waiting = waiting.first().ok_or("no code")?;
    if !code(digits).matches(&challenge, &waiting.code_hash) {
        return Err("wrong code");
    }
    database.batch(&browser_session::open(&secret(session), &challenge, now_ms)).ok_or("no member")
}

fn who(database: &Database, session: u8, now_ms: i64) -> Option<Member> {
    database.read(&browser_session::member(&secret(session), now_ms)).pop()
}

#[test]
fn the_first_listed_address_founds_the_org() {
    let database = Database::new();
    let asked = ask(&database, "admin@example.com", true, 1, "123456", NOW);
    assert!(asked.is_stored() && asked.is_member());
    let member = verify(&database, 1, "123456", 9, NOW).unwrap();
    assert_eq!(member.email, email("admin@example.com"));
    assert_eq!(member.org_name, "example.com");
    assert_eq!(member.role, Role::Admin);
    assert_eq!(who(&database, 9, NOW), Some(member));
}

#[test]
fn there_is_one_founder() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "111111", NOW);
    ask(&database, "admin@example.com", true, 2, "222222", NOW);
    let second = ask(&database, "other@example.org", true, 3, "333333", NOW);
    assert!(second.is_member());
    assert_eq!(database.number("SELECT count(*) FROM org"), 1);
    assert_eq!(database.number("SELECT count(*) FROM member WHERE role = 'admin' AND org_id = 1"), 2);
}

#[test]
fn a_listed_viewer_stays_what_the_admins_made_of_them() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "111111", NOW);
    database
        .0
        .execute(
            "INSERT INTO member (email, org_id, role, added_ms) VALUES ('mia@example.com', 1, 'viewer', 0)",
            [],
        )
        .unwrap();
    ask(&database, "mia@example.com", true, 2, "222222", NOW);
    assert_eq!(verify(&database, 2, "222222", 9, NOW).unwrap().role, Role::Viewer);
}

#[test]
fn a_stranger_is_written_down_alike_but_never_gets_in() {
    let database = Database::new();
    let asked = ask(&database, "eve@example.net", false, 1, "123456", NOW);
    assert!(asked.is_stored());
    assert!(!asked.is_member());
    assert_eq!(database.number("SELECT count(*) FROM org"), 0);
    assert_eq!(database.number("SELECT count(*) FROM member"), 0);
    // Even with the right code, which nobody was told.
    assert_eq!(verify(&database, 1, "123456", 9, NOW), Err("no member"));
    assert_eq!(who(&database, 9, NOW), None);
}

#[test]
fn a_code_belongs_to_the_browser_that_asked() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "123456", NOW);
    assert_eq!(verify(&database, 2, "123456", 9, NOW), Err("no code"));
}

#[test]
fn a_code_is_used_once() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "123456", NOW);
    assert!(verify(&database, 1, "123456", 8, NOW).is_ok());
    assert_eq!(verify(&database, 1, "123456", 9, NOW), Err("no code"));
}

#[test]
fn of_two_requests_at_once_with_the_right_code_one_gets_in() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "123456", NOW);
    // Both have compared the code before either opens its session.
    let first: Option<Member> = database.batch(&browser_session::open(&secret(8), &secret(1), NOW));
    let second: Option<Member> = database.batch(&browser_session::open(&secret(9), &secret(1), NOW));
    assert!(first.is_some());
    assert!(second.is_none());
}

#[test]
fn a_code_can_be_tried_five_times() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "123456", NOW);
    for attempt in 1..=5 {
        assert_eq!(verify(&database, 1, "000000", 9, NOW), Err("wrong code"), "try {attempt}");
    }
    assert_eq!(verify(&database, 1, "123456", 9, NOW), Err("no code"));
}

#[test]
fn a_code_is_valid_for_ten_minutes() {
    let last = NOW + 10 * MINUTE - 1;
    for (now_ms, valid) in [(NOW, true), (last, true), (last + 1, false)] {
        let database = Database::new();
        ask(&database, "admin@example.com", true, 1, "123456", NOW);
        assert_eq!(verify(&database, 1, "123456", 9, now_ms).is_ok(), valid, "{}", now_ms - NOW);
    }
}

#[test]
fn an_address_has_at_most_five_codes_whether_or_not_it_is_a_members() {
    for (address, listed) in [("admin@example.com", true), ("eve@example.net", false)] {
        let database = Database::new();
        for browser in 1..=5 {
            assert!(ask(&database, address, listed, browser, "123456", NOW + i64::from(browser)).is_stored());
        }
        let refused = ask(&database, address, listed, 6, "123456", NOW + 9 * MINUTE);
        assert!(!refused.is_stored());
        assert_eq!(refused.retry_after_seconds(NOW + 9 * MINUTE), 61);
        // Another address is not held up, and when the first code expires the next can be asked for.
        assert!(ask(&database, "tom@example.com", false, 7, "123456", NOW + 9 * MINUTE).is_stored());
        assert!(ask(&database, address, listed, 8, "123456", NOW + 10 * MINUTE + 1).is_stored());
    }
}

#[test]
fn expired_codes_and_sessions_are_deleted_as_others_come() {
    let database = Database::new();
    for browser in 100..=104 {
        ask(&database, "eve@example.net", false, browser, "123456", NOW);
    }
    database
        .0
        .execute("INSERT INTO org (org_id, name, created_ms) VALUES (1, 'example.com', 0)", [])
        .unwrap();
    database
        .0
        .execute(
            "INSERT INTO member (email, org_id, role, added_ms) VALUES ('mia@example.com', 1, 'viewer', 0)",
            [],
        )
        .unwrap();
    for session in 0_u8..50 {
        database
            .0
            .execute(
                "INSERT INTO browser_session VALUES (unhex(?1), 'mia@example.com', 0, 1)",
                [secret(session).hash_hex()],
            )
            .unwrap();
    }
    // Wherever a sweep starts, the rows after it are looked at; a few sweeps reach all but the first ones.
    for round in 0_u8..40 {
        let now_ms = NOW + 60 * MINUTE * i64::from(round + 1);
        ask(&database, "mia@example.com", false, round, "123456", now_ms);
        verify(&database, round, "123456", 200, now_ms).unwrap();
        database.run(&browser_session::close(&secret(200)));
        ask(&database, "mia@example.com", false, 200 + round % 50, "123456", now_ms);
    }
    assert!(database.number("SELECT count(*) FROM login_code") < 10);
    assert!(database.number("SELECT count(*) FROM browser_session") < 50);
}

#[test]
fn a_session_lasts_thirty_days() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "123456", NOW);
    verify(&database, 1, "123456", 9, NOW).unwrap();
    assert!(who(&database, 9, NOW + 30 * DAY - 1).is_some());
    assert!(who(&database, 9, NOW + 30 * DAY).is_none());
    assert!(who(&database, 8, NOW).is_none());
}

#[test]
fn signing_out_closes_this_browsers_session_only() {
    let database = Database::new();
    for (browser, session) in [(1, 8), (2, 9)] {
        ask(&database, "admin@example.com", true, browser, "123456", NOW);
        verify(&database, browser, "123456", session, NOW).unwrap();
    }
    database.run(&browser_session::close(&secret(8)));
    assert!(who(&database, 8, NOW).is_none());
    assert!(who(&database, 9, NOW).is_some());
}

#[test]
fn who_is_no_member_any_more_is_signed_out() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "123456", NOW);
    verify(&database, 1, "123456", 9, NOW).unwrap();
    database.0.execute("DELETE FROM member", []).unwrap();
    assert!(who(&database, 9, NOW).is_none());
    assert_eq!(database.number("SELECT count(*) FROM browser_session"), 0);
}

#[test]
fn neither_secrets_nor_codes_are_in_the_database() {
    let database = Database::new();
    ask(&database, "admin@example.com", true, 1, "123456", NOW);
    let (challenge, plain): (String, i64) = database
        .0
        .query_row(
            "SELECT lower(hex(challenge_hash)), instr(hex(code_hash), hex('123456')) FROM login_code",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_ne!(challenge, secret(1).expose());
    assert_eq!((challenge, plain), (secret(1).hash_hex(), 0));
}

#[test]
fn sign_in_seeks_and_never_scans() {
    let database = Database::new();
    let statements = [
        login_code::ask(&email("admin@example.com"), true, &secret(1), &code("123456"), NOW),
        browser_session::open(&secret(9), &secret(1), NOW),
        vec![
            login_code::count_try(&secret(1), NOW),
            browser_session::member(&secret(9), NOW),
            browser_session::close(&secret(9)),
        ],
    ];
    for statement in statements.iter().flatten() {
        for step in database.plan(statement) {
            // An installation has a few orgs; the subquery of a sweep is its hundred rows.
            let allowed =
                step == "SCAN org" || step.starts_with("SCAN (subquery") || step == "SCAN CONSTANT ROW";
            assert!(!step.starts_with("SCAN") || allowed, "{step}\n{}", statement.sql);
        }
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
    let progress = |org: i64| -> Progress { database.read(&me::progress(OrgId::new(org))).pop().unwrap() };
    let expected = |has_token, has_data| Progress { has_token, has_data };
    database
        .0
        .execute(
            "INSERT INTO org (org_id, name, created_ms) VALUES (1, 'example.com', 0), (2, 'example.net', 0)",
            [],
        )
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

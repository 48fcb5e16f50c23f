//! What is kept of refused tokens, on real SQLite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/api.rs"]
mod api;

use serde_json::json;

use api::Database;
use thinspan::auth::ingest_token::IngestToken;
use thinspan::auth::member::OrgId;
use thinspan::auth::rejection::{Reason, Rejection, presented};
use thinspan::rollup;

const NOW: i64 = 1_795_231_800_000;
const HOUR: i64 = 3_600_000;

fn mistyped(hint: &str) -> Rejection {
    presented(Some(&format!("Bearer {hint}")), None).unwrap_err()
}

fn rows(database: &Database) -> Vec<(i64, i64, String, i64, i64)> {
    let mut statement = database
        .0
        .prepare("SELECT org_id, reason, prefix, count, last_ms FROM rejection ORDER BY 1, 2, 3, hour")
        .unwrap();
    let found = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .unwrap();
    found.map(Result::unwrap).collect()
}

#[test]
fn what_is_kept_again_in_the_hour_is_added_up() {
    let database = Database::with_orgs();
    let missing = presented(None, None).unwrap_err();
    for (count, at) in [(1, NOW), (7, NOW + 10_000), (2, NOW + HOUR)] {
        database.run(&missing.keep(count, at));
    }
    assert_eq!(
        rows(&database),
        [(0, 1, String::new(), 8, NOW + 10_000), (0, 1, String::new(), 2, NOW + HOUR)]
    );
}

#[test]
fn a_mistyped_token_is_told_to_the_org_that_has_one_like_it_also_a_revoked_one() {
    let database = Database::with_orgs();
    for (org, token, revoked_ms) in [
        (1, "thinspan_aaaa", None),
        (2, "thinspan_bbbb", Some(5)),
        (1, "thinspan_cccc", None),
        (2, "thinspan_cccc", None),
    ] {
        let hash = format!("{org:02x}{:02x}", token.bytes().last().unwrap());
        let row = json!({ "token_hash": hash, "org_id": org, "hint": token, "revoked_ms": revoked_ms });
        database.insert("ingest_token", row);
    }
    for hint in ["thinspan_aaaa", "thinspan_bbbb", "thinspan_cccc", "thinspan_dddd"] {
        database.run(&mistyped(&format!("{hint}0")).keep(1, NOW));
    }
    let told: Vec<(i64, String)> = rows(&database).into_iter().map(|row| (row.0, row.2)).collect();
    let row = |org: i64, prefix: &str| (org, prefix.to_owned());
    assert_eq!(
        told,
        [row(0, "thinspan_cccc"), row(0, "thinspan_dddd"), row(1, "thinspan_aaaa"), row(2, "thinspan_bbbb")]
    );
}

#[test]
fn an_org_has_two_hundred_rows_an_hour_at_most() {
    let database = Database::with_orgs();
    for number in 0..300 {
        database.run(&mistyped(&format!("thinspan_{number:04x}")).keep(1, NOW));
    }
    assert_eq!(database.number("SELECT count(*) FROM rejection"), 200);
    // What has a row is still counted; the next hour and another org are not held up.
    database.run(&mistyped("thinspan_0000").keep(4, NOW));
    assert_eq!(database.number("SELECT count FROM rejection WHERE prefix = 'thinspan_0000'"), 5);
    database.run(&mistyped("thinspan_ffff").keep(1, NOW + HOUR));
    let token = IngestToken::generate([2; 20]);
    database.run(&Rejection::revoked(token.hint(), OrgId::new(2)).keep(1, NOW));
    assert_eq!(database.number("SELECT count(*) FROM rejection"), 202);
    assert_eq!(database.number("SELECT reason FROM rejection WHERE org_id = 2"), Reason::Revoked as i64);
}

#[test]
fn it_is_sought_by_its_key() {
    let plan = Database::new().plan(&mistyped("thinspan_0000").keep(1, NOW));
    for table in ["known", "of_hour"] {
        assert!(
            plan.iter()
                .any(|step| step
                    .starts_with(&format!("SEARCH {table} USING PRIMARY KEY (org_id=? AND hour=?"))),
            "{plan:#?}"
        );
    }
}

#[test]
fn it_is_forgotten_after_two_hours_and_codes_once_they_expired() {
    let database = Database::with_orgs();
    let missing = presented(None, None).unwrap_err();
    let start = NOW.div_euclid(HOUR) * HOUR;
    for hours in 0..5 {
        database.run(&missing.keep(1, start - hours * HOUR));
    }
    for (number, expires_ms) in [start - 1, start, start + 1].into_iter().enumerate() {
        let row = json!({ "challenge_hash": format!("0{number}"), "email": "typed@example.com", "ip_hash": "00", "code_hash": "00", "expires_ms": expires_ms });
        database.insert("login_code", row);
    }
    for statement in rollup::expire(1, start) {
        database.run(&statement);
    }
    // The last row may be of the end of its hour.
    assert_eq!(database.number("SELECT count(*) FROM rejection"), 3);
    assert_eq!(database.number("SELECT count(*) FROM login_code"), 2);
    for statement in rollup::expire(10, start) {
        database.run(&statement);
    }
    assert_eq!(database.number("SELECT expires_ms FROM login_code"), start + 1);
}

//! The statements of sign-in and membership on real SQLite with the real migrations.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/sql.rs"]
mod sql;

use serde_json::Value;

use sql::Database;
use thinspan::api::members::{self, MemberRow};
use thinspan::auth::admins::Admins;
use thinspan::auth::browser_session::{self, Opening, SessionRow};
use thinspan::auth::code::Code;
use thinspan::auth::email::Email;
use thinspan::auth::key::AuthKey;
use thinspan::auth::login_code::{self, Asked, Asking, Waiting};
use thinspan::auth::member::{Admin, Member, OrgId, Role};
use thinspan::auth::secret::Secret;
use thinspan::store::Statement;

const NOW: i64 = 1_795_231_800_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn secret(byte: u8) -> Secret {
    Secret::generate([byte; 32])
}

const HERE: &str = "203.0.113.7";

fn key() -> AuthKey {
    AuthKey::parse(&"ab".repeat(32)).unwrap()
}

/// Who `ADMIN_EMAILS` lists in these tests.
fn admins() -> Admins {
    Admins::parse("admin@example.com, other@example.org; Acme: boss@acme.example, admin@example.com")
}

/// Asks for a code as a browser whose challenge is `browser`.
fn ask(database: &Database, address: &str, browser: u8, digits: &str, now_ms: i64) -> Asked {
    ask_from(database, HERE, address, browser, digits, now_ms)
}

fn ask_from(
    database: &Database,
    network: &str,
    address: &str,
    browser: u8,
    digits: &str,
    now_ms: i64,
) -> Asked {
    let asking = Asking { email: &email(address), network, challenge: &secret(browser) };
    database.batch(&login_code::ask(asking, &key(), &code(digits), now_ms)).expect("asking has a result")
}

/// The statements that open a session for a right code.
fn opening(session: u8, browser: u8, address: &str, now_ms: i64) -> Vec<Statement> {
    let (session, admins, address) = (secret(session), admins(), email(address));
    let opening = Opening { session: &session, browser: "Firefox on Linux", now_ms };
    browser_session::open(opening, &secret(browser), &address, admins.groups_of(&address))
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
    if !code(digits).matches(&key(), &challenge, &waiting.code_hash) {
        return Err("wrong code");
    }
    database.batch(&opening(session, browser, waiting.email.as_str(), now_ms)).ok_or("no member")
}

fn who(database: &Database, session: u8, now_ms: i64) -> Option<Member> {
    database.batch(&browser_session::read(&secret(session), now_ms))
}

/// Signs in; the address is listed or a member.
fn sign_in(database: &Database, address: &str, session: u8, now_ms: i64) -> Member {
    // Each session its own browser.
    ask_from(database, &format!("198.51.100.{session}"), address, session, "123456", now_ms);
    verify(database, session, "123456", session, now_ms).unwrap()
}

fn audit(database: &Database) -> Vec<String> {
    database.texts("SELECT org_id || ' ' || actor || ' ' || action || ' ' || coalesce(subject, '') || ' ' || coalesce(detail, '') FROM audit ORDER BY org_id, at_ms, action")
}

// ---- codes ----

#[test]
fn the_first_listed_address_founds_the_org_once_its_code_was_right() {
    let database = Database::new();
    let asked = ask(&database, "admin@example.com", 1, "123456", NOW);
    assert!(asked.is_stored() && !asked.is_member());
    assert_eq!(verify(&database, 1, "000000", 9, NOW), Err("wrong code"));
    assert_eq!(database.number("SELECT count(*) FROM org"), 0);
    let member = verify(&database, 1, "123456", 9, NOW).unwrap();
    assert_eq!((member.email.as_str(), member.role), ("admin@example.com", Role::Admin));
    assert_eq!(member.org_name, "example.com");
    assert_eq!(who(&database, 9, NOW), Some(member));
}

#[test]
fn each_group_has_its_own_org_whoever_comes_first() {
    let database = Database::new();
    assert_eq!(sign_in(&database, "boss@acme.example", 1, NOW).org_name, "Acme");
    // Founds the group's without a name, and is an admin of Acme, too.
    let admin = sign_in(&database, "admin@example.com", 2, NOW + 1);
    assert_eq!((admin.org_id, admin.org_name.as_str()), (OrgId::new(1), "Acme"));
    let other = sign_in(&database, "other@example.org", 3, NOW + 2);
    assert_eq!((other.org_id, other.org_name.as_str()), (OrgId::new(2), "example.com"));
    assert_eq!(database.number("SELECT count(*) FROM org"), 2);
    // Again and again nothing more is founded.
    sign_in(&database, "admin@example.com", 4, NOW + 3);
    assert_eq!(
        audit(&database),
        [
            "1 boss@acme.example admin_listed boss@acme.example ",
            "1 boss@acme.example org_founded Acme ",
            "1 admin@example.com admin_listed admin@example.com ",
            "2 admin@example.com admin_listed admin@example.com ",
            "2 admin@example.com org_founded example.com ",
            "2 other@example.org admin_listed other@example.org ",
        ]
    );
}

#[test]
fn whoever_is_listed_is_an_admin_whatever_others_made_of_them() {
    let database = Database::new();
    sign_in(&database, "other@example.org", 1, NOW);
    database.0.execute("UPDATE member SET role = 'viewer'", []).unwrap();
    assert_eq!(who(&database, 1, NOW).unwrap().role, Role::Viewer);
    assert_eq!(sign_in(&database, "other@example.org", 2, NOW).role, Role::Admin);
}

#[test]
fn a_stranger_is_written_down_alike_but_never_gets_in() {
    let database = Database::new();
    let asked = ask(&database, "eve@example.net", 1, "123456", NOW);
    assert!(asked.is_stored());
    assert!(!asked.is_member());
    // Even with the right code, which nobody was told.
    assert_eq!(verify(&database, 1, "123456", 9, NOW), Err("no member"));
    assert_eq!(who(&database, 9, NOW), None);
    assert_eq!(database.number("SELECT count(*) FROM org"), 0);
    assert_eq!(database.number("SELECT count(*) FROM member"), 0);
}

#[test]
fn the_link_of_the_deployment_founds_the_org_once() {
    let database = Database::new();
    let (email, listed) = (email("admin@example.com"), admins());
    let (_, group) = listed.first().unwrap();
    let open = |session: u8| -> Option<Member> {
        let session = secret(session);
        let opening = Opening { session: &session, browser: "", now_ms: NOW };
        database.batch(&browser_session::open_first(opening, &email, group))
    };
    let member = open(1).unwrap();
    assert_eq!((member.org_name.as_str(), member.role), ("example.com", Role::Admin));
    assert_eq!(who(&database, 1, NOW), Some(member));
    assert!(open(2).is_none());
    assert_eq!(database.number("SELECT count(*) FROM browser_session"), 1);
    assert_eq!(audit(&database), ["1 admin@example.com org_founded example.com "]);
    // Signing in by mail finds the same org.
    assert_eq!(sign_in(&database, "other@example.org", 3, NOW).org_id, OrgId::new(1));
}

#[test]
fn live_codes_are_limited_by_address_and_network_whether_or_not_it_is_a_members() {
    for address in ["admin@example.com", "eve@example.net"] {
        let database = Database::new();
        let from = |network: &str, browser: u8, now_ms: i64| {
            ask_from(&database, network, address, browser, "123456", now_ms)
        };
        for browser in 1..=5 {
            assert!(from(HERE, browser, NOW + i64::from(browser)).is_stored());
        }
        let refused = from(HERE, 6, NOW + 9 * MINUTE);
        assert!(!refused.is_stored());
        assert_eq!(refused.retry_after_seconds(NOW + 9 * MINUTE), 61);
        // That somebody asked elsewhere does not show.
        assert!(from("192.0.2.1", 20, NOW - 9 * MINUTE).is_stored());
        assert_eq!(from(HERE, 6, NOW).retry_after_seconds(NOW), 600);
        // The member is elsewhere and not held up; another address is not, either.
        assert!(from("198.51.100.1", 7, NOW + 9 * MINUTE).is_stored());
        assert!(ask(&database, "tom@example.com", 8, "123456", NOW + 9 * MINUTE).is_stored());
        // When the first code expires, the next can be asked for.
        assert!(from(HERE, 9, NOW + 10 * MINUTE + 1).is_stored());
    }
}

#[test]
fn an_address_has_at_most_fifteen_codes_and_a_network_thirty() {
    let database = Database::new();
    for n in 0..20 {
        let asked =
            ask_from(&database, &format!("198.51.100.{}", n / 5), "mia@example.com", n, "123456", NOW);
        assert_eq!(asked.is_stored(), n < 15, "{n}");
    }
    for n in 0..35 {
        let asked = ask(&database, &format!("member{n}@example.com"), 100 + n, "123456", NOW);
        assert_eq!(asked.is_stored(), n < 30, "{n}");
    }
    let refused = ask(&database, "member99@example.com", 200, "123456", NOW + MINUTE);
    assert_eq!(refused.retry_after_seconds(NOW + MINUTE), 541);
}

#[test]
fn a_code_that_was_not_mailed_counts_against_nobody() {
    let database = Database::new();
    let is_down = |now_ms| -> i64 {
        let rows: Vec<login_code::Outage> = database.read(&login_code::outage(now_ms));
        rows[0].is_down
    };
    for browser in 1..=20 {
        assert!(ask(&database, "admin@example.com", browser, "123456", NOW).is_stored(), "{browser}");
        database.batch::<Value>(&login_code::not_mailed(&secret(browser), NOW));
    }
    assert_eq!([is_down(NOW), is_down(NOW + 10 * MINUTE - 1), is_down(NOW + 10 * MINUTE)], [1, 1, 0]);
    database.run(&login_code::mailed());
    assert_eq!(is_down(NOW), 0);
}

#[test]
fn neither_secrets_nor_codes_nor_networks_are_in_the_database() {
    let database = Database::new();
    ask(&database, "admin@example.com", 1, "123456", NOW);
    let row =
        database.texts("SELECT lower(hex(challenge_hash)) || hex(code_hash) || hex(ip_hash) FROM login_code");
    assert!(row[0].starts_with(&secret(1).hash_hex()));
    for hidden in ["123456", "203.0.113.7"] {
        let hex: String = hidden.bytes().map(|byte| format!("{byte:02X}")).collect();
        assert!(!row[0].contains(&hex) && !row[0].contains(hidden), "{hidden}");
    }
    // Under another key they are other hashes: the database alone does not tell.
    assert_ne!(
        code("123456").hash_hex(&key(), &secret(1)),
        code("123456").hash_hex(&AuthKey::parse(&"cd".repeat(32)).unwrap(), &secret(1))
    );
}

#[test]
fn a_code_belongs_to_the_browser_that_asked() {
    let database = Database::new();
    ask(&database, "admin@example.com", 1, "123456", NOW);
    assert_eq!(verify(&database, 2, "123456", 9, NOW), Err("no code"));
}

#[test]
fn a_code_is_used_once() {
    let database = Database::new();
    ask(&database, "admin@example.com", 1, "123456", NOW);
    assert!(verify(&database, 1, "123456", 8, NOW).is_ok());
    assert_eq!(verify(&database, 1, "123456", 9, NOW), Err("no code"));
}

#[test]
fn of_two_requests_at_once_with_the_right_code_one_gets_in() {
    let database = Database::new();
    ask(&database, "admin@example.com", 1, "123456", NOW);
    // Both have compared the code before either opens its session.
    let first: Option<Member> = database.batch(&opening(8, 1, "admin@example.com", NOW));
    let second: Option<Member> = database.batch(&opening(9, 1, "admin@example.com", NOW));
    assert!(first.is_some());
    assert!(second.is_none());
}

#[test]
fn a_code_can_be_tried_five_times() {
    let database = Database::new();
    ask(&database, "admin@example.com", 1, "123456", NOW);
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
        ask(&database, "admin@example.com", 1, "123456", NOW);
        assert_eq!(verify(&database, 1, "123456", 9, now_ms).is_ok(), valid, "{}", now_ms - NOW);
    }
}

#[test]
fn signing_out_closes_this_browsers_session_only() {
    let database = Database::new();
    for (browser, session) in [(1, 8), (2, 9)] {
        ask(&database, "admin@example.com", browser, "123456", NOW);
        verify(&database, browser, "123456", session, NOW).unwrap();
    }
    database.run(&browser_session::close(&secret(8)));
    assert!(who(&database, 8, NOW).is_none());
    assert!(who(&database, 9, NOW).is_some());
}

#[test]
fn who_is_no_member_any_more_is_signed_out() {
    let database = Database::new();
    ask(&database, "admin@example.com", 1, "123456", NOW);
    verify(&database, 1, "123456", 9, NOW).unwrap();
    database.0.execute("DELETE FROM member", []).unwrap();
    assert!(who(&database, 9, NOW).is_none());
    assert_eq!(database.number("SELECT count(*) FROM browser_session"), 0);
}

#[test]
fn a_session_lasts_thirty_days_and_seven_unused() {
    let database = Database::new();
    sign_in(&database, "admin@example.com", 9, NOW);
    let mut now_ms = NOW;
    while now_ms < NOW + 30 * DAY {
        assert!(who(&database, 9, now_ms).is_some(), "{}", (now_ms - NOW) / DAY);
        now_ms += 6 * DAY;
    }
    assert!(who(&database, 9, NOW + 30 * DAY).is_none());
    sign_in(&database, "admin@example.com", 8, NOW);
    assert!(who(&database, 8, NOW + 7 * DAY - 1).is_some());
    assert!(who(&database, 8, NOW + 14 * DAY).is_none());
    assert!(who(&database, 7, NOW).is_none());
}

#[test]
fn most_requests_write_nothing() {
    let database = Database::new();
    sign_in(&database, "admin@example.com", 9, NOW);
    let used = || database.number("SELECT used_ms FROM browser_session") - NOW;
    for (after, expected) in [(0, 0), (14, 0), (15, 15), (29, 15), (30, 30)] {
        assert!(who(&database, 9, NOW + after * MINUTE).is_some());
        assert_eq!(used(), expected * MINUTE, "{after}");
    }
}

#[test]
fn ended_sessions_are_deleted_as_others_come() {
    let database = Database::new();
    sign_in(&database, "admin@example.com", 255, NOW);
    database
        .0
        .execute_batch(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 50)
             INSERT INTO browser_session SELECT randomblob(32), 'admin@example.com', org_id, '', 0, 1, 1 FROM n, org",
        )
        .unwrap();
    // Wherever a sweep starts, the rows after it are looked at; a few sweeps reach all but the first ones.
    for round in 0_u8..40 {
        sign_in(&database, "admin@example.com", round, NOW + 60 * MINUTE * i64::from(round));
    }
    assert!(database.number("SELECT count(*) FROM browser_session WHERE used_ms = 1") < 10);
}

#[test]
fn a_member_sees_and_closes_their_own_sessions() {
    let database = Database::new();
    for session in [1, 2, 3] {
        sign_in(&database, "admin@example.com", session, NOW + i64::from(session));
    }
    sign_in(&database, "other@example.org", 4, NOW);
    let (admin, own) = (email("admin@example.com"), secret(2));
    let list = || -> Vec<SessionRow> { database.read(&browser_session::list(&admin, &own, NOW + MINUTE)) };
    let ids: Vec<String> = list().into_iter().map(|row| row.id).collect();
    let id = |session: u8| secret(session).hash_hex()[..16].to_owned();
    assert_eq!(ids, [id(2), id(3), id(1)]);
    assert_eq!(list().iter().map(|row| row.is_current).collect::<Vec<_>>(), [1, 0, 0]);
    assert_eq!(list()[0].browser, "Firefox on Linux");

    database.run(&browser_session::close_of(&admin, Some(&id(3)), &own));
    assert_eq!(list().len(), 2);
    // Not somebody else's.
    database.run(&browser_session::close_of(&admin, Some(&id(4)), &own));
    assert!(who(&database, 4, NOW).is_some());
    database.run(&browser_session::close_of(&admin, None, &own));
    assert_eq!(list().len(), 1);
    assert!(who(&database, 2, NOW).is_some() && who(&database, 4, NOW).is_some());
}

#[test]
fn a_browser_turns_to_another_org_of_the_same_address_only() {
    let database = Database::new();
    sign_in(&database, "other@example.org", 1, NOW);
    assert_eq!(sign_in(&database, "admin@example.com", 2, NOW).org_name, "example.org");
    let (admin, other) = (email("admin@example.com"), email("other@example.org"));
    database.run(&browser_session::switch(&secret(2), &admin, "Acme"));
    assert_eq!(who(&database, 2, NOW).unwrap().org_name, "Acme");
    database.run(&browser_session::switch(&secret(1), &other, "Acme"));
    assert_eq!(who(&database, 1, NOW).unwrap().org_name, "example.org");
    database.run(&browser_session::switch(&secret(2), &admin, "nowhere"));
    assert_eq!(who(&database, 2, NOW).unwrap().org_name, "Acme");
}

// ---- members ----

/// The first admin of org 1.
fn founder(database: &Database) -> Admin {
    Admin::check(sign_in(database, "other@example.org", 1, NOW)).unwrap()
}

fn roles(database: &Database) -> Vec<String> {
    database.texts("SELECT org_id || ' ' || email || ' ' || role FROM member ORDER BY org_id, email")
}

#[test]
fn members_are_added_changed_and_removed_and_the_log_tells() {
    let database = Database::new();
    let admin = founder(&database);
    let mia = email("mia@example.org");
    let row: MemberRow = database.batch(&members::adding(&admin, &mia, Role::Viewer, NOW + 1)).unwrap();
    assert_eq!(
        (row.role, row.added_by.as_deref(), row.seen_ms),
        (Role::Viewer, Some("other@example.org"), None)
    );
    // Again, it is no change: neither of the role nor in the log.
    let row: MemberRow = database.batch(&members::adding(&admin, &mia, Role::Admin, NOW + 2)).unwrap();
    assert_eq!(row.role, Role::Viewer);
    sign_in(&database, "mia@example.org", 2, NOW + 3);
    let row: MemberRow = database.batch(&members::setting_role(&admin, &mia, Role::Admin, NOW + 4)).unwrap();
    assert_eq!((row.role, row.seen_ms), (Role::Admin, Some(NOW + 3)));
    database.batch::<MemberRow>(&members::setting_role(&admin, &mia, Role::Admin, NOW + 4)).unwrap();
    assert!(database.batch::<MemberRow>(&members::removing(&admin, &mia, NOW + 5)).is_none());
    assert!(who(&database, 2, NOW + 5).is_none());
    assert!(database.batch::<MemberRow>(&members::removing(&admin, &mia, NOW + 6)).is_none());
    assert_eq!(
        audit(&database)[2..],
        [
            "1 other@example.org member_added mia@example.org viewer",
            "1 other@example.org role_changed mia@example.org admin",
            "1 other@example.org member_removed mia@example.org ",
        ]
    );
    let listed: Vec<MemberRow> = database.read(&members::all(OrgId::new(1)));
    assert_eq!(listed.len(), 1);
}

#[test]
fn an_org_keeps_an_admin() {
    let database = Database::new();
    let admin = founder(&database);
    let own = email("other@example.org");
    let row: MemberRow = database.batch(&members::removing(&admin, &own, NOW)).unwrap();
    assert_eq!(row.role, Role::Admin);
    let row: MemberRow = database.batch(&members::setting_role(&admin, &own, Role::Viewer, NOW)).unwrap();
    assert_eq!(row.role, Role::Admin);
    database.batch::<Value>(&members::adding(&admin, &email("mia@example.org"), Role::Admin, NOW));
    let row: MemberRow = database.batch(&members::setting_role(&admin, &own, Role::Viewer, NOW)).unwrap();
    assert_eq!(row.role, Role::Viewer);
    // An admin of another org is none here.
    sign_in(&database, "boss@acme.example", 5, NOW);
    database.batch::<Value>(&members::removing(&admin, &email("mia@example.org"), NOW));
    assert_eq!(
        roles(&database),
        ["1 mia@example.org admin", "1 other@example.org viewer", "2 boss@acme.example admin"]
    );
}

#[test]
fn one_address_in_two_orgs_is_two_members() {
    let database = Database::new();
    let admin = founder(&database);
    sign_in(&database, "boss@acme.example", 5, NOW);
    let boss = email("boss@acme.example");
    // Nothing tells the admin that the address is a member elsewhere.
    let row: MemberRow = database.batch(&members::adding(&admin, &boss, Role::Viewer, NOW)).unwrap();
    assert_eq!((row.role, row.seen_ms), (Role::Viewer, None));
    database.run(&browser_session::switch(&secret(5), &boss, "example.org"));
    assert_eq!(who(&database, 5, NOW).unwrap().role, Role::Viewer);
    database.run(&browser_session::switch(&secret(5), &boss, "Acme"));
    database.batch::<Value>(&members::removing(&admin, &boss, NOW));
    assert_eq!(who(&database, 5, NOW).unwrap().org_name, "Acme");
}

#[test]
fn sign_in_and_membership_seek_and_never_scan() {
    let database = Database::new();
    let admin = founder(&database);
    let (mia, own) = (email("mia@example.org"), secret(9));
    let asking = Asking { email: &mia, network: HERE, challenge: &secret(1) };
    let statements = [
        login_code::ask(asking, &key(), &code("123456"), NOW),
        login_code::not_mailed(&own, NOW),
        opening(9, 1, "admin@example.com", NOW),
        browser_session::read(&own, NOW).to_vec(),
        members::adding(&admin, &mia, Role::Viewer, NOW).to_vec(),
        members::setting_role(&admin, &mia, Role::Admin, NOW).to_vec(),
        members::removing(&admin, &mia, NOW).to_vec(),
        vec![
            members::all(OrgId::new(1)),
            login_code::count_try(&own, NOW),
            login_code::outage(NOW),
            browser_session::close(&own),
            browser_session::list(&mia, &own, NOW),
            browser_session::close_of(&mia, None, &own),
            browser_session::switch(&own, &mia, "Acme"),
        ],
    ];
    for statement in statements.iter().flatten() {
        for step in database.plan(statement) {
            // The subquery of a sweep is its hundred rows; there is at most one outage.
            let allowed = step.starts_with("SCAN (subquery")
                || step == "SCAN CONSTANT ROW"
                || step == "SCAN mail_outage"
                || step == "SCAN wanted";
            assert!(!step.starts_with("SCAN") || allowed, "{step}\n{}", statement.sql);
        }
    }
}

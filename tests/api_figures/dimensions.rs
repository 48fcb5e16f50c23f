//! What figures can be filtered on, and how long they are kept.

use serde_json::{Value, json};
use thinspan::api::dimensions::{self, Dimensions, OwnLabels, Read};
use thinspan::api::filter::Filter;
use thinspan::api::label::{self, AttributeRow};
use thinspan::api::retention::{self, Retention};
use thinspan::auth::email::Email;
use thinspan::auth::member::{Admin, Member, OrgId, Role};

use crate::rows::{Daily, MIA, OPUS, ORG, TOM, UNKNOWN, day, mia, november, tom};
use crate::sql::Database;

fn ask(database: &Database, filter: &Filter) -> Value {
    let [users, labels, used, attributes, kept] = dimensions::statements(ORG, filter);
    let attributes: Vec<AttributeRow> = database.read(&attributes);
    let read = Read {
        users: database.read(&users),
        labels: database.read(&labels),
        used: database.read(&used),
        attributes: attributes.into_iter().map(|row| row.attribute).collect(),
        kept: database.read(&kept).pop(),
    };
    serde_json::to_value(Dimensions::new(read)).unwrap()
}

fn admin(org_id: OrgId) -> Admin {
    let email = Email::parse("admin@example.com").unwrap();
    Admin::check(Member { email, org_id, org_name: String::new(), role: Role::Admin }).unwrap()
}

fn list(database: &Database, org: OrgId, attributes: &[&str]) {
    let labels = OwnLabels { attributes: attributes.iter().map(|name| (*name).to_owned()).collect() };
    database.batch::<Value>(&dimensions::replace(&admin(org), &labels, 0));
}

#[test]
fn what_there_is_can_be_filtered_on() {
    let database = Database::with(&[
        Daily { model: OPUS, ..mia(&[("requests", 1)]) },
        Daily { model: UNKNOWN, ..tom(&[("requests", 1)]) },
        tom(&[("prompts", 1)]),
        Daily { day: day("2026-09-01"), model: "claude-opus-4-7", source: 2, ..mia(&[("requests", 1)]) },
        Daily { org: 2, model: "another-org-s-model", ..mia(&[("requests", 1)]) },
    ]);
    database.person(TOM, "Tom T.");
    database.person(MIA, "");
    database.cohort(1, r#"{"team":"ml","squad":"b","tribe":"t"}"#);
    database.cohort(2, r#"{"team":"web","department":"d","squad":"a","repository":"r"}"#);
    database.cohort(3, r#"{"team":"ml","environment":"prod","cost_center":"7"}"#);
    list(&database, ORG, &["squad", "unused"]);
    list(&database, OrgId::new(2), &["tribe"]);
    assert_eq!(
        ask(&database, &november()),
        json!({
            "users": [{ "user": MIA, "name": null }, { "user": TOM, "name": "Tom T." }],
            "models": [OPUS, UNKNOWN],
            "sources": ["cli", "agent_sdk"],
            "teams": ["ml", "web"],
            "departments": ["d"],
            "cost_centers": ["7"],
            "environments": ["prod"],
            "repositories": ["r"],
            "labels": { "squad": ["a", "b"], "unused": [] },
            "attributes": ["squad", "unused"],
            "truncated": false,
            "first_day": "2026-09-01",
            "last_day": "2026-11-03",
            "retention": { "raw_days": 30, "daily_days": 400 },
        })
    );
}

#[test]
fn a_list_of_own_labels_replaces_the_one_before() {
    let database = Database::with(&[]);
    let listed = |org: OrgId| -> Vec<String> {
        let rows: Vec<AttributeRow> = database.read(&label::attributes(org));
        rows.into_iter().map(|row| row.attribute).collect()
    };
    list(&database, OrgId::new(2), &["tribe"]);
    list(&database, ORG, &["squad", "tribe"]);
    list(&database, ORG, &["org.unit", "squad"]);
    assert_eq!(listed(ORG), ["org.unit", "squad"]);
    list(&database, ORG, &[]);
    assert_eq!((listed(ORG), listed(OrgId::new(2))), (vec![], vec!["tribe".to_owned()]));
}

#[test]
fn lists_end_somewhere_and_say_so() {
    let database = Database::with(&[]);
    for n in 0..2_001 {
        database.cohort(n + 1, &format!(r#"{{"repository":"r{n:04}"}}"#));
    }
    let dimensions = ask(&database, &november());
    assert_eq!(dimensions["repositories"].as_array().unwrap().len(), 2_000);
    assert_eq!(dimensions["truncated"], json!(true));
}

#[test]
fn an_org_sets_how_long_its_own_rows_are_kept() {
    let database = Database::with(&[]);
    database.batch::<Value>(&retention::set(&admin(ORG), Retention { raw_days: 7, daily_days: 1100 }, 0));
    assert_eq!(ask(&database, &november())["retention"], json!({ "raw_days": 7, "daily_days": 1100 }));
    assert_eq!(database.number("SELECT raw_days FROM org WHERE org_id = 2"), 30);
}

#[test]
fn nothing_is_scanned_but_the_org_s_own_people_and_labels() {
    let database = Database::new();
    for statement in dimensions::statements(ORG, &november()) {
        let text = database.plan(&statement).join("\n");
        for table in ["d", "daily", "word", "called", "person", "cohort", "dimension", "org"] {
            assert!(!text.lines().any(|step| step == format!("SCAN {table}")), "{table}\n{text}");
        }
    }
}

//! Which rows a filter lets through.

use serde_json::Value;
use thinspan::api::filter::Filter;
use thinspan::rollup::tally::Tally;
use thinspan::store::Statement;
use thinspan::telemetry::source::Source;
use thinspan::telemetry::word::WordId;

use crate::rows::{Daily, MIA, OPUS, ORG, SONNET, TOM, between, day, mia, november, tallied, tom};
use crate::sql::Database;

const USED: &str = concat!(include_str!("../../src/api/filter.sql"), " SELECT total(prompts) AS n FROM used");
const TALLIED: &str = concat!(
    include_str!("../../src/api/filter.sql"),
    ",",
    include_str!("../../src/api/tallies.sql"),
    " SELECT total(count) AS n FROM tallied"
);

fn prompts(database: &Database, filter: &Filter) -> f64 {
    let rows: Vec<Value> = database.run(&Statement::new(USED, filter.parameters(ORG)));
    rows[0]["n"].as_f64().unwrap()
}

fn count(database: &Database, filter: &Filter, tallies: &[Tally]) -> f64 {
    let mut parameters = filter.parameters(ORG);
    let codes: Vec<i64> = tallies.iter().map(|tally| *tally as i64).collect();
    parameters.push(serde_json::to_string(&codes).unwrap().into());
    database.run(&Statement::new(TALLIED, parameters))[0]["n"].as_f64().unwrap()
}

fn labels(list: &[(&str, &[&str])]) -> Filter {
    let labels = list
        .iter()
        .map(|(name, values)| ((*name).to_owned(), values.iter().map(|value| (*value).to_owned()).collect()));
    Filter { labels: labels.collect(), ..november() }
}

/// Every row has another power of two of prompts, so that a sum tells which rows are in it.
fn database() -> Database {
    let database = Database::with(&[
        mia(&[("prompts", 1)]),
        Daily { cohort: 1, model: OPUS, ..mia(&[("prompts", 2)]) },
        Daily { cohort: 2, model: SONNET, source: 2, ..tom(&[("prompts", 4)]) },
        Daily { cohort: 3, ..tom(&[("prompts", 8)]) },
        Daily { user: "", ..mia(&[("prompts", 16)]) },
        Daily { org: 2, ..mia(&[("prompts", 1 << 20)]) },
        Daily { day: day("2026-10-31"), ..mia(&[("prompts", 1 << 21)]) },
        Daily { day: day("2026-12-01"), ..mia(&[("prompts", 1 << 22)]) },
    ]);
    database.cohort(1, r#"{"team":"ml","squad":"a"}"#);
    database.cohort(2, r#"{"team":"x","org.unit":"7","7":"seven"}"#);
    database.cohort(3, r#"{"repository":"r"}"#);
    database
}

#[test]
fn a_filter_lets_through_what_it_names() {
    let database = database();
    let by = |users: &[&str], models: &[&str], sources: &[Source]| Filter {
        users: users.iter().copied().map(WordId::of).collect(),
        models: models.iter().copied().map(WordId::of).collect(),
        sources: sources.to_vec(),
        ..november()
    };
    let cases = [
        (november(), 31.0),
        (november().by_person(), 31.0),
        (between("2026-11-02", "2026-11-03"), 12.0),
        (by(&[MIA], &[], &[]), 3.0),
        (by(&[""], &[], &[]), 16.0),
        (by(&["", TOM], &[], &[]), 28.0),
        (by(&["nobody-known"], &[], &[]), 0.0),
        (by(&[], &[OPUS], &[]), 2.0),
        (by(&[], &[OPUS, ""], &[]), 27.0),
        (by(&[], &[], &[Source::Vscode, Source::AgentSdk]), 12.0),
        (by(&[TOM], &[SONNET], &[Source::Vscode]), 4.0),
        (labels(&[("team", &["ml"])]), 2.0),
        (labels(&[("team", &["ml", "x"])]), 6.0),
        (labels(&[("team", &[""])]), 25.0),
        (labels(&[("team", &["", "x"])]), 29.0),
        (labels(&[("team", &["ml"]), ("squad", &["b"])]), 0.0),
        (labels(&[("team", &["ml"]), ("squad", &["a"])]), 2.0),
        (labels(&[("team", &[""]), ("repository", &["r"])]), 8.0),
        (labels(&[("org.unit", &["7"])]), 4.0),
        (labels(&[("7", &["seven"])]), 4.0),
        (labels(&[("team", &["'; DROP TABLE daily; --"])]), 0.0),
    ];
    for (filter, expected) in cases {
        assert_eq!(prompts(&database, &filter), expected, "{filter:?}");
    }
}

#[test]
fn tallies_pass_the_same_filter_and_know_a_model_only_by_name() {
    let database = database();
    database.tally(&[
        tallied(Tally::Latency, OPUS, 0, 1, 0),
        tallied(Tally::Latency, SONNET, 0, 2, 0),
        tallied(Tally::ToolRun, "Bash", 1, 4, 0),
        tallied(Tally::ToolRun, OPUS, 1, 8, 0),
        tallied(Tally::PromptHour, "", 3, 16, 0),
        crate::rows::Tallied { cohort: 1, user: TOM, ..tallied(Tally::ToolRun, "Bash", 1, 32, 0) },
    ]);
    let runs = [Tally::Latency, Tally::ToolRun];
    let only_opus = Filter { models: vec![WordId::of(OPUS)], ..november() };
    assert_eq!(count(&database, &november(), &runs), 47.0);
    assert_eq!(count(&database, &only_opus, &runs), 1.0);
    assert_eq!(count(&database, &labels(&[("team", &["ml"])]), &runs), 32.0);
    assert_eq!(count(&database, &labels(&[("team", &[""])]), &runs), 15.0);
    let mia = Filter { users: vec![WordId::of(MIA)], ..november() };
    assert_eq!(count(&database, &mia, &[Tally::ToolRun]), 12.0);
}

#[test]
fn days_users_and_tallies_are_sought_and_nothing_is_scanned() {
    let database = Database::new();
    let daily = database.plan(&Statement::new(USED, november().parameters(ORG)));
    let mut parameters = november().parameters(ORG);
    parameters.push("[1]".into());
    let tally = database.plan(&Statement::new(TALLIED, parameters));
    for (plan, step) in [
        (daily, "SEARCH d USING PRIMARY KEY (org_id=? AND day=? AND user>? AND user<?)"),
        (tally, "SEARCH t USING PRIMARY KEY (org_id=? AND tally=? AND day=? AND user>? AND user<?)"),
    ] {
        let text = plan.join("\n");
        assert!(text.contains(step), "{text}");
        for table in ["d", "t", "cohort"] {
            assert!(!text.lines().any(|step| step == format!("SCAN {table}")), "{text}");
        }
    }
}

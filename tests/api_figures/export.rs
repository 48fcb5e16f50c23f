//! Usage as a table.

use thinspan::api::export::{self, Column, ExportQuery, MAX_LINES, Row};
use thinspan::api::filter::Filter;
use thinspan::telemetry::word::WordId;

use crate::rows::{Daily, MIA, OPUS, ORG, TOM, between, day, mia, november, tom};
use crate::sql::Database;

fn label(name: &str) -> Column {
    Column::Label { name: name.to_owned(), stored: name.to_owned() }
}

/// The lines without the line of names, each without its line break; figures from `requests` on.
fn lines(database: &Database, query: &ExportQuery) -> Vec<String> {
    let ranges: Vec<Vec<Row>> =
        export::statements(ORG, query).iter().map(|statement| database.read(statement)).collect();
    let table = export::table(query, ranges).unwrap();
    table.trim_end().split("\r\n").skip(1).map(str::to_owned).collect()
}

/// The first cells of each line.
fn cells(database: &Database, query: &ExportQuery, count: usize) -> Vec<String> {
    lines(database, query)
        .iter()
        .map(|line| line.split(',').take(count).collect::<Vec<_>>().join(","))
        .collect()
}

fn database() -> Database {
    let database = Database::with(&[
        Daily {
            model: OPUS,
            cohort: 1,
            ..mia(&[
                ("input_tokens", 1_000_000),
                ("cache_read_tokens", 1_000_000),
                ("requests", 3),
                ("cost_nanos", 5_000_000_000),
            ])
        },
        Daily { model: OPUS, cohort: 1, rate: 1, ..mia(&[("input_tokens", 1_000_000), ("requests", 1)]) },
        Daily { cohort: 1, ..mia(&[("prompts", 2), ("active_user_ms", 1_600)]) },
        tom(&[("prompts", 1)]),
        Daily { user: "=cmd|' /C calc'!A0", ..tom(&[("prompts", 4)]) },
        Daily { day: day("2026-11-04"), ..tom(&[]) },
        Daily { org: 2, ..mia(&[("prompts", 100)]) },
    ]);
    database.cohort(1, r#"{"team":"ml, \"core\"","environment":"prod"}"#);
    database
}

#[test]
fn a_line_has_what_it_is_told_apart_by_and_the_figures_of_usage() {
    let query = ExportQuery::new(november(), vec![Column::Day, Column::User, Column::Source, Column::Model]);
    let rows: Vec<Row> = database().read(&export::statements(ORG, &query)[0]);
    assert_eq!(
        export::table(&query, vec![rows]).unwrap(),
        "day,user,source,model,requests,errors,retries,input_tokens,output_tokens,cache_read_tokens,\
         cache_creation_tokens,cache_hit_rate,cost_usd,reported_cost_usd,cost_difference_usd,unpriced_tokens,\
         sessions,prompts,tool_runs,tool_errors,approvals,rejections,lines_added,lines_removed,commits,\
         pull_requests,active_user_seconds,active_cli_seconds,cache_savings_usd\r\n\
         2026-11-01,mia@example.org,cli,,0,0,0,0,0,0,0,,0.0,0.0,0.0,0,0,2,0,0,0,0,0,0,0,0,2,0,0.0\r\n\
         2026-11-01,mia@example.org,cli,claude-opus-5-5,4,0,0,2000000,0,1000000,0,0.3333,12.2,5.0,7.2,0,,,,,,,0,0,,,,,3.8\r\n\
         2026-11-03,'=cmd|' /C calc'!A0,agent_sdk,,0,0,0,0,0,0,0,,0.0,0.0,0.0,0,0,4,0,0,0,0,0,0,0,0,0,0,0.0\r\n\
         2026-11-03,tom@example.org,agent_sdk,,0,0,0,0,0,0,0,,0.0,0.0,0.0,0,0,1,0,0,0,0,0,0,0,0,0,0,0.0\r\n"
    );
}

#[test]
fn columns_are_those_that_are_asked_for() {
    let database = database();
    let by = |columns: &[Column]| ExportQuery::new(november(), columns.to_vec());
    assert_eq!(cells(&database, &by(&[Column::Day]), 2), ["2026-11-01,4", "2026-11-03,0"]);
    assert_eq!(cells(&database, &by(&[Column::Model]), 2), [",0", "claude-opus-5-5,4"]);
    assert_eq!(cells(&database, &by(&[Column::Source]), 2), ["cli,4", "agent_sdk,0"]);
    assert_eq!(
        lines(&database, &by(&[label("environment"), Column::User, label("team")]))[1]
            .split(",4,")
            .next()
            .unwrap(),
        "prod,mia@example.org,\"ml, \"\"core\"\"\""
    );
    let only_mia = Filter { users: vec![WordId::of(MIA)], ..november() };
    assert_eq!(cells(&database, &ExportQuery::new(only_mia, vec![Column::User]), 2), [format!("{MIA},4")]);
    let third = ExportQuery::new(between("2026-11-03", "2026-11-03"), vec![Column::User]);
    assert_eq!(cells(&database, &third, 1), ["'=cmd|' /C calc'!A0", TOM]);
}

#[test]
fn the_range_before_is_told_apart_by_the_first_column() {
    let database = database();
    let filter = Filter { compare: true, ..between("2026-11-03", "2026-11-04") };
    let query = ExportQuery::new(filter, vec![Column::Day, Column::Source]);
    assert_eq!(cells(&database, &query, 4), ["current,2026-11-03,agent_sdk,0", "previous,2026-11-01,cli,4"]);
    let table = export::table(&query, Vec::new()).unwrap();
    assert!(table.starts_with("period,day,source,requests,"), "{table}");
}

#[test]
fn too_many_lines_are_none() {
    let database = Database::new();
    database
        .0
        .execute_batch(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 50001)
             INSERT INTO daily SELECT 1, 20758, n, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM n",
        )
        .unwrap();
    let query = ExportQuery::new(november(), vec![Column::User]);
    let read = || -> Vec<Vec<Row>> { vec![database.read(&export::statements(ORG, &query)[0])] };
    assert_eq!(MAX_LINES, 50_000);
    // Users whose words are missing are still lines of their own.
    assert_eq!(export::table(&query, read()), None);
    database.0.execute("DELETE FROM daily WHERE user = 1", []).unwrap();
    assert_eq!(export::table(&query, read()).unwrap().lines().count(), 50_001);
}

#[test]
fn an_export_passes_the_daily_rows_once_and_seeks_everything_else() {
    let query = ExportQuery::new(november(), vec![Column::User, label("team")]);
    let text = Database::new().plan(&export::statements(ORG, &query)[0]).join("\n");
    assert_eq!(
        text.matches("SEARCH d USING PRIMARY KEY (org_id=? AND day=? AND user>? AND user<?)").count(),
        1,
        "{text}"
    );
    for table in ["d", "user", "model", "c", "c LEFT-JOIN", "called LEFT-JOIN", "cohort"] {
        assert!(!text.lines().any(|step| step == format!("SCAN {table}")), "{table}\n{text}");
    }
}

//! Rows as the rollup writes them: of each user, and added up over everybody.

use std::collections::BTreeMap;

use rusqlite::params_from_iter;
use thinspan::api::day as iso_day;
use thinspan::api::filter::Filter;
use thinspan::auth::member::OrgId;
use thinspan::rollup::tally::Tally;
use thinspan::telemetry::word::WordId;

use crate::sql::Database;

pub const ORG: OrgId = OrgId::new(1);
pub const MIA: &str = "mia@example.org";
pub const TOM: &str = "tom@example.org";
pub const OPUS: &str = "claude-opus-5-5";
pub const SONNET: &str = "claude-sonnet-5-5";
pub const HAIKU: &str = "claude-haiku-5-5";
pub const OPUS_4_7: &str = "claude-opus-4-7";
pub const UNKNOWN: &str = "somebody-elses-model";

pub fn day(text: &str) -> i64 {
    iso_day::parse(text).unwrap().0
}

pub fn between(from: &str, to: &str) -> Filter {
    Filter::days(iso_day::parse(from).unwrap(), iso_day::parse(to).unwrap())
}

pub fn november() -> Filter {
    between("2026-11-01", "2026-11-30")
}

/// What one user did on one day, of one model; figures by column.
#[derive(Clone, Default)]
pub struct Daily {
    pub org: i64,
    pub day: i64,
    pub user: &'static str,
    pub source: i64,
    pub cohort: i64,
    pub model: &'static str,
    pub rate: i64,
    pub figures: &'static [(&'static str, i64)],
}

pub fn mia(figures: &'static [(&'static str, i64)]) -> Daily {
    let day = day("2026-11-01");
    Daily { org: 1, day, user: MIA, source: 1, figures, ..Daily::default() }
}

pub fn tom(figures: &'static [(&'static str, i64)]) -> Daily {
    Daily { user: TOM, source: 3, day: day("2026-11-03"), ..mia(figures) }
}

/// How often something happened to one user on one day.
#[derive(Clone)]
pub struct Tallied {
    pub tally: Tally,
    pub day: i64,
    pub user: &'static str,
    pub source: i64,
    pub cohort: i64,
    pub name: &'static str,
    pub detail: i64,
    pub count: i64,
    pub total: i64,
}

pub fn tallied(tally: Tally, name: &'static str, detail: i64, count: i64, total: i64) -> Tallied {
    let day = day("2026-11-01");
    Tallied { tally, day, user: MIA, source: 1, cohort: 0, name, detail, count, total }
}

impl Database {
    /// Rows of each user, and the same added up under user -1, as the rollup does.
    pub fn with(rows: &[Daily]) -> Self {
        let database = Self::new();
        database.orgs();
        database.add(rows);
        database
    }

    pub fn orgs(&self) {
        self.0
            .execute_batch(
                "INSERT INTO org (org_id, name, created_ms) VALUES (1, 'example.com', 0), (2, 'example.net', 0)",
            )
            .unwrap();
    }

    pub fn add(&self, rows: &[Daily]) {
        self.0.execute_batch("BEGIN").unwrap();
        for row in rows {
            self.words(row.org, &[row.user, row.model]);
            for (user, cohort) in [(WordId::of(row.user).0, row.cohort), (-1, 0)] {
                self.add_daily(row, user, cohort);
            }
        }
        self.0.execute_batch("COMMIT").unwrap();
    }

    fn add_daily(&self, row: &Daily, user: i64, cohort: i64) {
        let mut columns: BTreeMap<&str, i64> =
            self.figure_columns().into_iter().map(|name| (name, 0)).collect();
        for (name, figure) in row.figures {
            assert!(columns.insert(name, *figure).is_some(), "there is no column {name}");
        }
        let names: Vec<&str> = columns.keys().copied().collect();
        let sums: Vec<String> =
            names.iter().map(|name| format!("{name} = {name} + excluded.{name}")).collect();
        let sql = format!(
            "INSERT INTO daily (org_id, day, user, source, cohort, model, rate, {}) VALUES ({}) ON CONFLICT DO UPDATE SET {}",
            names.join(", "),
            vec!["?"; names.len() + 7].join(", "),
            sums.join(", ")
        );
        let key = [row.org, row.day, user, row.source, cohort, WordId::of(row.model).0, row.rate];
        let values: Vec<i64> = key.into_iter().chain(columns.into_values()).collect();
        self.0.prepare_cached(&sql).unwrap().execute(params_from_iter(values)).unwrap();
    }

    fn figure_columns(&self) -> Vec<&'static str> {
        let schema = include_str!("../../migrations/0001_telemetry.sql");
        let table = schema.split("CREATE TABLE daily (").nth(1).unwrap().split("PRIMARY KEY").next().unwrap();
        table.lines().filter_map(|line| line.split_whitespace().next()).skip(7).collect()
    }

    pub fn tally(&self, rows: &[Tallied]) {
        for row in rows {
            self.words(1, &[row.user, row.name]);
            for (user, cohort) in [(WordId::of(row.user).0, row.cohort), (-1, 0)] {
                self.0
                    .execute(
                        "INSERT INTO tally VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL)
                         ON CONFLICT DO UPDATE SET count = count + excluded.count, total = total + excluded.total",
                        rusqlite::params![
                            row.tally as i64,
                            row.day,
                            user,
                            row.source,
                            cohort,
                            WordId::of(row.name).0,
                            row.detail,
                            row.count,
                            row.total
                        ],
                    )
                    .unwrap();
            }
        }
    }

    /// A tally whose detail is a word.
    pub fn tally_of(&self, tally: Tally, name: &'static str, detail: &'static str, count: i64) {
        self.words(1, &[detail]);
        self.tally(&[tallied(tally, name, WordId::of(detail).0, count, 0)]);
    }

    pub fn words(&self, org: i64, texts: &[&str]) {
        for text in texts.iter().filter(|text| !text.is_empty()) {
            self.0
                .prepare_cached("INSERT INTO word VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
                .unwrap()
                .execute((org, WordId::of(text).0, text))
                .unwrap();
        }
    }

    pub fn cohort(&self, id: i64, labels: &str) {
        self.0.execute("INSERT INTO cohort VALUES (?1, 1, ?2)", (id, labels)).unwrap();
    }

    pub fn person(&self, user: &str, name: &str) {
        self.words(1, &[user, name]);
        self.0
            .execute(
                "INSERT INTO person VALUES (1, ?1, 5, ?2, 1, 1, 1)",
                (WordId::of(user).0, WordId::of(name).0),
            )
            .unwrap();
    }
}

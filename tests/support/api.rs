//! Rows for the API's statements, and how these read tables.
#![allow(dead_code, reason = "each test binary uses a part of it")]

#[path = "sql.rs"]
mod sql;

use rusqlite::types::Value as Sql;
use serde_json::{Value, json};
use thinspan::store::Statement;
use thinspan::telemetry::word::WordId;

pub use sql::Database;

impl Database {
    /// Empty tables, and two orgs.
    pub fn with_orgs() -> Self {
        let database = Self::new();
        database
            .0
            .execute_batch(
                "INSERT INTO org (org_id, name, created_ms) VALUES (1, 'example.com', 0), (2, 'example.net', 0)",
            )
            .unwrap();
        database
    }

    /// Inserts a row; columns that are not named are 0 where they may not be NULL.
    pub fn insert(&self, table: &str, row: Value) {
        let mut columns = Vec::new();
        let mut values = Vec::new();
        let mut info = self
            .0
            .prepare(&format!("SELECT name, type, \"notnull\" FROM pragma_table_info('{table}')"))
            .unwrap();
        let known: Vec<(String, String, bool)> = info
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for name in row.as_object().unwrap().keys() {
            assert!(known.iter().any(|(column, _, _)| column == name), "{table} has no column {name}");
        }
        for (name, kind, required) in &known {
            let value = row.get(name).unwrap_or(&Value::Null);
            let value = match (value, kind.as_str()) {
                (Value::Null, "TEXT") if *required => Sql::Text(String::new()),
                (Value::Null, _) if *required => Sql::Integer(0),
                (Value::Null, _) => Sql::Null,
                (Value::String(text), "BLOB") => Sql::Blob(hex(text)),
                (Value::String(text), "INTEGER") => Sql::Integer(WordId::of(text).0),
                (Value::String(text), _) => Sql::Text(text.clone()),
                (Value::Number(number), _) => Sql::Integer(number.as_i64().unwrap()),
                (other, _) => Sql::Text(other.to_string()),
            };
            columns.push(name.as_str());
            values.push(value);
        }
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {table} ({}) VALUES ({marks})", columns.join(", "));
        self.0.execute(&sql, rusqlite::params_from_iter(values)).unwrap();
    }

    /// An org's words; a text in an INTEGER column of [`Database::insert`] stands for its word.
    pub fn words(&self, org: i64, words: &[&str]) {
        for word in words {
            self.insert("word", json!({"org_id": org, "word_id": WordId::of(word).0, "text": word}));
        }
    }

    /// Every access to a table that grows is a search by at least these columns of its key.
    pub fn assert_seeks(&self, statement: &Statement, seeks: &[(&str, &str)]) {
        let plan = self.plan(statement);
        for (table, by) in seeks {
            let steps: Vec<&String> = plan
                .iter()
                .filter(|step| {
                    let mut words = step.split(' ').skip(1);
                    words.next() == Some(table)
                })
                .collect();
            assert!(!steps.is_empty(), "{table} is not read: {plan:#?}");
            for step in steps {
                assert!(step.starts_with("SEARCH") && step.contains(by), "{step} by {by}\n{plan:#?}");
            }
        }
        let growing = [
            "span",
            "event",
            "metric",
            "turn",
            "daily",
            "tally",
            "session",
            "session_day",
            "word",
            "person",
            "refusal",
            "dirty",
        ];
        for step in &plan {
            let table = step.split(' ').nth(1).unwrap_or_default();
            assert!(!(step.starts_with("SCAN") && growing.contains(&table)), "{step}\n{plan:#?}");
        }
    }
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

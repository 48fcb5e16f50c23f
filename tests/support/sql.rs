//! Statements of the API on real SQLite with the real migrations.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use rusqlite::Connection;
use rusqlite::types::{Value as Sql, ValueRef};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thinspan::store::{Param, Statement};

/// A database with the real migrations, whose statements take and return what D1's do.
pub struct Database(pub Connection);

impl Database {
    pub fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", true).unwrap();
        for migration in [
            include_str!("../../migrations/0001_telemetry.sql"),
            include_str!("../../migrations/0002_members.sql"),
            include_str!("../../migrations/0003_prices.sql"),
            include_str!("../../migrations/0004_figures_stamp.sql"),
            include_str!("../../migrations/0005_kept_marks.sql"),
        ] {
            connection.execute_batch(migration).unwrap();
        }
        Self(connection)
    }

    /// One statement, with numbers bound as D1 binds them: JavaScript numbers, which are doubles.
    pub fn run(&self, statement: &Statement) -> Vec<Value> {
        let mut prepared = self.0.prepare(&statement.sql).unwrap();
        let params: Vec<Sql> = statement
            .params
            .iter()
            .map(|param| match param {
                Param::Text(text) => Sql::Text(text.clone()),
                Param::Int(number) => Sql::Real(*number as f64),
                Param::Null => Sql::Null,
            })
            .collect();
        let names: Vec<String> = prepared.column_names().into_iter().map(str::to_owned).collect();
        let mut found = prepared.query(rusqlite::params_from_iter(params)).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = found.next().unwrap() {
            let mut object = serde_json::Map::new();
            for (index, name) in names.iter().enumerate() {
                let value = match row.get_ref(index).unwrap() {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) => {
                        assert!(number.unsigned_abs() <= 1 << 53, "D1 would round {name}: {number}");
                        json!(number)
                    }
                    ValueRef::Real(number) => json!(number),
                    ValueRef::Text(text) => json!(std::str::from_utf8(text).unwrap()),
                    ValueRef::Blob(_) => panic!("D1 would return a BLOB as an array: {name}"),
                };
                object.insert(name.clone(), value);
            }
            rows.push(Value::Object(object));
        }
        rows
    }

    pub fn read<T: DeserializeOwned>(&self, statement: &Statement) -> Vec<T> {
        self.run(statement).into_iter().map(|row| serde_json::from_value(row).unwrap()).collect()
    }

    /// A batch as D1 runs it; returns what the last statement returned.
    pub fn batch<T: DeserializeOwned>(&self, statements: &[Statement]) -> Option<T> {
        self.0.execute_batch("BEGIN").unwrap();
        let mut last = Vec::new();
        for statement in statements {
            last = self.run(statement);
        }
        self.0.execute_batch("COMMIT").unwrap();
        last.into_iter().next().map(|row| serde_json::from_value(row).unwrap())
    }

    /// The one column of a query's rows.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        let mut statement = self.0.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    pub fn number(&self, sql: &str) -> i64 {
        self.0.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// What the statement itself reads; the checks of foreign keys would be shown even when there are none.
    pub fn plan(&self, statement: &Statement) -> Vec<String> {
        self.0.pragma_update(None, "foreign_keys", false).unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let params = vec![Sql::Null; statement.params.len()];
        let mut prepared = self.0.prepare(&sql).unwrap();
        let rows = prepared.query_map(rusqlite::params_from_iter(params), |row| row.get(3)).unwrap();
        rows.map(Result::unwrap).collect()
    }
}

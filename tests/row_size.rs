//! What a row takes on disk. Exact for the recorded telemetry; a column too many fails here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::Value;
use support::{Database, Recorded};

/// A generator of numbers that look random and are the same every time (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 1) as i64
    }

    fn bytes(&mut self) -> Vec<u8> {
        self.next().to_be_bytes().to_vec()
    }
}

/// Bytes a row in a table that fills as in a working day: many sessions at once, each adding rows to its
/// own range of the key, so pages are split and not full.
fn bytes_per_row(recorded: &Connection, table: &str, copies: usize) -> f64 {
    let schema: String = recorded
        .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0))
        .unwrap();
    let mut select = recorded.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns: Vec<String> = select.column_names().iter().map(|name| name.to_string()).collect();
    let index = |name: &str| columns.iter().position(|column| column == name);
    let rows: Vec<Vec<Value>> = select
        .query_map([], |row| (0..columns.len()).map(|i| row.get(i)).collect())
        .unwrap()
        .map(Result::unwrap)
        .collect();

    let time = index("end_ms").or(index("time_ms")).unwrap();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut fresh = Vec::new();
    for _ in 0..copies {
        let shift = numbers.next() % (8 * 3_600_000);
        let mut names: HashMap<(usize, i64), i64> = HashMap::new();
        for row in &rows {
            let mut row = row.clone();
            for (name, bits) in [("session", 63), ("trace", 48)] {
                if let Some(i) = index(name)
                    && let Value::Integer(old) = row[i]
                {
                    let fresh = *names.entry((i, old)).or_insert_with(|| numbers.next() >> (63 - bits));
                    row[i] = Value::Integer(fresh);
                }
            }
            for name in ["span_id", "parent_id"] {
                if let Some(i) = index(name)
                    && let Value::Blob(_) = row[i]
                {
                    row[i] = Value::Blob(numbers.bytes());
                }
            }
            if let Value::Integer(ms) = row[time] {
                row[time] = Value::Integer(ms % 3_600_000 + shift);
            }
            fresh.push(row);
        }
    }
    fresh.sort_by_key(|row| match row[time] {
        Value::Integer(ms) => ms,
        _ => 0,
    });

    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(&schema).unwrap();
    let pages = || connection.query_row("PRAGMA page_count", [], |row| row.get::<_, f64>(0)).unwrap();
    let empty = pages();
    let places = vec!["?"; columns.len()].join(",");
    let mut insert = connection.prepare(&format!("INSERT INTO {table} VALUES ({places})")).unwrap();
    connection.execute_batch("BEGIN").unwrap();
    for row in &fresh {
        insert.execute(rusqlite::params_from_iter(row)).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    (pages() - empty) * 4096.0 / fresh.len() as f64
}

#[test]
fn a_span_takes_less_than_100_bytes() {
    let mut database = Database::new();
    let token = database.org(1);
    for request in &Recorded::all() {
        database.ingest(&token, request);
    }
    let span = bytes_per_row(&database.0, "span", 40);
    let event = bytes_per_row(&database.0, "event", 10);
    let metric = bytes_per_row(&database.0, "metric", 40);
    println!(
        "bytes on disk: {span:.1} a span, {event:.1} a log record, {metric:.1} a metrics export of a session"
    );
    assert!(span < 92.0, "{span}");
    assert!(event < 82.0, "{event}");
    assert!(metric < 350.0, "{metric}");
}

//! A real SQLite with the real migrations, which runs the statements that D1 runs.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, params_from_iter};
use serde::Deserialize;
use thinspan::auth::ingest_token::IngestToken;
use thinspan::ingest::{self, Arrival};
use thinspan::otlp::body::decompress;
use thinspan::otlp::media::Compression;
use thinspan::otlp::{self, Encoding, Signal};
use thinspan::rollup::{self, Place};
use thinspan::store::{Param, Statement};
use thinspan::telemetry::time::{DAY_MS, Day};
use thinspan::telemetry::{self, Thin};

/// The day on which the tests take place.
pub const TODAY: Day = Day(20_790);

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A database as `wrangler d1 migrations apply` makes it.
pub struct Database(pub Connection);

impl Database {
    pub fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        let mut migrations: Vec<_> =
            fs::read_dir(root().join("migrations")).unwrap().map(|entry| entry.unwrap().path()).collect();
        migrations.sort();
        for migration in migrations {
            connection.execute_batch(&fs::read_to_string(&migration).unwrap()).unwrap();
        }
        Self(connection)
    }

    /// An org with an ingest token. The number makes the token. It keeps everything: recorded data gets old.
    pub fn org(&self, number: u8) -> IngestToken {
        let token = IngestToken::generate([number; 20]);
        let org = i64::from(number);
        self.0
            .execute(
                "INSERT INTO org (org_id, name, created_ms, raw_days, daily_days) VALUES (?1, 'org ' || ?1, 0, 100000, 100000)",
                [org],
            )
            .unwrap();
        self.0
            .execute(
                "INSERT INTO ingest_token (token_hash, org_id, hint, created_by, created_ms) VALUES (unhex(?1), ?2, ?3, 'admin@example.com', 0)",
                rusqlite::params![token.hash_hex(), org, token.hint()],
            )
            .unwrap();
        token
    }

    /// Runs statements as one transaction, as a D1 batch does; returns the changes of each that tells no rows.
    pub fn batch(&mut self, statements: &[Statement]) -> Vec<usize> {
        self.results(statements).into_iter().map(|(changes, _)| changes).collect()
    }

    /// The same; returns beside the changes the first column of the rows that a statement tells.
    fn results(&mut self, statements: &[Statement]) -> Vec<(usize, Vec<SqlValue>)> {
        let transaction = self.0.transaction().unwrap();
        let results = statements
            .iter()
            .map(|statement| {
                let values = statement.params.iter().map(|param| match param {
                    Param::Text(text) => SqlValue::Text(text.clone()),
                    // D1 binds every number as a double.
                    Param::Int(number) => SqlValue::Real(*number as f64),
                    Param::Null => SqlValue::Null,
                });
                let mut prepared = transaction.prepare(&statement.sql).unwrap();
                if prepared.column_count() == 0 {
                    return (prepared.execute(params_from_iter(values)).unwrap(), Vec::new());
                }
                let rows = prepared.query_map(params_from_iter(values), |row| row.get(0)).unwrap();
                (0, rows.map(Result::unwrap).collect())
            })
            .collect();
        transaction.commit().unwrap();
        results
    }

    /// Stores a request as the Worker does.
    pub fn ingest(&mut self, token: &IngestToken, request: &Recorded) -> Thin {
        let thin = request.thin();
        let arrival = Arrival { day: TODAY, signal: request.signal(), body: &request.body() };
        self.batch(&ingest::plan(token, &thin, arrival));
        thin
    }

    /// Runs the cron's passes until there is nothing more to do; returns how many session-days were folded.
    pub fn rollup(&mut self) -> usize {
        let mut folded = 0;
        loop {
            let looked_at = self.rollup_pass(rollup::SESSION_DAYS_PER_BATCH);
            folded += looked_at;
            if looked_at == 0 {
                return folded;
            }
        }
    }

    /// Runs one pass of the cron, in batches of that size; returns how many session-days it looked at.
    pub fn rollup_pass(&mut self, session_days: i64) -> usize {
        let mut behind = Place::START;
        let mut looked_at = 0;
        loop {
            let places = self.rollup_batch(session_days, behind);
            looked_at += places.len();
            if places.len() < session_days as usize {
                return looked_at;
            }
            behind = *places.last().unwrap();
        }
    }

    /// Runs one batch of a pass; returns the places of the session-days it looked at, in order.
    pub fn rollup_batch(&mut self, session_days: i64, behind: Place) -> Vec<Place> {
        // Each pass begins later than the one before.
        static PASSES: AtomicI64 = AtomicI64::new(0);
        let now_ms = TODAY.0 * DAY_MS + PASSES.fetch_add(1, Ordering::Relaxed);
        let batch = rollup::batch(session_days, behind, now_ms);
        let mut results = self.results(&batch.statements);
        let mut places: Vec<Place> = results
            .drain(batch.clears)
            .flat_map(|(_, places)| places)
            .map(|place| match place {
                SqlValue::Text(json) => Place::try_from(json).unwrap(),
                other => panic!("{other:?}"),
            })
            .collect();
        places.sort();
        places
    }

    /// The one number that a query returns.
    pub fn number(&self, sql: &str) -> i64 {
        self.0.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).unwrap().unwrap_or_default()
    }

    /// The one column of a query's rows.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        let mut statement = self.0.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// Every row of a query, each as text.
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let mut statement = self.0.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| {
                let cells: Vec<String> =
                    (0..columns).map(|i| format!("{:?}", row.get_ref(i).unwrap())).collect();
                Ok(cells.join(" "))
            })
            .unwrap();
        rows.map(Result::unwrap).collect()
    }
}

/// A request as it was recorded from a real client.
#[derive(Debug, Clone, Deserialize)]
pub struct Recorded {
    pub path: String,
    pub signal: String,
    pub url_path: String,
    pub content_type: String,
    pub content_encoding: Option<String>,
    pub scenario: String,
    pub seq: i64,
    #[serde(default)]
    pub spans: usize,
    #[serde(default)]
    pub log_records: usize,
}

#[derive(Deserialize)]
struct Manifest {
    files: Vec<Recorded>,
}

impl Recorded {
    /// Every recorded request.
    pub fn all() -> Vec<Recorded> {
        let text = fs::read_to_string(root().join("tests/fixtures/manifest.json")).unwrap();
        serde_json::from_str::<Manifest>(&text).unwrap().files
    }

    /// The bytes as sent.
    pub fn body(&self) -> Vec<u8> {
        fs::read(root().join("tests/fixtures").join(&self.path)).unwrap()
    }

    pub fn signal(&self) -> Signal {
        match self.signal.as_str() {
            "traces" => Signal::Traces,
            "metrics" => Signal::Metrics,
            "logs" => Signal::Logs,
            other => panic!("{other}"),
        }
    }

    pub fn thin(&self) -> Thin {
        let body = self.body();
        let compression = Compression::from_content_encoding(self.content_encoding.as_deref()).unwrap();
        let body = decompress(&body, compression).unwrap();
        let encoding = Encoding::from_content_type(&self.content_type).unwrap();
        telemetry::thin(&otlp::decode(self.signal(), encoding, &body).unwrap(), TODAY)
    }
}

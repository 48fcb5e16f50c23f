//! How fast SQLite itself takes what an export writes: the statements of the Worker, and rows bound one by one to a
//! prepared INSERT in one transaction, which is as fast as SQLite goes. On a file, as D1 has it.
//!
//! Takes a folder of requests for traces in JSON, one file for each; prints one line of JSON.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use thinspan::auth::ingest_token::IngestToken;
use thinspan::ingest::{self, Arrival};
use thinspan::otlp::{self, Encoding, Signal};
use thinspan::store::{Param, Statement};
use thinspan::telemetry;
use thinspan::telemetry::time::Day;

/// When the requests come: in 2100, after anything that they tell of.
const TODAY: Day = Day(47_482);

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).unwrap();
    let token = IngestToken::generate([7; 20]);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let plans: Vec<Rc<[Statement]>> = files
        .iter()
        .map(|file| {
            let body = fs::read(file).unwrap();
            let thin = telemetry::thin(&otlp::decode(Signal::Traces, Encoding::Json, &body).unwrap(), TODAY);
            ingest::plan(&token, &thin, Arrival { day: TODAY, signal: Signal::Traces, body: &body })
        })
        .collect();

    let home = std::env::temp_dir().join(format!("thinspan-bench-{}", std::process::id()));
    fs::create_dir_all(&home).unwrap();
    let database = open(&home.join("statements.sqlite"), &token);
    let began = Instant::now();
    for statements in &plans {
        database.execute_batch("BEGIN").unwrap();
        for statement in statements.iter() {
            let params = statement.params.iter().map(|param| match param {
                Param::Text(text) => Value::Text(text.clone()),
                Param::Int(number) => Value::Integer(*number),
                Param::Null => Value::Null,
            });
            let mut prepared = database.prepare(&statement.sql).unwrap();
            let mut rows = prepared.query(params_from_iter(params)).unwrap();
            while rows.next().unwrap().is_some() {}
        }
        database.execute_batch("COMMIT").unwrap();
    }
    let statements_seconds = began.elapsed().as_secs_f64();

    let spans = rows_of(&database);
    let bulk = open(&home.join("bulk.sqlite"), &token);
    let began = Instant::now();
    bulk.execute_batch("BEGIN").unwrap();
    {
        let places = vec!["?"; spans[0].len()].join(", ");
        let mut insert = bulk.prepare(&format!("INSERT INTO span VALUES ({places})")).unwrap();
        for span in &spans {
            insert.execute(params_from_iter(span)).unwrap();
        }
    }
    bulk.execute_batch("COMMIT").unwrap();
    let bulk_seconds = began.elapsed().as_secs_f64();
    fs::remove_dir_all(&home).unwrap();
    println!(
        r#"{{"spans":{},"requests":{},"statementsSpansPerSecond":{:.0},"bulkSpansPerSecond":{:.0}}}"#,
        spans.len(),
        plans.len(),
        spans.len() as f64 / statements_seconds,
        spans.len() as f64 / bulk_seconds
    );
}

fn open(path: &Path, token: &IngestToken) -> Connection {
    let database = Connection::open(path).unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    let mut migrations: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    migrations.sort();
    for migration in migrations {
        database.execute_batch(&fs::read_to_string(migration).unwrap()).unwrap();
    }
    database.execute_batch("INSERT INTO org (org_id, name, created_ms) VALUES (1, 'bench', 0)").unwrap();
    database
        .execute(
            "INSERT INTO ingest_token (token_hash, org_id, hint, created_by, created_ms) \
             VALUES (unhex(?1), 1, '', '', 0)",
            [token.hash_hex()],
        )
        .unwrap();
    database
}

/// The spans, in the order in which they lie.
fn rows_of(database: &Connection) -> Vec<Vec<Value>> {
    let mut select = database.prepare("SELECT * FROM span").unwrap();
    let columns = select.column_count();
    select
        .query_map([], |row| (0..columns).map(|index| row.get(index)).collect())
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

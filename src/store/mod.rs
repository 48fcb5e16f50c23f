//! D1: how a statement reaches the database and how its rows come back.
//!
//! The statements themselves are SQL files beside the code that uses them. They are values
//! ([`Statement`]) until the last moment, so the same ones run on plain SQLite in the native tests.

pub mod group;
pub(crate) mod sql;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{Either, select};
use serde::de::DeserializeOwned;
use worker::wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, D1Result, Delay, Env, js_sys};

use crate::bindings::OfEnv;

/// D1 refuses a bound value of more than 2 MB (developers.cloudflare.com/d1/platform/limits); local D1
/// does not, so the bound is kept here. What is longer is cut into several statements.
pub const MAX_VALUE_BYTES: usize = 1_900_000;

/// The version of the schema that this version of the Worker reads and writes, see migrations/.
pub const SCHEMA: &str = "schema_3";

/// Names it. Nothing is read of the table, so it costs no row.
const NAME_SCHEMA: &str = "SELECT 1 FROM schema_3 LIMIT 0";

/// One SQL statement with its parameters (`?1`, `?2`, …).
#[derive(Debug, Clone)]
pub struct Statement {
    /// The SQL text, from a `.sql` file.
    pub sql: Cow<'static, str>,
    /// The bound values, in order.
    pub params: Vec<Param>,
}

impl Statement {
    /// A statement with its parameters.
    pub fn new(sql: &'static str, params: impl IntoIterator<Item = Param>) -> Self {
        Self { sql: Cow::Borrowed(sql), params: params.into_iter().collect() }
    }

    /// A statement whose text is in several files: put together when it is needed, the Worker has each file once.
    pub fn joined(pieces: &[&str], params: impl IntoIterator<Item = Param>) -> Self {
        Self { sql: Cow::Owned(pieces.concat()), params: params.into_iter().collect() }
    }
}

/// A bound value.
///
/// There is no BLOB: the driver copies it byte by byte. Hashes and ids travel as hexadecimal text and
/// become BLOBs by SQLite's `unhex()`.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// Text; also JSON for `json_each`, and hexadecimal for `unhex`.
    Text(String),
    /// A whole number of at most 2^53, which is what a JavaScript number can carry exactly.
    Int(i64),
    /// NULL.
    Null,
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Param::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Param::Text(text)
    }
}

impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Param::Int(number)
    }
}

/// The database failed or could not be reached. The answer to the caller is 503, "try again".
#[derive(Debug, Clone)]
pub struct StoreError {
    cause: String,
}

impl StoreError {
    /// Whether the database has another schema than this version of the Worker reads and writes. That does not
    /// pass by waiting: somebody must deploy.
    pub fn is_other_schema(&self) -> bool {
        self.cause.contains("no such table: ")
    }

    /// Whether a row was refused because it has no value in that column, `table.column`.
    pub fn is_null_in(&self, column: &str) -> bool {
        self.cause.contains(&format!("NOT NULL constraint failed: {column}"))
    }

    /// Whether the same may succeed in a while: the database is overloaded, starting anew or out of reach
    /// (developers.cloudflare.com/d1/observability/debug-d1). What SQLite itself refuses stays so, and a full database.
    pub fn may_pass(&self) -> bool {
        !["SQLITE_", "Exceeded maximum"].iter().any(|lasting| self.cause.contains(lasting))
    }
}

/// What to tell whoever deployed the Worker when the database has another schema.
pub const OTHER_SCHEMA: &str = "The database's schema is not the one that this version of Thinspan needs. \
                                Run `npm run deploy`; in local development, delete .wrangler/state.";

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.is_other_schema() {
            true => f.write_str(OTHER_SCHEMA),
            false => write!(f, "database: {}", self.cause),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<worker::Error> for StoreError {
    fn from(error: worker::Error) -> Self {
        Self { cause: error.to_string() }
    }
}

/// Milliseconds since 1970-01-01.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// A statement's text, by where it lies in memory: the SQL files never move.
type Address = (*const u8, usize);

/// The binding of the database, and what has been prepared on it.
struct Bound {
    d1: D1Database,
    /// Some dozens at most; the first ones are those of exports.
    prepared: RefCell<Vec<(Address, D1PreparedStatement)>>,
}

impl Bound {
    /// A statement without its parameters. One of the SQL files goes to JavaScript once an isolate.
    fn prepare(&self, statement: &Statement) -> D1PreparedStatement {
        match statement.sql {
            Cow::Borrowed(sql) => self.prepare_file(sql),
            Cow::Owned(ref sql) => self.d1.prepare(sql),
        }
    }

    fn prepare_file(&self, sql: &'static str) -> D1PreparedStatement {
        let address: Address = (sql.as_ptr(), sql.len());
        let mut prepared = self.prepared.borrow_mut();
        if let Some((_, statement)) = prepared.iter().find(|(known, _)| *known == address) {
            return statement.clone();
        }
        let statement = self.d1.prepare(sql);
        prepared.push((address, statement.clone()));
        statement
    }
}

/// What the environment has of all this.
#[derive(Clone)]
struct Found {
    bound: Result<Rc<Bound>, StoreError>,
    tells_costs: bool,
}

impl Found {
    fn of(env: &Env) -> Self {
        thread_local! {
            static FOUND: OfEnv<Found> = const { OfEnv::new() };
        }
        FOUND.with(|found| {
            found.get(env, |env| Self {
                bound: env
                    .d1("DB")
                    .map(|d1| Rc::new(Bound { d1, prepared: RefCell::default() }))
                    .map_err(Into::into),
                tells_costs: env.var("SERVER_TIMING").is_ok(),
            })
        })
    }
}

/// The database, and what its statements have cost so far.
pub struct Database {
    bound: Rc<Bound>,
    spent: Rc<Cell<Spent>>,
    counts_rows: bool,
}

/// What was asked of the database.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// Round trips.
    pub calls: u64,
    /// Rows, as D1 bills them.
    pub cost: Cost,
}

impl Spent {
    /// The value of the header `Server-Timing` that tells it, where [`tells_costs`] asks for that.
    pub fn server_timing(self, env: &Env) -> Option<String> {
        let Self { calls, cost: Cost { rows_read, rows_written } } = self;
        tells_costs(env).then(|| format!("d1;desc=\"calls={calls} read={rows_read} written={rows_written}\""))
    }
}

/// Whether answers and the log say what everything has cost the database: in tests and benchmarks, which set
/// the variable `SERVER_TIMING` and pin it.
pub fn tells_costs(env: &Env) -> bool {
    Found::of(env).tells_costs
}

impl Database {
    /// The database bound as `DB` in `wrangler.toml`.
    ///
    /// # Errors
    /// When there is no such binding.
    pub fn from_env(env: &Env) -> Result<Self, StoreError> {
        Self::counted(env, &Rc::default())
    }

    /// The same, and what its statements cost is added up in `spent`.
    ///
    /// # Errors
    /// When there is no such binding.
    pub fn counted(env: &Env, spent: &Rc<Cell<Spent>>) -> Result<Self, StoreError> {
        let Found { bound, tells_costs } = Found::of(env);
        Ok(Self { bound: bound?, spent: Rc::clone(spent), counts_rows: tells_costs })
    }

    /// Counts rows also where nobody but the log is told of them.
    #[must_use]
    pub fn counting_rows(self) -> Self {
        Self { counts_rows: true, ..self }
    }

    /// What this handle's statements have cost so far; rows only where they are counted.
    pub fn spent(&self) -> Spent {
        self.spent.get()
    }

    /// Runs the statements in one transaction and one round trip; all of them or none take effect. None do on a
    /// schema that is not this version's, for the first statement of every batch names it and fails there; where the
    /// caller's first one does so itself, it needs no other.
    ///
    /// # Errors
    /// When any statement fails.
    pub async fn batch(&self, statements: &[Statement]) -> Result<Vec<Rows>, StoreError> {
        let results = self.run_all(statements).await?;
        self.count(1, &results);
        Ok(results)
    }

    /// The same, and counts nothing.
    async fn run_all(
        &self,
        statements: impl IntoIterator<Item = &Statement>,
    ) -> Result<Vec<Rows>, StoreError> {
        let mut statements = statements.into_iter().peekable();
        let mut prepared = Vec::with_capacity(statements.size_hint().0 + 1);
        let names_schema = statements.peek().is_some_and(|statement| statement.sql.contains(SCHEMA));
        if !names_schema {
            prepared.push(self.bound.prepare_file(NAME_SCHEMA));
        }
        for statement in statements {
            let values: Vec<JsValue> = statement
                .params
                .iter()
                .map(|param| match param {
                    Param::Text(text) => JsValue::from_str(text),
                    Param::Int(number) => JsValue::from_f64(*number as f64),
                    Param::Null => JsValue::NULL,
                })
                .collect();
            prepared.push(self.bound.prepare(statement).bind(&values)?);
        }
        let asked = prepared.len();
        let results = match <[D1PreparedStatement; 1]>::try_from(prepared) {
            // Alone, a statement is a transaction as it is.
            Ok([statement]) => vec![statement.all().await?],
            Err(prepared) => self.bound.d1.batch(prepared).await?,
        };
        if results.len() != asked {
            return Err(StoreError { cause: format!("{} results for {asked} statements", results.len()) });
        }
        Ok(results.into_iter().skip(usize::from(!names_schema)).map(Rows).collect())
    }

    /// Adds up what statements have cost.
    fn count(&self, calls: u64, results: &[Rows]) {
        let mut spent = self.spent.get();
        spent.calls += calls;
        if self.counts_rows {
            for rows in results {
                spent.cost += rows.cost();
            }
        }
        self.spent.set(spent);
    }

    /// Runs one statement.
    ///
    /// # Errors
    /// When it fails.
    pub async fn run(&self, statement: Statement) -> Result<Rows, StoreError> {
        let mut results = self.batch(&[statement]).await?;
        results.pop().ok_or_else(|| StoreError { cause: "no result".to_owned() })
    }
}

/// Waits no longer than this for the database's answer. What it was asked may take effect nevertheless.
///
/// # Errors
/// As what is waited for, and when there is no answer in time.
pub async fn within<T>(
    patience: Duration,
    answer: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    match select(pin!(answer), pin!(Delay::from(patience))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(StoreError { cause: format!("no answer within {} s", patience.as_secs()) }),
    }
}

/// What one statement returned.
pub struct Rows(D1Result);

impl Rows {
    /// The rows, each as a `T` by column name.
    ///
    /// # Errors
    /// When a row does not fit `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Vec<T>, StoreError> {
        Ok(self.0.results()?)
    }

    /// The rows of each result of a batch, all of one kind.
    ///
    /// # Errors
    /// When a row does not fit `T`.
    pub fn read_each<T: DeserializeOwned>(results: &[Self]) -> Result<Vec<Vec<T>>, StoreError> {
        results.iter().map(Self::read).collect()
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When a row does not fit `T`.
    pub fn first<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        Ok(self.read()?.into_iter().next())
    }

    /// Whether there are rows at all, whatever is in them.
    ///
    /// # Errors
    /// When the answer is none.
    pub fn any(&self) -> Result<bool, StoreError> {
        Ok(!self.0.results::<serde::de::IgnoredAny>()?.is_empty())
    }

    /// Rows read and written, as D1 bills them.
    pub fn cost(&self) -> Cost {
        let meta = self.0.meta().ok().flatten();
        Cost {
            rows_read: meta.as_ref().and_then(|m| m.rows_read).unwrap_or(0) as u64,
            rows_written: meta.as_ref().and_then(|m| m.rows_written).unwrap_or(0) as u64,
        }
    }

    /// Rows that an INSERT, UPDATE or DELETE changed.
    pub fn changes(&self) -> u64 {
        self.0.meta().ok().flatten().and_then(|m| m.changes).unwrap_or(0) as u64
    }
}

/// What a statement cost.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Rows read, index entries included.
    pub rows_read: u64,
    /// Rows written, index entries included.
    pub rows_written: u64,
}

impl std::ops::AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.rows_read += other.rows_read;
        self.rows_written += other.rows_written;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_told_from_what_stays() {
        // As D1 says them; the first ones are those of its documentation.
        for passing in [
            "D1_ERROR: D1 DB is overloaded. Requests queued for too long.",
            "D1_ERROR: D1 DB is overloaded. Too many requests queued.",
            "D1_ERROR: D1 DB reset because its code was updated.",
            "D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.",
            "D1_ERROR: Network connection lost.",
            "D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.",
            "D1_ERROR: Failed to parse body as JSON, got: <html>",
        ] {
            assert!(StoreError { cause: passing.to_owned() }.may_pass(), "{passing}");
        }
        for lasting in [
            "D1_ERROR: no such table: schema_3: SQLITE_ERROR",
            "D1_ERROR: NOT NULL constraint failed: span.kind: SQLITE_CONSTRAINT",
            "D1_ERROR: string or blob too big: SQLITE_TOOBIG",
            "D1_ERROR: Exceeded maximum DB size.",
        ] {
            assert!(!StoreError { cause: lasting.to_owned() }.may_pass(), "{lasting}");
        }
    }
}

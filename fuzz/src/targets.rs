//! What is fuzzed. Each target takes any bytes at all, and panics where they break a promise. `npm run fuzz` finds such
//! bytes; what was found and what covers most is in `fuzz/corpus` and `fuzz/crashes`, which `cargo test` replays.

use std::sync::atomic::{AtomicUsize, Ordering};

use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use peak_alloc::PeakAlloc;
use prost::Message;
use serde::Serialize;
use serde_json::Value;
use thinspan::api::parsed;
use thinspan::auth::code::Code;
use thinspan::auth::cookie::Cookie;
use thinspan::auth::email::Email;
use thinspan::auth::ingest_token::IngestToken;
use thinspan::auth::network::network;
use thinspan::auth::{browser, rejection};
use thinspan::ingest::{self, Arrival};
use thinspan::otlp::body::{MAX_DECODED_BYTES, decompress};
use thinspan::otlp::media::Compression;
use thinspan::otlp::{self, Encoding, Refusal, Reply, Request, Signal};
use thinspan::store::{MAX_VALUE_BYTES, Param, Statement};
use thinspan::telemetry::Thin;
use thinspan::telemetry::attribute::Attribute;
use thinspan::telemetry::time::Day;
use thinspan::telemetry::word::MAX_WORD_BYTES;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Most that a request takes beside its body, from the body to the statements: six times the largest body. An isolate has
/// 128 MB, in which pointers and lengths are half as wide as here.
const MAX_MEMORY: usize = 6 * MAX_DECODED_BYTES;

/// The most that any request has taken so far.
static HIGHEST: AtomicUsize = AtomicUsize::new(0);

/// When everything comes.
const TODAY: Day = Day(20_778);

/// A name, which is also that of a corpus, and what is run.
type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 11] = [
    ("traces_json", |bytes| export(Signal::Traces, Encoding::Json, bytes)),
    ("traces_protobuf", |bytes| export(Signal::Traces, Encoding::Protobuf, bytes)),
    ("metrics_json", |bytes| export(Signal::Metrics, Encoding::Json, bytes)),
    ("metrics_protobuf", |bytes| export(Signal::Metrics, Encoding::Protobuf, bytes)),
    ("logs_json", |bytes| export(Signal::Logs, Encoding::Json, bytes)),
    ("logs_protobuf", |bytes| export(Signal::Logs, Encoding::Protobuf, bytes)),
    ("gzip", gzip),
    ("token", token),
    ("cookie", cookie),
    ("query", query),
    ("path", path),
];

/// Runs a target.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target of this name");
    target(bytes);
}

/// The most memory that any request has taken so far, in bytes.
pub fn highest() -> usize {
    HIGHEST.load(Ordering::Relaxed)
}

/// Runs what a request takes, and measures it.
fn measured<T>(work: impl FnOnce() -> T) -> T {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let result = work();
    let taken = MEMORY.peak_usage().saturating_sub(before);
    assert!(taken <= MAX_MEMORY, "{taken} bytes of memory for one request");
    HIGHEST.fetch_max(taken, Ordering::Relaxed);
    result
}

/// A request as it came, unzipped: to the statements that store it.
#[allow(dead_code, reason = "for requests that are too large to be fuzzed with")]
pub fn once(signal: Signal, encoding: Encoding, body: &[u8]) {
    assert!(body.len() <= MAX_DECODED_BYTES);
    measured(|| stored(signal, encoding, body, body));
}

/// The same, which must be the same twice, and in both encodings.
fn export(signal: Signal, encoding: Encoding, body: &[u8]) {
    if body.len() > MAX_DECODED_BYTES {
        return;
    }
    let first = measured(|| stored(signal, encoding, body, body));
    let again = stored(signal, encoding, body, body);
    assert_eq!(first, again, "the same bytes are stored in the same way");
    if encoding == Encoding::Protobuf && body.len() < 1 << 16 {
        as_generated(signal, body);
    }
}

/// The statements' rows, if the request was taken.
fn stored(signal: Signal, encoding: Encoding, body: &[u8], arrived: &[u8]) -> Option<Vec<Rows>> {
    let mut read = body.to_vec();
    let thin = match ingest::read(signal, encoding, &mut read, TODAY) {
        Ok(thin) => thin,
        Err(refusal) => {
            refused(encoding, &refusal);
            return None;
        }
    };
    let request = otlp::decode(signal, encoding, &read).expect("what was read can be read");
    fits(&request, &thin);
    drop(request);
    answered(encoding, &Reply::success(signal, encoding, &thin.refused));
    let arrival = Arrival { day: TODAY, signal, body: arrived };
    let statements = ingest::plan(&IngestToken::generate([1; 20]), &thin, arrival);
    drop(thin);
    Some(statements.iter().map(rows).collect())
}

/// No more is kept than came, and no word is longer than words are.
fn fits(request: &Request<'_, Attribute>, thin: &Thin) {
    let refused = thin.refused.count();
    let kept = (thin.spans.len() + thin.events.len()) as u64;
    let records: u64 = match request {
        Request::Traces(request) => {
            let scopes = request.resource_spans.iter().flat_map(|resource| &resource.scope_spans);
            scopes.map(|scope| scope.spans.len() as u64).sum()
        }
        Request::Logs(request) => {
            let scopes = request.resource_logs.iter().flat_map(|resource| &resource.scope_logs);
            scopes.map(|scope| scope.log_records.len() as u64).sum()
        }
        Request::Metrics(request) => {
            let scopes = request.resource_metrics.iter().flat_map(|resource| &resource.scope_metrics);
            let sums = scopes.flat_map(|scope| &scope.metrics).filter_map(|metric| metric.sum.as_ref());
            sums.map(|sum| sum.data_points.len() as u64).sum()
        }
    };
    if matches!(request, Request::Metrics(_)) {
        let points: usize = thin.metrics.iter().map(|row| row.points.len()).sum();
        assert!(kept == 0 && points as u64 + refused <= records, "{points} + {refused} of {records} points");
    } else {
        assert_eq!(kept + refused, records, "a record is kept, or refused");
    }
    assert!(thin.touched.len() as u64 <= records && thin.sessions.iter().count() as u64 <= records);
    for (word, _) in thin.words.iter() {
        assert!(word.len() <= MAX_WORD_BYTES && !word.chars().any(char::is_control), "{word:?}");
    }
    for (_, session) in thin.sessions.iter() {
        assert!(session.name.len() <= MAX_WORD_BYTES, "{}", session.name);
        // Owner and name of a repository are a word each.
        let labels = session.labels.built_in.values().chain(session.labels.others.values());
        labels.for_each(|label| assert!(label.len() <= 2 * MAX_WORD_BYTES + 1, "{label}"));
    }
}

/// The rows of one parameter of a statement, in no order.
type Rows = (String, Vec<String>);

fn rows(statement: &Statement) -> Rows {
    let columns = |row: &Value| row.as_array().expect("a row is an array").len();
    let mut rows = Vec::new();
    if let [_, Param::Text(json)] = statement.params.as_slice() {
        assert!(json.len() <= MAX_VALUE_BYTES + 1, "{} bytes in one parameter", json.len());
        let parsed: Vec<Value> = serde_json::from_str(json).expect("rows are JSON");
        let widths = parsed.first().map(columns);
        assert!(parsed.iter().all(|row| Some(columns(row)) == widths), "rows of one width");
        assert!(!parsed.iter().any(ends_early), "SQLite ends a text at U+0000");
        rows = parsed.iter().map(Value::to_string).collect();
        rows.sort_unstable();
    }
    (statement.sql.to_string(), rows)
}

fn ends_early(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(ends_early),
        Value::Object(members) => {
            members.iter().any(|(name, value)| name.contains('\0') || ends_early(value))
        }
        _ => false,
    }
}

fn refused(encoding: Encoding, refusal: &Refusal) {
    assert!(matches!(refusal.status, 400 | 413), "{refusal:?}");
    assert!(!refusal.message.is_empty());
    answered(encoding, &Reply::error(encoding, refusal));
}

/// An answer says at most 1 KiB, which JSON may write with six characters for one.
fn answered(encoding: Encoding, reply: &Reply) {
    let escapes = if encoding == Encoding::Json { 6 } else { 1 };
    assert!(reply.body.len() <= 1024 * escapes + 128, "an answer of {} bytes", reply.body.len());
    if encoding == Encoding::Json {
        serde_json::from_slice::<Value>(&reply.body).expect("an answer is JSON");
    }
}

/// What the types read that OpenTelemetry generates from the schema, written as JSON, comes to the same rows.
fn as_generated(signal: Signal, body: &[u8]) {
    fn json<M: Message + Default + Serialize + std::fmt::Debug>(body: &[u8]) -> Option<Vec<u8>> {
        let message = M::decode(body).ok()?;
        // JSON has no numbers for these, and they are written as null.
        let told = format!("{message:?}");
        (!told.contains("NaN") && !told.contains("inf")).then(|| serde_json::to_vec(&message).ok()).flatten()
    }
    let json = match signal {
        Signal::Traces => json::<ExportTraceServiceRequest>(body),
        Signal::Metrics => json::<ExportMetricsServiceRequest>(body),
        Signal::Logs => json::<ExportLogsServiceRequest>(body),
    };
    // Groups are not of proto3: they are refused, and the generated types skip them.
    let has_group = ingest::read(signal, Encoding::Protobuf, &mut body.to_vec(), TODAY)
        .is_err_and(|refusal| refusal.message.ends_with("a field has an unknown wire type"));
    if let Some(json) = json.filter(|_| !has_group) {
        let ours = stored(signal, Encoding::Protobuf, body, body);
        assert_eq!(ours, stored(signal, Encoding::Json, &json, body), "{}", String::from_utf8_lossy(&json));
    }
}

/// A zipped request.
fn gzip(bytes: &[u8]) {
    let decoded = measured(|| decompress(bytes, Compression::Gzip).map(|body| body.into_owned()));
    match decoded {
        Ok(body) => {
            assert!(body.len() <= MAX_DECODED_BYTES);
            if body.len() < 1 << 16 {
                for signal in [Signal::Traces, Signal::Metrics, Signal::Logs] {
                    export(signal, Encoding::Json, &body);
                    export(signal, Encoding::Protobuf, &body);
                }
            }
        }
        Err(refusal) => refused(Encoding::Json, &refusal),
    }
}

/// The two headers that may hold a token, one in each line; the first line is the one and the other.
fn token(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (authorization, plain) = text.split_once('\n').unwrap_or((&text, ""));
    match rejection::presented(Some(authorization), Some(plain)) {
        Ok(token) => {
            assert!(text.contains(token.expose()), "a token is what was sent");
            assert_eq!(token.hash_hex().len(), 64);
        }
        Err(rejection) => {
            for param in rejection.keep(1, 0).params {
                // Of a secret of somebody else's, next to nothing is kept.
                assert!(!matches!(param, Param::Text(text) if text.len() > 13), "{rejection:?}");
            }
        }
    }
}

/// What else a browser sends: cookies, its name, its address, what was typed.
fn cookie(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for cookie in [Cookie::Session, Cookie::Challenge] {
        if let Some(secret) = cookie.read(&text) {
            assert!(text.contains(secret.expose()) && secret.expose().len() == 64);
            let header = cookie.set(&secret, 60);
            assert!(!header.contains(['\r', '\n']));
        }
    }
    assert!(browser::describe(&text).len() < 40);
    assert!(network(&text).len() < 40);
    if let Some(email) = Email::parse(&text) {
        assert_eq!(Email::parse(email.as_str()), Some(email.clone()), "an address is its own");
        assert!(email.as_str().len() <= 254 && !email.as_str().contains(char::is_control));
    }
    for email in Email::parse_list(&text) {
        assert!(!email.as_str().contains(','));
    }
    if let Some(code) = Code::parse(&text) {
        assert!(code.expose().len() == 6);
    }
}

/// A query of every resource that takes one.
fn query(bytes: &[u8]) {
    for resource in parsed::RESOURCES {
        if let Err((status, detail, parameter)) = parsed::query(resource, bytes, TODAY) {
            assert!(status == 400 && !detail.is_empty() && detail.len() < 2_000, "{resource}: {detail}");
            assert!(parameter.is_some_and(|name| name.len() <= 260));
        }
    }
}

/// The last segment of a path, and what it may be.
fn path(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for written in parsed::path(&text) {
        assert!(written.len() <= 254, "{written}");
    }
}

//! One export request's way in: token → body → records → thin rows → one D1 batch → answer.

mod json_rows;
mod plan;
pub mod queue;
mod told;

pub use plan::{Arrival, Known, plan, token_check, token_use};

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use worker::js_sys::Uint8Array;
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Context, Env, Headers, Queue, Request, console_error, web_sys};

use self::plan::{Granted, Plan};
use self::told::{Fact, Told};
use crate::auth::ingest_token::{IngestToken, PLAIN_HEADER};
use crate::auth::rejection::{self, Reason, Rejection, Tally};
use crate::otlp::body::{MAX_WIRE_BYTES, decompress};
use crate::otlp::media::Compression;
use crate::otlp::{self, Encoding, Refusal, Reply, Signal};
use crate::store::{self, Database, Rows, Spent, Statement, StoreError, group, now_ms};
use crate::telemetry::time::Day;
use crate::telemetry::{self, Thin};

/// Answers a request under `/v1/`. It is taken as the browser's API has it: the library's own has also read what Cloudflare
/// knows of where it comes from, which is nobody's business here and takes time.
///
/// # Errors
/// Only when the answer itself cannot be built.
pub async fn handle(
    request: &web_sys::Request,
    path: &str,
    env: &Env,
    context: &Context,
) -> worker::Result<web_sys::Response> {
    let request = Incoming { raw: request, headers: Headers(request.headers()) };
    let content_type = request.headers.get("content-type")?.unwrap_or_default();
    // An answer to a request of no known type is JSON, which a person can read.
    let encoding = Encoding::from_content_type(&content_type);
    let mut spent = Spent::default();
    let mut reply = match answer(&request, path, env, context, encoding, &mut spent).await {
        Ok(reply) => reply,
        Err(Failure { refusal, rejection }) => {
            if let Some(rejection) = rejection {
                remember(rejection, env, context);
            }
            Reply::error(encoding.unwrap_or(Encoding::Json), &refusal)
        }
    };
    if let Some(timing) = spent.server_timing(env) {
        reply = reply.with_header("server-timing", timing);
    }
    respond(reply)
}

/// A request, and its headers, which are asked for once.
struct Incoming<'a> {
    raw: &'a web_sys::Request,
    headers: Headers,
}

async fn answer(
    request: &Incoming<'_>,
    path: &str,
    env: &Env,
    context: &Context,
    encoding: Option<Encoding>,
    spent: &mut Spent,
) -> Result<Reply, Failure> {
    let signal = Signal::from_path(path).ok_or_else(Refusal::not_found)?;
    if request.raw.method() != "POST" {
        return Err(Refusal::method_not_allowed().into());
    }
    let encoding = encoding.ok_or_else(|| {
        Refusal::unsupported("Content-Type must be application/json or application/x-protobuf; set OTEL_EXPORTER_OTLP_PROTOCOL=http/json or http/protobuf.")
    })?;
    let token = token(&request.headers)?;
    let database = Database::from_env(env).map_err(unavailable)?;
    let now_ms = now_ms();
    let stored = store(request, signal, encoding, &token, &database, queue::bound(env), now_ms).await;
    *spent = database.spent();
    let (known, reply) = stored?;
    if known.is_some_and(|known| known.is_new_hour(now_ms)) {
        keep_use(&token, now_ms, env, context);
    }
    Ok(reply?)
}

/// Stores the request; returns whose its token is, where the database has said so, and the answer.
async fn store(
    request: &Incoming<'_>,
    signal: Signal,
    encoding: Encoding,
    token: &IngestToken,
    database: &Database,
    queue: Option<Queue>,
    now_ms: i64,
) -> Result<(Option<Known>, Result<Reply, Refusal>), Failure> {
    let day = Day::of(now_ms);
    // With a token that is not in force, that is what must be said, whatever else is wrong: so every way from
    // here leads through the database.
    let (body, thin, answer) = match wire(request).await {
        Ok((compression, wire)) => take(signal, encoding, compression, wire, day),
        Err(refusal) => (Vec::new(), Thin::default(), Err(refusal)),
    };
    let arrival = Arrival { day, signal, body: &body };
    let token_hash = token.hash_hex();
    let (Plan { statements, granted }, mut told) = TOLD.with_borrow(|told| {
        let mut news = told.news(&token_hash, now_ms);
        (plan::plan_news(&token_hash, &thin, arrival, &mut news), news.facts())
    });
    let committed = commit(database, statements, granted, token, &token_hash);
    let stored = match &queue {
        None => {
            // The statements hold all that is needed.
            drop((thin, body));
            committed.await
        }
        Some(queue) => match store::within(queue::PATIENCE, committed).await {
            Err(error) if error.may_pass() && answer.is_ok() => {
                console_error!("ingest: {error}");
                return match queue::put(queue, token, &thin, arrival).await {
                    true => Ok((None, answer)),
                    false => Err(Refusal::unavailable().into()),
                };
            }
            stored => stored,
        },
    };
    let known = stored.map_err(unavailable)??;
    if known.is_some_and(|known| !known.is_new_hour(now_ms)) {
        told.push(Fact::token_at(now_ms));
    }
    TOLD.with_borrow_mut(|all| all.remember(&token_hash, told, now_ms));
    Ok((known, answer))
}

/// Runs the statements of a request, and where they took for granted what is not so, asks and runs them again; returns
/// whose its token is, if the database was asked, or why nothing is taken with it.
///
/// # Errors
/// When the database fails; no record of the request is stored then, unless only the answer was lost.
async fn commit(
    database: &Database,
    statements: Rc<[Statement]>,
    granted: Option<Granted>,
    token: &IngestToken,
    token_hash: &str,
) -> Result<Result<Option<Known>, Rejection>, StoreError> {
    let Some(granted) = granted else {
        let results = group::commit(database, statements).await?;
        return Ok(known(&results, token.hint())?.map(Some));
    };
    match group::commit(database, Rc::clone(&statements)).await {
        Err(error) if Granted::is_not_granted(&error) => (),
        stored => return stored.map(|_| Ok(None)),
    }
    let asked = database.batch(&granted.ask(token_hash)).await?;
    match known(&asked, token.hint())? {
        Ok(known) => group::commit(database, statements).await.map(|_| Ok(Some(known))),
        Err(rejection) => {
            TOLD.with_borrow_mut(|all| all.forget(token_hash));
            Ok(Err(rejection))
        }
    }
}

/// Whose a token is, from the results of a batch whose first statement checks it.
fn known(results: &[Rows], hint: &str) -> Result<Result<Known, Rejection>, StoreError> {
    let row = results.first().map(|rows| rows.first::<Known>()).transpose()?.flatten();
    Ok(match row {
        Some(Known { in_force: 0, org_id, .. }) => Err(Rejection::revoked(hint, org_id)),
        Some(known) => Ok(known),
        None => Err(Rejection::unknown(hint)),
    })
}

/// The body, unzipped if it can be; what is kept of it; and the answer.
fn take(
    signal: Signal,
    encoding: Encoding,
    compression: Compression,
    wire: Vec<u8>,
    day: Day,
) -> (Vec<u8>, Thin, Result<Reply, Refusal>) {
    let (mut body, unzipped) = match decompress(&wire, compression) {
        Ok(Cow::Owned(body)) => (body, Ok(())),
        Ok(Cow::Borrowed(_)) => (wire, Ok(())),
        Err(refusal) => (wire, Err(refusal)),
    };
    match unzipped.and_then(|()| read(signal, encoding, &mut body, day)) {
        Ok(thin) => {
            let reply = Reply::success(signal, encoding, &thin.refused);
            (body, thin, Ok(reply))
        }
        // What is too large may be OTLP as it should be.
        Err(refusal) if refusal.status == 413 => (body, Thin::default(), Err(refusal)),
        Err(refusal) => (body, Thin::of_undecodable(), Err(refusal)),
    }
}

/// What is kept of a body (already unzipped) that came on a day; it is mended where that is needed and possible.
///
/// # Errors
/// As [`otlp::decode`].
pub fn read(signal: Signal, encoding: Encoding, body: &mut [u8], day: Day) -> Result<Thin, Refusal> {
    let thin =
        |body: &[u8]| otlp::decode(signal, encoding, body).map(|request| telemetry::thin(&request, day));
    match thin(body) {
        Err(_) if encoding == Encoding::Json && otlp::json::mend(body) => thin(body),
        read => read,
    }
}

/// Why a request was not taken.
struct Failure {
    /// The answer.
    refusal: Refusal,
    /// What is kept of it for the admins, where its token is the reason.
    rejection: Option<Rejection>,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, rejection: None }
    }
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        let refusal = Refusal::unauthenticated(match rejection.reason {
            Reason::Missing => {
                "No ingest token: set OTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer <token>\", or \"x-thinspan-token=<token>\" where Authorization cannot be sent."
            }
            Reason::Malformed | Reason::Mistyped => {
                "That is not an ingest token: copy it again, whole, as \"Authorization=Bearer <token>\" or \"x-thinspan-token=<token>\"."
            }
            Reason::Revoked => {
                "This ingest token is not in force: it was replaced or revoked. Ask an admin for the new one."
            }
            Reason::Unknown => {
                "Nobody here has made this ingest token: it is another Thinspan's, or OTEL_EXPORTER_OTLP_ENDPOINT is. Ask an admin for the right one."
            }
        });
        Self { refusal, rejection: Some(rejection) }
    }
}

/// The token of the request: `Authorization` goes first, then the plain header. The checksum tells a mistyped
/// token without asking the database.
fn token(headers: &Headers) -> Result<IngestToken, Rejection> {
    let header = |name| headers.get(name).ok().flatten();
    rejection::presented(header("authorization").as_deref(), header(PLAIN_HEADER).as_deref())
}

thread_local! {
    /// The rejections that this isolate has seen of late.
    static REJECTIONS: RefCell<Tally> = RefCell::default();
    /// What this isolate has told the database of late.
    static TOLD: RefCell<Told> = RefCell::default();
    /// Status and headers of what nearly every export is answered with, in either encoding.
    static TAKEN: [OnceCell<web_sys::ResponseInit>; 2] = const { [OnceCell::new(), OnceCell::new()] };
}

/// Keeps, after the answer, that a token is used in this hour: the first export of an hour does, so that the others
/// pay nothing for it. That it cannot be kept is no reason to fail.
fn keep_use(token: &IngestToken, now_ms: i64, env: &Env, context: &Context) {
    let statement = token_use(token, now_ms);
    let Ok(database) = Database::from_env(env) else { return };
    context.wait_until(async move {
        if let Err(error) = database.run(statement).await {
            console_error!("ingest: a token's use is not kept: {error}");
        }
    });
}

/// Keeps a rejection for the admins, after the answer. That it cannot be kept is no reason to fail.
fn remember(rejection: Rejection, env: &Env, context: &Context) {
    let due = REJECTIONS.with_borrow_mut(|tally| tally.note(rejection, now_ms()));
    if due.is_empty() {
        return;
    }
    let Ok(database) = Database::from_env(env) else { return };
    context.wait_until(async move {
        if let Err(error) = database.batch(&due).await {
            console_error!("ingest: rejections are not kept: {error}");
        }
    });
}

fn unavailable(error: StoreError) -> Refusal {
    console_error!("ingest: {error}");
    Refusal::unavailable()
}

/// Reads the body as it comes, never keeping more of it than the limits allow.
async fn wire(Incoming { raw, headers }: &Incoming<'_>) -> Result<(Compression, Vec<u8>), Refusal> {
    let header = |name| headers.get(name).ok().flatten();
    let compression = Compression::from_content_encoding(header("content-encoding").as_deref())?;
    let wire = match header("content-length").and_then(|length| length.parse::<usize>().ok()) {
        // HTTP ends the body at its stated length, so it can be taken at once.
        Some(length) if length <= MAX_WIRE_BYTES => whole(raw).await.map_err(cut_off)?,
        _ => chunks(Request::from(Clone::clone(*raw))).await?,
    };
    Ok((compression, wire))
}

async fn whole(request: &web_sys::Request) -> worker::Result<Vec<u8>> {
    Ok(Uint8Array::new(&JsFuture::from(request.array_buffer()?).await?).to_vec())
}

/// Reads a body of unknown length (Claude Code 2.1.191 to 2.1.211 sent such) or of too large a one.
///
/// What is over the limit is read on for as much again and dropped: a client that is answered in the middle
/// of its sending sees a broken connection, not the answer, and sends the same again.
async fn chunks(mut request: Request) -> Result<Vec<u8>, Refusal> {
    use futures_util::StreamExt;

    // No body at all is an empty one.
    let Ok(mut stream) = request.stream() else { return Ok(Vec::new()) };
    let mut body = Vec::new();
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(cut_off)?;
        length += chunk.len();
        if length <= MAX_WIRE_BYTES {
            body.extend_from_slice(&chunk);
        } else if length > 2 * MAX_WIRE_BYTES {
            break;
        }
    }
    if length > MAX_WIRE_BYTES { Err(too_large()) } else { Ok(body) }
}

fn too_large() -> Refusal {
    Refusal::too_large(format!(
        "The body is larger than {} MiB; set OTEL_EXPORTER_OTLP_COMPRESSION=gzip or export smaller batches.",
        MAX_WIRE_BYTES / (1024 * 1024)
    ))
}

fn cut_off(_: worker::Error) -> Refusal {
    Refusal::bad_data("The body ended early.")
}

fn respond(mut reply: Reply) -> worker::Result<web_sys::Response> {
    let init = match reply.status == 200 && reply.headers.is_empty() {
        true => TAKEN.with(|[json, protobuf]| match reply.encoding {
            Encoding::Json => kept(json, || init(&reply)),
            Encoding::Protobuf => kept(protobuf, || init(&reply)),
        })?,
        false => init(&reply)?,
    };
    // It takes a copy of the body.
    Ok(web_sys::Response::new_with_opt_u8_array_and_init(Some(&mut reply.body), &init)?)
}

/// What is in the cell, once it is made.
fn kept<T: Clone>(cell: &OnceCell<T>, make: impl FnOnce() -> worker::Result<T>) -> worker::Result<T> {
    match cell.get() {
        Some(made) => Ok(made.clone()),
        None => make().inspect(|made| drop(cell.set(made.clone()))),
    }
}

/// Status and headers of an answer.
fn init(reply: &Reply) -> worker::Result<web_sys::ResponseInit> {
    let headers = web_sys::Headers::new()?;
    headers.set("content-type", reply.encoding.content_type())?;
    for (name, value) in &reply.headers {
        headers.set(name, value)?;
    }
    let init = web_sys::ResponseInit::new();
    init.set_status(reply.status);
    init.set_headers(&headers);
    Ok(init)
}

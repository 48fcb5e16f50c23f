//! One export request's way in: token → body → records → thin rows → one D1 batch → answer.

mod json_rows;
mod plan;

pub use plan::{plan, token_check};

use worker::{Env, Headers, Request, Response, ResponseBuilder, console_error};

use crate::auth::ingest_token::IngestToken;
use crate::otlp::body::{MAX_WIRE_BYTES, decompress};
use crate::otlp::media::Compression;
use crate::otlp::{self, Encoding, Refusal, Reply, Signal};
use crate::store::{Cost, Database, Spent, StoreError};
use crate::telemetry;

/// Answers a request under `/v1/`.
///
/// # Errors
/// Only when the answer itself cannot be built.
pub async fn handle(request: Request, env: &Env) -> worker::Result<Response> {
    let content_type = request.headers().get("content-type")?.unwrap_or_default();
    // An answer to a request of no known type is JSON, which a person can read.
    let encoding = Encoding::from_content_type(&content_type);
    let mut spent = Spent::default();
    let mut reply = match answer(request, env, encoding, &mut spent).await {
        Ok(reply) => reply,
        Err(refusal) => Reply::error(encoding.unwrap_or(Encoding::Json), &refusal),
    };
    // On in tests and benchmarks, which pin what an export costs.
    if env.var("SERVER_TIMING").is_ok() {
        let Spent { calls, cost: Cost { rows_read, rows_written } } = spent;
        let timing = format!("d1;desc=\"calls={calls} read={rows_read} written={rows_written}\"");
        reply = reply.with_header("server-timing", timing);
    }
    respond(reply)
}

async fn answer(
    mut request: Request,
    env: &Env,
    encoding: Option<Encoding>,
    spent: &mut Spent,
) -> Result<Reply, Refusal> {
    let signal = Signal::from_path(&request.path()).ok_or_else(Refusal::not_found)?;
    if request.method() != worker::Method::Post {
        return Err(Refusal::method_not_allowed());
    }
    let encoding = encoding.ok_or_else(|| {
        Refusal::unsupported("Content-Type must be application/json or application/x-protobuf; set OTEL_EXPORTER_OTLP_PROTOCOL=http/json or http/protobuf.")
    })?;
    let headers = request.headers().clone();
    let token = token(&headers)?;
    let database = Database::from_env(env).map_err(unavailable)?;
    let reply = store(&mut request, &headers, signal, encoding, &token, &database).await;
    *spent = database.spent();
    reply
}

async fn store(
    request: &mut Request,
    headers: &Headers,
    signal: Signal,
    encoding: Encoding,
    token: &IngestToken,
    database: &Database,
) -> Result<Reply, Refusal> {
    let decoded = match body(request, headers).await {
        Ok(body) => otlp::decode(signal, encoding, &body).map(|request| telemetry::thin(&request)),
        Err(refusal) => Err(refusal),
    };
    let thin = match decoded {
        Ok(thin) => thin,
        // With a token that is not in force, that is what must be said, whatever else is wrong.
        Err(refusal) => {
            let rows = database.run(token_check(token)).await.map_err(unavailable)?;
            return Err(if rows.first::<InForce>().map_err(unavailable)?.is_some() {
                refusal
            } else {
                not_in_force()
            });
        }
    };

    let results = database.batch(&plan(token, &thin)).await.map_err(unavailable)?;
    let in_force =
        results.first().map(|rows| rows.first::<InForce>()).transpose().map_err(unavailable)?.flatten();
    if in_force.is_none() {
        return Err(not_in_force());
    }
    Ok(Reply::success(signal, encoding, &thin.refused))
}

/// What `token_in_force.sql` returns.
#[derive(serde::Deserialize)]
struct InForce {}

fn token(headers: &Headers) -> Result<IngestToken, Refusal> {
    let header = headers.get("authorization").ok().flatten().ok_or_else(|| {
        Refusal::unauthenticated(
            "No ingest token: set OTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer <token>\".",
        )
    })?;
    // The checksum tells a mistyped token without asking the database.
    IngestToken::from_authorization(&header).ok_or_else(|| {
        Refusal::unauthenticated(
            "That is not an ingest token: copy it again, whole, as \"Authorization=Bearer <token>\".",
        )
    })
}

fn not_in_force() -> Refusal {
    Refusal::unauthenticated(
        "This ingest token is not in force: it was replaced or revoked. Ask an admin for the new one.",
    )
}

fn unavailable(error: StoreError) -> Refusal {
    console_error!("ingest: {error}");
    Refusal::unavailable()
}

/// Reads the body, never keeping more of it than the limits allow.
async fn body(request: &mut Request, headers: &Headers) -> Result<Vec<u8>, Refusal> {
    let header = |name| headers.get(name).ok().flatten();
    let compression = Compression::from_content_encoding(header("content-encoding").as_deref())?;
    let wire = match header("content-length").and_then(|length| length.parse::<usize>().ok()) {
        // HTTP ends the body at its stated length, so it can be taken at once.
        Some(length) if length <= MAX_WIRE_BYTES => request.bytes().await.map_err(cut_off)?,
        _ => chunks(request).await?,
    };
    Ok(match decompress(&wire, compression)? {
        std::borrow::Cow::Owned(decoded) => decoded,
        std::borrow::Cow::Borrowed(_) => wire,
    })
}

/// Reads a body of unknown length (Claude Code 2.1.191 to 2.1.211 sent such) or of too large a one.
///
/// What is over the limit is read on for as much again and dropped: a client that is answered in the middle
/// of its sending sees a broken connection, not the answer, and sends the same again.
async fn chunks(request: &mut Request) -> Result<Vec<u8>, Refusal> {
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

fn respond(reply: Reply) -> worker::Result<Response> {
    let mut response = ResponseBuilder::new()
        .with_status(reply.status)
        .with_header("content-type", reply.encoding.content_type())?;
    for (name, value) in reply.headers {
        response = response.with_header(name, &value)?;
    }
    Ok(response.fixed(reply.body))
}

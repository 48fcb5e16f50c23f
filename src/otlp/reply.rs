//! Answers: full success, partial success, and a `Status` for every error, in the request's encoding
//! (OTLP specification, *OTLP/HTTP Response*).

use std::borrow::Cow;

use prost::Message;
use serde_json::json;

use super::media::{Encoding, Signal};

/// Longest message in an answer, in bytes.
const MAX_MESSAGE_BYTES: usize = 1024;

/// An answer, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status code.
    pub status: u16,
    /// Encoding of `body`.
    pub encoding: Encoding,
    /// The body.
    pub body: Vec<u8>,
    /// Further headers.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
}

/// Records that were left out of an otherwise accepted request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refused {
    /// How many spans, data points or log records.
    pub count: u64,
    /// Why the first of them was refused, and how to mend it. Empty: nothing to say.
    pub reason: String,
}

impl Refused {
    /// Counts one refused record; the first reason is kept.
    pub fn add(&mut self, reason: impl FnOnce() -> String) {
        self.count += 1;
        if self.reason.is_empty() {
            self.reason = reason();
        }
    }
}

impl Reply {
    /// 200: everything was stored, but for what `refused` counts. `partial_success` stays unset when
    /// nothing was refused, as the specification demands.
    pub fn success(signal: Signal, encoding: Encoding, refused: &Refused) -> Self {
        let body = if refused.count == 0 && refused.reason.is_empty() {
            match encoding {
                Encoding::Json => b"{}".to_vec(),
                Encoding::Protobuf => Vec::new(),
            }
        } else {
            partial_success(signal, encoding, refused)
        };
        Reply { status: 200, encoding, body, headers: Vec::new() }
    }

    /// The same with one header more.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, Cow::Owned(value)));
        self
    }

    /// An error, as a `google.rpc.Status`.
    pub fn error(encoding: Encoding, refusal: &Refusal) -> Self {
        let message = bounded(&refusal.message);
        let body = match encoding {
            Encoding::Json => json!({ "code": refusal.code, "message": message }).to_string().into_bytes(),
            Encoding::Protobuf => Status { code: refusal.code, message: message.to_owned() }.encode_to_vec(),
        };
        let headers = refusal.headers.iter().map(|(name, value)| (*name, Cow::Borrowed(*value))).collect();
        Reply { status: refusal.status, encoding, body, headers }
    }
}

/// A request that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status code. Clients send again after 429, 502, 503 and 504 only.
    pub status: u16,
    /// The gRPC code that means the same (google/rpc/code.proto).
    pub code: i32,
    /// What is wrong and how to mend it.
    pub message: String,
    /// Further headers.
    pub headers: &'static [(&'static str, &'static str)],
}

impl Refusal {
    fn new(status: u16, code: i32, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), headers: &[] }
    }

    /// 400: the body cannot be decoded. Clients drop the batch.
    pub fn bad_data(message: impl Into<String>) -> Self {
        Self::new(400, 3, message)
    }

    /// 401: no token, or not one that is in force.
    pub fn unauthenticated(message: impl Into<String>) -> Self {
        Self { headers: &[("www-authenticate", "Bearer")], ..Self::new(401, 16, message) }
    }

    /// 404: no such path.
    pub fn not_found() -> Self {
        Self::new(
            404,
            5,
            "OTLP is taken at POST /v1/traces, /v1/metrics and /v1/logs; OTEL_EXPORTER_OTLP_ENDPOINT is the address without that path.",
        )
    }

    /// 405: not a POST.
    pub fn method_not_allowed() -> Self {
        Self { headers: &[("allow", "POST")], ..Self::new(405, 12, "OTLP is taken by POST.") }
    }

    /// 413: larger than the limits in [`super::body`].
    pub fn too_large(message: impl Into<String>) -> Self {
        Self::new(413, 8, message)
    }

    /// 415: an encoding that is not spoken here.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::new(415, 3, message)
    }

    /// 503: not stored, send again. Exporters drop a batch when they are told to wait longer than their
    /// timeout of 10 s (seen with the real client: 60 s is dropped at once, 3 s is kept), so the wait is short.
    pub fn unavailable() -> Self {
        Self {
            headers: &[("retry-after", "2")],
            ..Self::new(503, 14, "The records could not be stored just now; send them again.")
        }
    }
}

/// `google.rpc.Status` without its details.
#[derive(Clone, PartialEq, Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

/// `Export…ServiceResponse`: the three signals' messages have the same field numbers.
#[derive(Clone, PartialEq, Message)]
struct ExportResponse {
    #[prost(message, optional, tag = "1")]
    partial_success: Option<PartialSuccess>,
}

#[derive(Clone, PartialEq, Message)]
struct PartialSuccess {
    #[prost(int64, tag = "1")]
    rejected: i64,
    #[prost(string, tag = "2")]
    error_message: String,
}

fn partial_success(signal: Signal, encoding: Encoding, refused: &Refused) -> Vec<u8> {
    let rejected = i64::try_from(refused.count).unwrap_or(i64::MAX);
    let message = bounded(&refused.reason);
    match encoding {
        Encoding::Json => {
            let field = match signal {
                Signal::Traces => "rejectedSpans",
                Signal::Metrics => "rejectedDataPoints",
                Signal::Logs => "rejectedLogRecords",
            };
            // A 64-bit integer is a string in ProtoJSON.
            json!({ "partialSuccess": { field: rejected.to_string(), "errorMessage": message } })
                .to_string()
                .into_bytes()
        }
        Encoding::Protobuf => ExportResponse {
            partial_success: Some(PartialSuccess { rejected, error_message: message.to_owned() }),
        }
        .encode_to_vec(),
    }
}

fn bounded(message: &str) -> &str {
    let mut end = message.len().min(MAX_MESSAGE_BYTES);
    while !message.is_char_boundary(end) {
        end -= 1;
    }
    message.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceResponse;

    use super::*;

    #[test]
    fn full_success_leaves_partial_success_unset() {
        let nothing = Refused::default();
        assert_eq!(Reply::success(Signal::Logs, Encoding::Json, &nothing).body, b"{}");
        assert_eq!(Reply::success(Signal::Logs, Encoding::Protobuf, &nothing).body, b"");
    }

    #[test]
    fn partial_success_is_the_signal_s_own_message() {
        let mut refused = Refused::default();
        refused.add(|| "traceId has 3 bytes".to_owned());
        refused.add(|| "a later reason".to_owned());
        let json = Reply::success(Signal::Traces, Encoding::Json, &refused).body;
        assert_eq!(
            String::from_utf8(json).unwrap(),
            r#"{"partialSuccess":{"errorMessage":"traceId has 3 bytes","rejectedSpans":"2"}}"#
        );
        let protobuf = Reply::success(Signal::Logs, Encoding::Protobuf, &refused).body;
        let decoded =
            ExportLogsServiceResponse::decode(protobuf.as_slice()).unwrap().partial_success.unwrap();
        assert_eq!(
            (decoded.rejected_log_records, decoded.error_message.as_str()),
            (2, "traceId has 3 bytes")
        );
    }

    #[test]
    fn a_message_is_cut_at_a_character() {
        let refusal = Refusal::bad_data("é".repeat(MAX_MESSAGE_BYTES));
        let body = Reply::error(Encoding::Json, &refusal).body;
        let status: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(status["message"].as_str().unwrap().len(), MAX_MESSAGE_BYTES);
        assert_eq!(status["code"], 3);
    }
}

//! Answers: full success, partial success, and a `Status` for every error, in the request's encoding
//! (OTLP specification, *OTLP/HTTP Response*).

use std::borrow::Cow;

use opentelemetry_proto::tonic::collector::logs::v1::{ExportLogsPartialSuccess, ExportLogsServiceResponse};
use opentelemetry_proto::tonic::collector::metrics::v1::{
    ExportMetricsPartialSuccess, ExportMetricsServiceResponse,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceResponse,
};
use prost::Message;
use serde_json::json;

use super::media::{Encoding, Signal};
use super::refusal::{Refusal, Refused};

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

impl Reply {
    /// 200: everything was stored, but for what `refused` counts. `partial_success` stays unset when
    /// nothing was refused, as the specification demands.
    pub fn success(signal: Signal, encoding: Encoding, refused: &Refused) -> Self {
        let body = if refused.counts.is_empty() {
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

/// `google.rpc.Status` without its details.
#[derive(Clone, PartialEq, Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

fn partial_success(signal: Signal, encoding: Encoding, refused: &Refused) -> Vec<u8> {
    let rejected = i64::try_from(refused.count()).unwrap_or(i64::MAX);
    let message = bounded(&refused.message);
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
        Encoding::Protobuf => {
            let error_message = message.to_owned();
            match signal {
                Signal::Traces => ExportTraceServiceResponse {
                    partial_success: Some(ExportTracePartialSuccess {
                        rejected_spans: rejected,
                        error_message,
                    }),
                }
                .encode_to_vec(),
                Signal::Metrics => ExportMetricsServiceResponse {
                    partial_success: Some(ExportMetricsPartialSuccess {
                        rejected_data_points: rejected,
                        error_message,
                    }),
                }
                .encode_to_vec(),
                Signal::Logs => ExportLogsServiceResponse {
                    partial_success: Some(ExportLogsPartialSuccess {
                        rejected_log_records: rejected,
                        error_message,
                    }),
                }
                .encode_to_vec(),
            }
        }
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
    use super::super::refusal::Reason;
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
        refused.add(Reason::TraceId, || "traceId has 3 bytes".to_owned());
        refused.add(Reason::SpanId, || "a later reason".to_owned());
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

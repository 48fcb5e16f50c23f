//! The wire: OTLP/HTTP as the specification has it, and nothing of what Claude means by it.
//!
//! A request's way: [`media`] (which encoding) → [`body`] (unzipped, bounded) → [`json`] or
//! [`protobuf`] → one of the [`request`] types. Answers are made in [`reply`].
//!
//! Requests are generic over a vocabulary of attribute keys ([`Key`]): an attribute that the vocabulary
//! does not name is skipped while decoding, so its content never becomes a value of ours. That is why requests are not
//! decoded into the types that OpenTelemetry generates from the schema, which hold all that is sent; its enums and answers
//! are those.

pub mod allowance;
pub mod body;
pub mod field;
pub mod json;
pub mod media;
pub mod protobuf;
pub mod refusal;
pub mod reply;
pub mod request;
pub mod value;

pub use field::Field;
pub use media::{Encoding, Signal};
pub use opentelemetry_proto::tonic::metrics::v1::{AggregationTemporality, DataPointFlags};
pub use opentelemetry_proto::tonic::trace::v1::status::StatusCode;
pub use refusal::{Reason, Refusal, Refused};
pub use reply::Reply;
pub use value::{Attributes, Key, Open, Value};

use request::{LogsRequest, MetricsRequest, TracesRequest};

/// A decoded export request.
#[derive(Debug)]
pub enum Request<'a, K> {
    /// Spans.
    Traces(TracesRequest<'a, K>),
    /// Data points.
    Metrics(MetricsRequest<'a, K>),
    /// Log records.
    Logs(LogsRequest<'a, K>),
}

/// Decodes a body (already unzipped) as an export request for `signal`.
///
/// # Errors
/// [`Refusal::bad_data`] when the body is not that message in that encoding (OTLP specification, *Bad Data*);
/// [`Refusal::too_large`] when it unfolds to more than [`allowance`] allows.
pub fn decode<K: Key>(signal: Signal, encoding: Encoding, body: &[u8]) -> Result<Request<'_, K>, Refusal> {
    match encoding {
        Encoding::Json => json::decode(signal, body),
        Encoding::Protobuf => protobuf::decode(signal, body),
    }
}

//! OTLP/protobuf, by the generated types of `opentelemetry-proto`; brought into the same form as JSON.

use std::borrow::Cow;

use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{InstrumentationScope, KeyValue, any_value};
use opentelemetry_proto::tonic::resource::v1::Resource as ProtoResource;
use opentelemetry_proto::tonic::{logs, metrics, trace};
use prost::Message;

use super::Request;
use super::field::{id_from_bytes, time_from_nanos};
use super::json::EnumNumber;
use super::media::Signal;
use super::refusal::Refusal;
use super::request::{
    LogRecord, LogsRequest, Metric, MetricsRequest, NumberDataPoint, Resource, ResourceLogs, ResourceMetrics,
    ResourceSpans, Scope, ScopeLogs, ScopeMetrics, ScopeSpans, Span, Status, Sum, TracesRequest,
};
use super::value::{Attributes, Key, Value};

/// Decodes a protobuf body. `prost` bounds the nesting at 100 levels.
///
/// # Errors
/// 400 when it is not the signal's message.
pub fn decode<K: Key>(signal: Signal, body: &[u8]) -> Result<Request<'static, K>, Refusal> {
    let bad = |error: prost::DecodeError| Refusal::bad_data(format!("OTLP/protobuf: {error}"));
    Ok(match signal {
        Signal::Traces => {
            let request = ExportTraceServiceRequest::decode(body).map_err(bad)?;
            Request::Traces(TracesRequest { resource_spans: each(request.resource_spans, resource_spans) })
        }
        Signal::Metrics => {
            let request = ExportMetricsServiceRequest::decode(body).map_err(bad)?;
            Request::Metrics(MetricsRequest {
                resource_metrics: each(request.resource_metrics, resource_metrics),
            })
        }
        Signal::Logs => {
            let request = ExportLogsServiceRequest::decode(body).map_err(bad)?;
            Request::Logs(LogsRequest { resource_logs: each(request.resource_logs, resource_logs) })
        }
    })
}

fn each<T, U>(from: Vec<T>, convert: impl FnMut(T) -> U) -> Vec<U> {
    from.into_iter().map(convert).collect()
}

fn resource_spans<K: Key>(from: trace::v1::ResourceSpans) -> ResourceSpans<'static, K> {
    ResourceSpans { resource: resource(from.resource), scope_spans: each(from.scope_spans, scope_spans) }
}

fn scope_spans<K: Key>(from: trace::v1::ScopeSpans) -> ScopeSpans<'static, K> {
    ScopeSpans { scope: scope(from.scope), spans: each(from.spans, span) }
}

fn span<K: Key>(from: trace::v1::Span) -> Span<'static, K> {
    Span {
        trace_id: id_from_bytes(&from.trace_id),
        span_id: id_from_bytes(&from.span_id),
        parent_span_id: id_from_bytes(&from.parent_span_id),
        name: from.name,
        kind: EnumNumber(from.kind),
        start_ms: time_from_nanos(from.start_time_unix_nano),
        end_ms: time_from_nanos(from.end_time_unix_nano),
        attributes: attributes(from.attributes),
        status: Status { code: EnumNumber(from.status.map(|status| status.code).unwrap_or_default()) },
    }
}

fn resource_metrics<K: Key>(from: metrics::v1::ResourceMetrics) -> ResourceMetrics<'static, K> {
    ResourceMetrics {
        resource: resource(from.resource),
        scope_metrics: each(from.scope_metrics, scope_metrics),
    }
}

fn scope_metrics<K: Key>(from: metrics::v1::ScopeMetrics) -> ScopeMetrics<'static, K> {
    ScopeMetrics { scope: scope(from.scope), metrics: each(from.metrics, metric) }
}

fn metric<K: Key>(from: metrics::v1::Metric) -> Metric<'static, K> {
    let sum = match from.data {
        Some(metrics::v1::metric::Data::Sum(sum)) => Some(Sum {
            data_points: each(sum.data_points, data_point),
            aggregation_temporality: EnumNumber(sum.aggregation_temporality),
        }),
        _ => None,
    };
    Metric { name: from.name, sum }
}

fn data_point<K: Key>(from: metrics::v1::NumberDataPoint) -> NumberDataPoint<'static, K> {
    use metrics::v1::number_data_point::Value as Number;
    let (as_double, as_int) = match from.value {
        Some(Number::AsDouble(number)) => (Some(Value::Double(number)), None),
        Some(Number::AsInt(number)) => (None, Some(Value::Int(number))),
        None => (None, None),
    };
    NumberDataPoint {
        start_ms: time_from_nanos(from.start_time_unix_nano),
        time_ms: time_from_nanos(from.time_unix_nano),
        as_double,
        as_int,
        flags: from.flags,
        attributes: attributes(from.attributes).into(),
    }
}

fn resource_logs<K: Key>(from: logs::v1::ResourceLogs) -> ResourceLogs<'static, K> {
    ResourceLogs { resource: resource(from.resource), scope_logs: each(from.scope_logs, scope_logs) }
}

fn scope_logs<K: Key>(from: logs::v1::ScopeLogs) -> ScopeLogs<'static, K> {
    ScopeLogs { scope: scope(from.scope), log_records: each(from.log_records, log_record) }
}

fn log_record<K: Key>(from: logs::v1::LogRecord) -> LogRecord<'static, K> {
    LogRecord {
        time_ms: time_from_nanos(from.time_unix_nano),
        observed_ms: time_from_nanos(from.observed_time_unix_nano),
        trace_id: id_from_bytes(&from.trace_id),
        span_id: id_from_bytes(&from.span_id),
        severity_number: EnumNumber(from.severity_number),
        event_name: from.event_name,
        attributes: attributes(from.attributes),
    }
}

fn resource<K: Key>(from: Option<ProtoResource>) -> Resource<'static, K> {
    Resource { attributes: from.map(|resource| attributes(resource.attributes).into()).unwrap_or_default() }
}

fn scope(from: Option<InstrumentationScope>) -> Scope {
    Scope { name: from.map(|scope| scope.name).unwrap_or_default() }
}

fn attributes<K: Key>(from: Vec<KeyValue>) -> Attributes<'static, K> {
    let mut attributes = Attributes::default();
    for KeyValue { key, value, .. } in from {
        let Some(key) = K::from_name(&key) else { continue };
        let value = match value.and_then(|value| value.value) {
            Some(any_value::Value::StringValue(text)) => Value::Text(Cow::Owned(text)),
            Some(any_value::Value::BoolValue(flag)) => Value::Bool(flag),
            Some(any_value::Value::IntValue(number)) => Value::Int(number),
            Some(any_value::Value::DoubleValue(number)) => Value::Double(number),
            _ => continue,
        };
        attributes.push(key, value);
    }
    attributes
}

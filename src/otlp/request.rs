//! The three export requests, reduced to the fields that are read. Field names are the specification's.

use serde::Deserialize;

use super::field::Field;
use super::json::{EnumNumber, flags, hex_id, list, nullable, text, time, value};
use super::value::{Attributes, Key, Open, Value};

/// `ExportTraceServiceRequest`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct TracesRequest<'a, K> {
    /// One per resource.
    #[serde(default, deserialize_with = "list")]
    pub resource_spans: Vec<ResourceSpans<'a, K>>,
}

/// `ResourceSpans`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct ResourceSpans<'a, K> {
    /// Who sends.
    #[serde(default = "Resource::empty", deserialize_with = "nullable")]
    pub resource: Resource<'a, K>,
    /// One per instrumentation scope.
    #[serde(default, deserialize_with = "list")]
    pub scope_spans: Vec<ScopeSpans<'a, K>>,
}

/// `ScopeSpans`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct ScopeSpans<'a, K> {
    /// Which part of the client made the spans.
    #[serde(default, deserialize_with = "nullable")]
    pub scope: Scope,
    /// The spans.
    #[serde(default, deserialize_with = "list")]
    pub spans: Vec<Span<'a, K>>,
}

/// `Resource`
#[derive(Debug, Deserialize)]
#[serde(bound(deserialize = "K: Key, 'de: 'a"))]
pub struct Resource<'a, K> {
    /// Its attributes.
    #[serde(default)]
    pub attributes: Open<'a, K>,
}

impl<K> Resource<'_, K> {
    fn empty() -> Self {
        Self::default()
    }
}

impl<K> Default for Resource<'_, K> {
    fn default() -> Self {
        Self { attributes: Open::default() }
    }
}

/// `InstrumentationScope`
#[derive(Debug, Default, Deserialize)]
pub struct Scope {
    /// Its name, like `com.anthropic.claude_code.tracing`.
    #[serde(default, deserialize_with = "text")]
    pub name: String,
}

/// `Span`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct Span<'a, K> {
    /// 16 bytes.
    #[serde(default, deserialize_with = "hex_id")]
    pub trace_id: Field<[u8; 16]>,
    /// 8 bytes.
    #[serde(default, deserialize_with = "hex_id")]
    pub span_id: Field<[u8; 8]>,
    /// 8 bytes; absent for a root.
    #[serde(default, deserialize_with = "hex_id")]
    pub parent_span_id: Field<[u8; 8]>,
    /// Like `claude_code.llm_request`.
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    /// Only checked for its form: enums are numbers in OTLP/JSON.
    #[serde(default)]
    pub kind: EnumNumber,
    /// Unix milliseconds.
    #[serde(rename = "startTimeUnixNano", default, deserialize_with = "time")]
    pub start_ms: Field<i64>,
    /// Unix milliseconds.
    #[serde(rename = "endTimeUnixNano", default, deserialize_with = "time")]
    pub end_ms: Field<i64>,
    /// The attributes that the vocabulary names.
    #[serde(default)]
    pub attributes: Attributes<'a, K>,
    /// How it ended.
    #[serde(default, deserialize_with = "nullable")]
    pub status: Status,
}

/// `Status` of a span, without its message (which can be content).
#[derive(Debug, Default, Deserialize)]
pub struct Status {
    /// 0 unset, 1 ok, 2 error.
    #[serde(default)]
    pub code: EnumNumber,
}

/// `ExportMetricsServiceRequest`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct MetricsRequest<'a, K> {
    /// One per resource.
    #[serde(default, deserialize_with = "list")]
    pub resource_metrics: Vec<ResourceMetrics<'a, K>>,
}

/// `ResourceMetrics`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct ResourceMetrics<'a, K> {
    /// Who sends.
    #[serde(default = "Resource::empty", deserialize_with = "nullable")]
    pub resource: Resource<'a, K>,
    /// One per instrumentation scope.
    #[serde(default, deserialize_with = "list")]
    pub scope_metrics: Vec<ScopeMetrics<'a, K>>,
}

/// `ScopeMetrics`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct ScopeMetrics<'a, K> {
    /// Which part of the client made the metrics.
    #[serde(default, deserialize_with = "nullable")]
    pub scope: Scope,
    /// The metrics.
    #[serde(default, deserialize_with = "list")]
    pub metrics: Vec<Metric<'a, K>>,
}

/// `Metric`. Gauges, histograms and summaries are read over: no client counts by them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct Metric<'a, K> {
    /// Like `claude_code.token.usage`.
    #[serde(default, deserialize_with = "text")]
    pub name: String,
    /// Its points, if it is a sum.
    #[serde(default)]
    pub sum: Option<Sum<'a, K>>,
}

/// `Sum`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct Sum<'a, K> {
    /// The points.
    #[serde(default, deserialize_with = "list")]
    pub data_points: Vec<NumberDataPoint<'a, K>>,
    /// 1 delta, 2 cumulative.
    #[serde(default)]
    pub aggregation_temporality: EnumNumber,
}

/// `NumberDataPoint`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct NumberDataPoint<'a, K> {
    /// Unix milliseconds.
    #[serde(rename = "startTimeUnixNano", default, deserialize_with = "time")]
    pub start_ms: Field<i64>,
    /// Unix milliseconds.
    #[serde(rename = "timeUnixNano", default, deserialize_with = "time")]
    pub time_ms: Field<i64>,
    /// The value as a double.
    #[serde(default, deserialize_with = "value")]
    pub as_double: Option<Value<'a>>,
    /// The value as an integer.
    #[serde(default, deserialize_with = "value")]
    pub as_int: Option<Value<'a>>,
    /// Bit 0: no value was recorded.
    #[serde(default, deserialize_with = "flags")]
    pub flags: u32,
    /// Its attributes.
    #[serde(default)]
    pub attributes: Open<'a, K>,
}

/// `ExportLogsServiceRequest`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct LogsRequest<'a, K> {
    /// One per resource.
    #[serde(default, deserialize_with = "list")]
    pub resource_logs: Vec<ResourceLogs<'a, K>>,
}

/// `ResourceLogs`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct ResourceLogs<'a, K> {
    /// Who sends.
    #[serde(default = "Resource::empty", deserialize_with = "nullable")]
    pub resource: Resource<'a, K>,
    /// One per instrumentation scope.
    #[serde(default, deserialize_with = "list")]
    pub scope_logs: Vec<ScopeLogs<'a, K>>,
}

/// `ScopeLogs`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct ScopeLogs<'a, K> {
    /// Which part of the client made the records.
    #[serde(default, deserialize_with = "nullable")]
    pub scope: Scope,
    /// The records.
    #[serde(default, deserialize_with = "list")]
    pub log_records: Vec<LogRecord<'a, K>>,
}

/// `LogRecord`. The body is not among the fields: it can be content.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "K: Key, 'de: 'a"))]
pub struct LogRecord<'a, K> {
    /// Unix milliseconds: when it happened.
    #[serde(rename = "timeUnixNano", default, deserialize_with = "time")]
    pub time_ms: Field<i64>,
    /// Unix milliseconds: when it was seen, for records without the former.
    #[serde(rename = "observedTimeUnixNano", default, deserialize_with = "time")]
    pub observed_ms: Field<i64>,
    /// 16 bytes.
    #[serde(default, deserialize_with = "hex_id")]
    pub trace_id: Field<[u8; 16]>,
    /// 8 bytes.
    #[serde(default, deserialize_with = "hex_id")]
    pub span_id: Field<[u8; 8]>,
    /// Only checked for its form.
    #[serde(default)]
    pub severity_number: EnumNumber,
    /// The event's name as newer SDKs send it; older ones use the attribute `event.name`.
    #[serde(default, deserialize_with = "text")]
    pub event_name: String,
    /// The attributes that the vocabulary names.
    #[serde(default)]
    pub attributes: Attributes<'a, K>,
}

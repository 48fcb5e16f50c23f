//! OTLP/protobuf, read field by field into the same form as JSON (opentelemetry-proto, `*.proto`: the numbers below are
//! its fields'). What is not read is skipped by its length, so content never becomes a value here either.

use std::borrow::Cow;

use super::Request;
use super::allowance::{self, Exceeded};
use super::field::{Field, id_from_bytes, time_from_nanos};
use super::json::EnumNumber;
use super::media::Signal;
use super::refusal::Refusal;
use super::request::{
    LogRecord, LogsRequest, Metric, MetricsRequest, NumberDataPoint, Resource, ResourceLogs, ResourceMetrics,
    ResourceSpans, Scope, ScopeLogs, ScopeMetrics, ScopeSpans, Span, Status, Sum, TracesRequest,
};
use super::value::{Attributes, Key, Open, OpenKey, Value};

/// Decodes a protobuf body.
///
/// As protobuf has it, what stands twice in a message is the last one, messages that stand twice are merged, and a field
/// of another type than the schema's is an unknown one. A text that is not UTF-8 has U+FFFD for what is none: it spoils
/// itself and not the request.
///
/// # Errors
/// 400 when it is not a message at all; 413 beyond [`allowance`].
pub fn decode<K: Key>(signal: Signal, body: &[u8]) -> Result<Request<'_, K>, Refusal> {
    allowance::within(|| {
        let decoded = match signal {
            Signal::Traces => traces(body).map(Request::Traces),
            Signal::Metrics => metrics(body).map(Request::Metrics),
            Signal::Logs => logs(body).map(Request::Logs),
        };
        decoded.map_err(|malformed| Refusal::bad_data(format!("OTLP/protobuf: {}", malformed.0)))
    })
}

/// What is wrong with a message.
#[derive(Debug)]
struct Malformed(&'static str);

impl From<Exceeded> for Malformed {
    fn from(_: Exceeded) -> Self {
        // Never told: `allowance::within` says more.
        Self("the request has too many records")
    }
}

/// What stands in a field.
enum Wire<'a> {
    Number(u64),
    Fixed64(u64),
    /// A text, bytes, or a message.
    Bytes(&'a [u8]),
    /// Four bytes, which nothing that is read has.
    Fixed32,
}

/// The fields of a message with their numbers, one after the other.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn read(&mut self) -> Result<(u64, Wire<'a>), Malformed> {
        let tag = self.varint()?;
        let number = tag >> 3;
        if number == 0 {
            return Err(Malformed("a field has the number 0"));
        }
        let field = match tag & 7 {
            0 => Wire::Number(self.varint()?),
            1 => Wire::Fixed64(u64::from_le_bytes(self.fixed()?)),
            2 => {
                let length = self.varint()?;
                Wire::Bytes(self.take(usize::try_from(length).unwrap_or(usize::MAX))?)
            }
            5 => {
                self.fixed::<4>()?;
                Wire::Fixed32
            }
            _ => return Err(Malformed("a field has an unknown wire type")),
        };
        Ok((number, field))
    }

    /// A number in base 128, the lowest digits first.
    fn varint(&mut self) -> Result<u64, Malformed> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first().ok_or(CUT_OFF)?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Malformed("a number has more than 64 bits"))
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (bytes, rest) = self.0.split_first_chunk().ok_or(CUT_OFF)?;
        self.0 = rest;
        Ok(*bytes)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(CUT_OFF)?;
        self.0 = rest;
        Ok(bytes)
    }
}

const CUT_OFF: Malformed = Malformed("a field is longer than what is left of its message");

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u64, Wire<'a>), Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        (!self.0.is_empty()).then(|| self.read())
    }
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Enums are 32 bits wide; a negative one is sent in 64.
fn enum_number(number: u64) -> EnumNumber {
    EnumNumber(number as i32)
}

/// A message of a list, which counts.
fn item<T>(list: &mut Vec<T>, read: Result<T, Malformed>) -> Result<(), Malformed> {
    allowance::message()?;
    list.push(read?);
    Ok(())
}

/// What is in one of the three export requests: each is the same three messages, one in the other.
fn request<'a, R>(
    body: &'a [u8],
    of_resource: impl Fn(&'a [u8]) -> Result<R, Malformed>,
) -> Result<Vec<R>, Malformed> {
    let mut resources = Vec::new();
    for field in Fields(body) {
        if let (1, Wire::Bytes(bytes)) = field? {
            item(&mut resources, of_resource(bytes))?;
        }
    }
    Ok(resources)
}

/// A resource, and what comes from it.
fn of_resource<'a, K: Key, S>(
    bytes: &'a [u8],
    of_scope: impl Fn(&'a [u8]) -> Result<S, Malformed>,
) -> Result<(Resource<'a, K>, Vec<S>), Malformed> {
    let mut from = Resource::default();
    let mut scopes = Vec::new();
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Bytes(bytes)) => resource(&mut from, bytes)?,
            (2, Wire::Bytes(bytes)) => item(&mut scopes, of_scope(bytes))?,
            _ => {}
        }
    }
    Ok((from, scopes))
}

/// A scope, and its records.
fn of_scope<'a, T>(
    bytes: &'a [u8],
    record: impl Fn(&'a [u8]) -> Result<T, Malformed>,
) -> Result<(Scope, Vec<T>), Malformed> {
    let mut from = Scope::default();
    let mut records = Vec::new();
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Bytes(bytes)) => scope(&mut from, bytes)?,
            (2, Wire::Bytes(bytes)) => item(&mut records, record(bytes))?,
            _ => {}
        }
    }
    Ok((from, records))
}

fn traces<K: Key>(body: &[u8]) -> Result<TracesRequest<'_, K>, Malformed> {
    let of_scope = |bytes| of_scope(bytes, span).map(|(scope, spans)| ScopeSpans { scope, spans });
    let of_resource = |bytes| {
        let (resource, scope_spans) = of_resource(bytes, of_scope)?;
        Ok(ResourceSpans { resource, scope_spans })
    };
    Ok(TracesRequest { resource_spans: request(body, of_resource)? })
}

fn span<K: Key>(bytes: &[u8]) -> Result<Span<'_, K>, Malformed> {
    let mut span = Span {
        trace_id: Field::Absent,
        span_id: Field::Absent,
        parent_span_id: Field::Absent,
        name: String::new(),
        kind: EnumNumber::default(),
        start_ms: Field::Absent,
        end_ms: Field::Absent,
        attributes: Attributes::default(),
        status: Status::default(),
    };
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Bytes(id)) => span.trace_id = id_from_bytes(id),
            (2, Wire::Bytes(id)) => span.span_id = id_from_bytes(id),
            (4, Wire::Bytes(id)) => span.parent_span_id = id_from_bytes(id),
            (5, Wire::Bytes(name)) => span.name = text(name).into_owned(),
            (6, Wire::Number(kind)) => span.kind = enum_number(kind),
            (7, Wire::Fixed64(nanos)) => span.start_ms = time_from_nanos(nanos),
            (8, Wire::Fixed64(nanos)) => span.end_ms = time_from_nanos(nanos),
            (9, Wire::Bytes(bytes)) => attribute(&mut span.attributes, bytes)?,
            (15, Wire::Bytes(bytes)) => {
                for field in Fields(bytes) {
                    if let (3, Wire::Number(code)) = field? {
                        span.status.code = enum_number(code);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(span)
}

fn metrics<K: Key>(body: &[u8]) -> Result<MetricsRequest<'_, K>, Malformed> {
    let of_scope = |bytes| of_scope(bytes, metric).map(|(scope, metrics)| ScopeMetrics { scope, metrics });
    let of_resource = |bytes| {
        let (resource, scope_metrics) = of_resource(bytes, of_scope)?;
        Ok(ResourceMetrics { resource, scope_metrics })
    };
    Ok(MetricsRequest { resource_metrics: request(body, of_resource)? })
}

fn metric<K: Key>(bytes: &[u8]) -> Result<Metric<'_, K>, Malformed> {
    let mut metric = Metric { name: String::new(), sum: None };
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Bytes(name)) => metric.name = text(name).into_owned(),
            (7, Wire::Bytes(bytes)) => sum(
                metric.sum.get_or_insert_with(|| Sum {
                    data_points: Vec::new(),
                    aggregation_temporality: EnumNumber::default(),
                }),
                bytes,
            )?,
            // Gauge, histograms, summary: a metric is one of them, the last.
            (5 | 9 | 10 | 11, Wire::Bytes(_)) => metric.sum = None,
            _ => {}
        }
    }
    Ok(metric)
}

fn sum<'a, K: Key>(sum: &mut Sum<'a, K>, bytes: &'a [u8]) -> Result<(), Malformed> {
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Bytes(bytes)) => item(&mut sum.data_points, data_point(bytes))?,
            (2, Wire::Number(number)) => sum.aggregation_temporality = enum_number(number),
            _ => {}
        }
    }
    Ok(())
}

fn data_point<K: Key>(bytes: &[u8]) -> Result<NumberDataPoint<'_, K>, Malformed> {
    let mut point = NumberDataPoint {
        start_ms: Field::Absent,
        time_ms: Field::Absent,
        as_double: None,
        as_int: None,
        flags: 0,
        attributes: Open::default(),
    };
    let mut attributes: Attributes<'_, OpenKey<K>> = Attributes::default();
    for field in Fields(bytes) {
        match field? {
            (2, Wire::Fixed64(nanos)) => point.start_ms = time_from_nanos(nanos),
            (3, Wire::Fixed64(nanos)) => point.time_ms = time_from_nanos(nanos),
            (4, Wire::Fixed64(bits)) => {
                (point.as_double, point.as_int) = (Some(Value::Double(f64::from_bits(bits))), None);
            }
            (6, Wire::Fixed64(bits)) => {
                (point.as_double, point.as_int) = (None, Some(Value::Int(bits.cast_signed())));
            }
            (7, Wire::Bytes(bytes)) => attribute(&mut attributes, bytes)?,
            (8, Wire::Number(flags)) => point.flags = flags as u32,
            _ => {}
        }
    }
    point.attributes = attributes.into();
    Ok(point)
}

fn logs<K: Key>(body: &[u8]) -> Result<LogsRequest<'_, K>, Malformed> {
    let of_scope =
        |bytes| of_scope(bytes, log_record).map(|(scope, log_records)| ScopeLogs { scope, log_records });
    let of_resource = |bytes| {
        let (resource, scope_logs) = of_resource(bytes, of_scope)?;
        Ok(ResourceLogs { resource, scope_logs })
    };
    Ok(LogsRequest { resource_logs: request(body, of_resource)? })
}

fn log_record<K: Key>(bytes: &[u8]) -> Result<LogRecord<'_, K>, Malformed> {
    let mut record = LogRecord {
        time_ms: Field::Absent,
        observed_ms: Field::Absent,
        trace_id: Field::Absent,
        span_id: Field::Absent,
        severity_number: EnumNumber::default(),
        event_name: String::new(),
        attributes: Attributes::default(),
    };
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Fixed64(nanos)) => record.time_ms = time_from_nanos(nanos),
            (2, Wire::Number(number)) => record.severity_number = enum_number(number),
            (6, Wire::Bytes(bytes)) => attribute(&mut record.attributes, bytes)?,
            (9, Wire::Bytes(id)) => record.trace_id = id_from_bytes(id),
            (10, Wire::Bytes(id)) => record.span_id = id_from_bytes(id),
            (11, Wire::Fixed64(nanos)) => record.observed_ms = time_from_nanos(nanos),
            (12, Wire::Bytes(name)) => record.event_name = text(name).into_owned(),
            _ => {}
        }
    }
    Ok(record)
}

fn resource<'a, K: Key>(resource: &mut Resource<'a, K>, bytes: &'a [u8]) -> Result<(), Malformed> {
    let mut attributes: Attributes<'a, OpenKey<K>> = Attributes::default();
    for field in Fields(bytes) {
        if let (1, Wire::Bytes(bytes)) = field? {
            attribute(&mut attributes, bytes)?;
        }
    }
    resource.attributes.extend(attributes);
    Ok(())
}

fn scope(scope: &mut Scope, bytes: &[u8]) -> Result<(), Malformed> {
    for field in Fields(bytes) {
        if let (1, Wire::Bytes(name)) = field? {
            scope.name = text(name).into_owned();
        }
    }
    Ok(())
}

/// `KeyValue`
fn attribute<'a, K: Key>(attributes: &mut Attributes<'a, K>, bytes: &'a [u8]) -> Result<(), Malformed> {
    let mut name: &[u8] = &[];
    let mut value = None;
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Bytes(bytes)) => name = bytes,
            (2, Wire::Bytes(bytes)) => any_value(&mut value, bytes)?,
            _ => {}
        }
    }
    if let Some(value) = value
        && let Some(key) = K::from_name(&text(name))
    {
        allowance::attribute()?;
        attributes.push(key, value);
    }
    Ok(())
}

/// `AnyValue`: of one type, the last that is there.
fn any_value<'a>(value: &mut Option<Value<'a>>, bytes: &'a [u8]) -> Result<(), Malformed> {
    for field in Fields(bytes) {
        match field? {
            (1, Wire::Bytes(bytes)) => *value = Some(Value::Text(text(bytes))),
            (2, Wire::Number(flag)) => *value = Some(Value::Bool(flag != 0)),
            (3, Wire::Number(number)) => *value = Some(Value::Int(number.cast_signed())),
            (4, Wire::Fixed64(bits)) => *value = Some(Value::Double(f64::from_bits(bits))),
            // An array, a list of keys and values, bytes.
            (5..=7, Wire::Bytes(_)) => *value = None,
            _ => {}
        }
    }
    Ok(())
}

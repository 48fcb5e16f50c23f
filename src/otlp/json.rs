//! OTLP/JSON, read leniently: what the specification and ProtoJSON allow, and what clients send.
//!
//! `null` is absent; 64-bit integers are strings or numbers; doubles may be `"NaN"`; ids are hexadecimal;
//! unknown fields are skipped; enums are numbers and nothing else.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use super::Request;
use super::allowance;
use super::field::{Field, id_from_hex, time_from_nanos};
use super::media::Signal;
use super::refusal::Refusal;
use super::value::{Attributes, Key, Open, OpenKey, Value};

/// Decodes a JSON body.
///
/// # Errors
/// 400 when it is not UTF-8, not JSON, or not an object of the signal's form.
pub fn decode<K: Key>(signal: Signal, body: &[u8]) -> Result<Request<'_, K>, Refusal> {
    let text =
        std::str::from_utf8(body).map_err(|error| Refusal::bad_data(format!("JSON is UTF-8: {error}")))?;
    // Some writers of UTF-8 begin with it, and a reader may read over it (RFC 8259, 8.1).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // serde would also take a struct's fields from an array, in order; protobuf's JSON form has objects only.
    if !text.trim_start().starts_with('{') {
        return Err(Refusal::bad_data("OTLP/JSON: an export request is an object."));
    }
    allowance::within(|| {
        let decoded = match signal {
            Signal::Traces => serde_json::from_str(text).map(Request::Traces),
            Signal::Metrics => serde_json::from_str(text).map(Request::Metrics),
            Signal::Logs => serde_json::from_str(text).map(Request::Logs),
        };
        decoded.map_err(|error| Refusal::bad_data(format!("OTLP/JSON: {}", fault(&error))))
    })
}

/// What is wrong, what was expected and where, without the text that was found instead: it may be long, and somebody's prompt.
fn fault(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let found = message.split_once("string \"").zip(message.rsplit_once("\", expected "));
    match found {
        Some(((wrong, _), (_, expected))) => format!("{wrong}string, expected {expected}"),
        None => message,
    }
}

/// Mends a body that [`decode`] did not take: half a surrogate pair becomes U+FFFD. JavaScript writes one for a text
/// that was cut in the middle of a character, and it shall not cost the records beside it. Says whether there was one.
pub fn mend(body: &mut [u8]) -> bool {
    let mut mended = false;
    let mut rest = body;
    while let Some((&mut first, after)) = std::mem::take(&mut rest).split_first_mut() {
        rest = after;
        if first != b'\\' {
            continue;
        }
        match (surrogate(rest), rest.get(5..).and_then(|next| surrogate(next.strip_prefix(b"\\")?))) {
            (Some(Surrogate::High), Some(Surrogate::Low)) => skip(&mut rest, 11),
            (Some(_), _) => {
                if let Some(digits) = rest.get_mut(1..5) {
                    digits.copy_from_slice(b"fffd");
                }
                mended = true;
                skip(&mut rest, 5);
            }
            // Whatever is escaped, a backslash too.
            (None, _) => skip(&mut rest, 1),
        }
    }
    mended
}

enum Surrogate {
    High,
    Low,
}

/// What `uXXXX` is, if it is half a pair.
fn surrogate(escape: &[u8]) -> Option<Surrogate> {
    match escape {
        [b'u', b'd' | b'D', b'8'..=b'9' | b'a'..=b'b' | b'A'..=b'B', third, fourth, ..]
            if third.is_ascii_hexdigit() && fourth.is_ascii_hexdigit() =>
        {
            Some(Surrogate::High)
        }
        [b'u', b'd' | b'D', b'c'..=b'f' | b'C'..=b'F', third, fourth, ..]
            if third.is_ascii_hexdigit() && fourth.is_ascii_hexdigit() =>
        {
            Some(Surrogate::Low)
        }
        _ => None,
    }
}

fn skip(rest: &mut &mut [u8], bytes: usize) {
    let whole = std::mem::take(rest);
    let bytes = bytes.min(whole.len());
    *rest = whole.split_at_mut(bytes).1;
}

/// An enum, which OTLP/JSON writes as a number; its names "MUST NOT be used" (specification, *JSON Protobuf Encoding*).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EnumNumber(pub i32);

impl<'de> Deserialize<'de> for EnumNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EnumVisitor;

        impl Visitor<'_> for EnumVisitor {
            type Value = EnumNumber;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a 32-bit integer, as OTLP/JSON writes enums")
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                let out_of_range = |_| E::invalid_value(Unexpected::Signed(number), &self);
                i32::try_from(number).map(EnumNumber).map_err(out_of_range)
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                let out_of_range = |_| E::invalid_value(Unexpected::Unsigned(number), &self);
                i32::try_from(number).map(EnumNumber).map_err(out_of_range)
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(EnumNumber::default())
            }
        }

        deserializer.deserialize_any(EnumVisitor)
    }
}

/// A list of messages, which count; `null` is the empty one.
pub(super) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    struct ListVisitor<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
            Ok(Vec::new())
        }

        fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Self::Value, S::Error> {
            let mut list = Vec::new();
            while let Some(item) = seq.next_element()? {
                allowance::message().map_err(exceeded)?;
                list.push(item);
            }
            Ok(list)
        }
    }

    deserializer.deserialize_any(ListVisitor(PhantomData))
}

/// Never told: [`allowance::within`] says more.
fn exceeded<E: Error>(_: allowance::Exceeded) -> E {
    E::custom("the request has too many records")
}

/// A value; `null` is its default.
pub(super) fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// A short text.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    nullable(deserializer)
}

/// An id in hexadecimal; one of the wrong form is [`Field::Bad`].
pub(super) fn hex_id<'de, D: Deserializer<'de>, const N: usize>(
    deserializer: D,
) -> Result<Field<[u8; N]>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)?.0 {
        None => Field::Absent,
        Some(Value::Text(text)) => id_from_hex(&text),
        Some(_) => Field::Bad,
    })
}

/// A time in nanoseconds, as a string or a number.
pub(super) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Field<i64>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)?.0 {
        None => Field::Absent,
        Some(Value::Int(nanos)) => u64::try_from(nanos).map_or(Field::Bad, time_from_nanos),
        Some(Value::Text(text)) => text.parse().map_or(Field::Bad, time_from_nanos),
        // A number too large for an i64, or written with an exponent.
        Some(Value::Double(nanos)) if nanos >= 0.0 && nanos <= u64::MAX as f64 => {
            time_from_nanos(nanos as u64)
        }
        Some(_) => Field::Bad,
    })
}

/// The value of a data point.
pub(super) fn value<'de: 'a, 'a, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Value<'a>>, D::Error> {
    Ok(Scalar::deserialize(deserializer)?.0)
}

/// A 32-bit flag field, as a number or a string.
pub(super) fn flags<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let scalar = Scalar::deserialize(deserializer)?.0;
    Ok(scalar
        .and_then(|value| value.integer())
        .and_then(|number| u32::try_from(number).ok())
        .unwrap_or_default())
}

/// A JSON scalar as it stands; objects, arrays and `null` are nothing.
struct Scalar<'a>(Option<Value<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScalarVisitor<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for ScalarVisitor<'a> {
            type Value = Scalar<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<Self::Value, E> {
                Ok(Scalar(Some(Value::Bool(flag))))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Scalar(Some(Value::Int(number))))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Scalar(Some(i64::try_from(number).map_or(Value::Double(number as f64), Value::Int))))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
                Ok(Scalar(Some(Value::Double(number))))
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Scalar(Some(Value::Text(Cow::Borrowed(text)))))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Scalar(Some(Value::Text(Cow::Owned(text.to_owned())))))
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Scalar(None))
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar(None))
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Self::Value, S::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar(None))
            }
        }

        deserializer.deserialize_any(ScalarVisitor(PhantomData))
    }
}

/// `AnyValue`: an object with at most one member that names the type.
struct AnyValue<'a>(Option<Value<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for AnyValue<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyValueVisitor<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for AnyValueVisitor<'a> {
            type Value = AnyValue<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value, such as {\"stringValue\": …}")
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(AnyValue(None))
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut value = None;
                while let Some(member) = map.next_key::<Name<'_>>()? {
                    match member.0.as_ref() {
                        "stringValue" | "boolValue" => value = map.next_value::<Scalar<'a>>()?.0.or(value),
                        "intValue" => {
                            let number = map.next_value::<Scalar<'a>>()?.0.and_then(|v| v.integer());
                            value = number.map(Value::Int).or(value);
                        }
                        "doubleValue" => {
                            let number = map.next_value::<Scalar<'a>>()?.0.and_then(|v| v.number());
                            value = number.map(Value::Double).or(value);
                        }
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(AnyValue(value))
            }
        }

        deserializer.deserialize_any(AnyValueVisitor(PhantomData))
    }
}

/// The name of an object's member, borrowed where the text has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Scalar::deserialize(deserializer)?.0 {
            Some(Value::Text(text)) => Ok(Name(text)),
            _ => Ok(Name(Cow::Borrowed(""))),
        }
    }
}

/// One `KeyValue`, or nothing when the vocabulary does not name its key.
struct KeyValue<'a, K>(Option<(K, Value<'a>)>);

impl<'de: 'a, 'a, K: Key> Deserialize<'de> for KeyValue<'a, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyValueVisitor<'a, K>(PhantomData<&'a K>);

        impl<'de: 'a, 'a, K: Key> Visitor<'de> for KeyValueVisitor<'a, K> {
            type Value = KeyValue<'a, K>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an attribute, {\"key\": …, \"value\": …}")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                // None: not read yet. Some(None): read, and not in the vocabulary.
                let mut key: Option<Option<K>> = None;
                let mut value = None;
                while let Some(member) = map.next_key::<Name<'_>>()? {
                    match member.0.as_ref() {
                        "key" => key = Some(K::from_name(&map.next_value::<Name<'_>>()?.0)),
                        "value" if key != Some(None) => value = map.next_value::<AnyValue<'a>>()?.0,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(KeyValue(key.flatten().zip(value)))
            }
        }

        deserializer.deserialize_map(KeyValueVisitor(PhantomData))
    }
}

impl<'de: 'a, 'a, K: Key> Deserialize<'de> for Attributes<'a, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AttributesVisitor<'a, K>(PhantomData<&'a K>);

        impl<'de: 'a, 'a, K: Key> Visitor<'de> for AttributesVisitor<'a, K> {
            type Value = Attributes<'a, K>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of attributes")
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Attributes::default())
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Self::Value, S::Error> {
                let mut attributes = Attributes::default();
                while let Some(KeyValue(attribute)) = seq.next_element()? {
                    if let Some((key, value)) = attribute {
                        allowance::attribute().map_err(exceeded)?;
                        attributes.push(key, value);
                    }
                }
                Ok(attributes)
            }
        }

        deserializer.deserialize_any(AttributesVisitor(PhantomData))
    }
}

impl<'de: 'a, 'a, K: Key> Deserialize<'de> for Open<'a, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Attributes::<OpenKey<K>>::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::super::request::{MetricsRequest, Span};
    use super::*;

    /// A vocabulary of two keys.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Test {
        A,
        B,
    }

    impl Key for Test {
        fn from_name(name: &str) -> Option<Self> {
            match name {
                "a" => Some(Test::A),
                "b" => Some(Test::B),
                _ => None,
            }
        }
    }

    fn span(json: &str) -> Result<Span<'_, Test>, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn what_is_no_attribute_is_told_how_one_is_written() {
        for (attributes, expected) in [
            ("[[1]]", "expected an attribute, {\"key\": …, \"value\": …}"),
            (r#"[{"key":"a","value":"text"}]"#, "expected a value, such as {\"stringValue\": …}"),
        ] {
            let error = span(&format!(r#"{{"attributes":{attributes}}}"#)).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
            assert!(error.contains("at line 1 column "), "{error}");
        }
    }

    #[test]
    fn a_fault_is_told_without_the_text_of_the_body() {
        let body = r#"{"attributes":[{"key":"a","value":"my \", expected secret \""}]}"#;
        assert_eq!(
            fault(&span(body).unwrap_err()),
            "invalid type: string, expected a value, such as {\"stringValue\": …} at line 1 column 61"
        );
    }

    #[test]
    fn attributes_outside_the_vocabulary_are_skipped_in_any_order() {
        let span = span(
            r#"{"attributes":[
                {"key":"prompt","value":{"stringValue":"secret"}},
                {"value":{"intValue":"7"},"key":"a"},
                {"value":{"stringValue":"secret"},"key":"response"},
                {"key":"b","value":{"stringValue":"gr\u00fc\u00dfe"}},
                {"value":{"intValue":1}},
                {"key":"a"}]}"#,
        )
        .unwrap();
        assert_eq!(span.attributes.integer(Test::A), Some(7));
        assert_eq!(span.attributes.text(Test::B).as_deref(), Some("grüße"));
        assert!(!format!("{span:?}").contains("secret"));
    }

    #[test]
    fn values_of_every_form_are_read_or_read_over() {
        for (value, expected) in [
            (r#"{"intValue":3}"#, Some(Value::Int(3))),
            (r#"{"intValue":"3"}"#, Some(Value::Int(3))),
            (r#"{"intValue":3.0}"#, Some(Value::Int(3))),
            (r#"{"intValue":null}"#, None),
            (r#"{"doubleValue":"NaN"}"#, None),
            (r#"{"doubleValue":"1.5"}"#, Some(Value::Double(1.5))),
            (r#"{"boolValue":true}"#, Some(Value::Bool(true))),
            (r#"{}"#, None),
            (r#"null"#, None),
            (r#"{"arrayValue":{}}"#, None),
            (r#"{"arrayValue":{"values":[{"stringValue":"x"}]}}"#, None),
            (r#"{"bytesValue":"AQI"}"#, None),
            (r#"{"future":{"x":[1]}}"#, None),
        ] {
            let json = format!(r#"{{"attributes":[{{"key":"a","value":{value}}}]}}"#);
            assert_eq!(span(&json).unwrap().attributes.get(Test::A).cloned(), expected, "{value}");
        }
    }

    #[test]
    fn absent_and_null_are_the_same() {
        for json in [
            "{}",
            r#"{"traceId":null,"attributes":null,"name":null,"status":null,"kind":null,"endTimeUnixNano":null}"#,
            r#"{"traceId":"","future":{"x":[1]},"parentSpanId":""}"#,
        ] {
            let span = span(json).unwrap();
            assert_eq!(
                (span.trace_id, span.parent_span_id, span.end_ms),
                (Field::Absent, Field::Absent, Field::Absent)
            );
        }
    }

    #[test]
    fn a_bad_field_spoils_its_record_only() {
        let span =
            span(r#"{"traceId":"abc123","spanId":5,"endTimeUnixNano":"yesterday","startTimeUnixNano":-1}"#)
                .unwrap();
        assert_eq!(span.trace_id, Field::Bad);
        assert_eq!(span.span_id, Field::Bad);
        assert_eq!(span.end_ms, Field::Bad);
        assert_eq!(span.start_ms, Field::Bad);
    }

    #[test]
    fn enums_are_numbers() {
        assert_eq!(span(r#"{"kind":2,"status":{"code":2}}"#).unwrap().status.code, EnumNumber(2));
        assert_eq!(span(r#"{"kind":-1}"#).unwrap().kind, EnumNumber(-1));
        assert_eq!(span(r#"{"kind":null}"#).unwrap().kind, EnumNumber(0));
        for (kind, wrong) in [
            (r#""SPAN_KIND_SERVER""#, "invalid type: string"),
            (r#""2""#, "invalid type: string"),
            ("3.5", "invalid type: floating point `3.5`"),
            ("2147483648", "invalid value: integer `2147483648`"),
            ("-2147483649", "invalid value: integer `-2147483649`"),
        ] {
            let error = fault(&span(&format!(r#"{{"kind":{kind}}}"#)).unwrap_err());
            let expected = format!("{wrong}, expected a 32-bit integer, as OTLP/JSON writes enums at line 1");
            assert!(error.starts_with(&expected), "{error}");
        }
    }

    #[test]
    fn data_points_are_read_as_strings_and_numbers() {
        let json = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[
            {"name":"s","sum":{"aggregationTemporality":1,"dataPoints":[
                {"asInt":"7","timeUnixNano":1544712660300000001},{"asInt":7},{"asDouble":7.0,"timeUnixNano":"1544712660300000001"}]}},
            {"name":"h","histogram":{"dataPoints":[{"bucketCounts":["1"]}]}}]}]}]}"#;
        let Request::Metrics(MetricsRequest { resource_metrics }) =
            decode::<Test>(Signal::Metrics, json.as_bytes()).unwrap()
        else {
            panic!("not metrics")
        };
        let metrics = &resource_metrics[0].scope_metrics[0].metrics;
        let points = &metrics[0].sum.as_ref().unwrap().data_points;
        for point in points {
            let value = point.as_double.as_ref().or(point.as_int.as_ref()).and_then(Value::number);
            assert_eq!(value, Some(7.0));
        }
        assert_eq!(points[0].time_ms, points[2].time_ms);
        assert!(metrics[1].sum.is_none());
    }

    #[test]
    fn what_is_not_the_message_is_bad_data() {
        for body in ["1234", "[]", "{", "\"x\"", r#"{"resourceSpans":{}}"#, r#"{"resourceSpans":[1]}"#] {
            let refusal = decode::<Test>(Signal::Traces, body.as_bytes()).unwrap_err();
            assert_eq!(refusal.status, 400, "{body}");
        }
        assert_eq!(decode::<Test>(Signal::Traces, b"{\"a\":\"\xff\"}").unwrap_err().status, 400);
        let deep = format!(r#"{{"resourceSpans":{}{}}}"#, "[".repeat(5000), "]".repeat(5000));
        assert_eq!(decode::<Test>(Signal::Traces, deep.as_bytes()).unwrap_err().status, 400);
    }

    #[test]
    fn half_a_surrogate_pair_is_mended() {
        for (body, expected) in [
            (r#"{"a":"\ud83d"}"#, Some(r#"{"a":"\ufffd"}"#)),
            (r#"\uDE00\ud83d"#, Some(r#"\ufffd\ufffd"#)),
            (r#"\ud83d\ud83d\ude00"#, Some(r#"\ufffd\ud83d\ude00"#)),
            (r#"\\\ud83dx"#, Some(r#"\\\ufffdx"#)),
            (r#"\ud83d\ude00 \\ud83d \u00e9 \"#, None),
            (r#"\ud8"#, None),
            ("", None),
        ] {
            let mut bytes = body.as_bytes().to_vec();
            assert_eq!(mend(&mut bytes), expected.is_some(), "{body}");
            assert_eq!(String::from_utf8(bytes).unwrap(), expected.unwrap_or(body));
        }
    }

    #[test]
    fn the_empty_request_is_a_request() {
        for body in
            ["{}", r#"{"resourceSpans":[]}"#, r#"{"resourceSpans":null}"#, r#"{"resource_spans":[{}]}"#]
        {
            assert!(decode::<Test>(Signal::Traces, body.as_bytes()).is_ok(), "{body}");
        }
    }
}

//! What is not taken: a request as a whole, or single records of it.

use std::collections::BTreeMap;

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

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal $mend:literal,)+) => {
        /// Why a record was refused. The codes are stored.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i64)]
        pub enum Reason {
            $($(#[$doc])* $variant = $code,)+
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant,)+];

            /// Its name in the API.
            pub fn name(self) -> &'static str {
                match self {
                    $(Reason::$variant => $name,)+
                }
            }

            /// How to mend it.
            pub fn mend(self) -> &'static str {
                match self {
                    $(Reason::$variant => $mend,)+
                }
            }

            /// The reason stored as `code`.
            pub fn from_code(code: i64) -> Option<Self> {
                match code {
                    $($code => Some(Reason::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

reasons! {
    /// `traceId` is not 16 bytes.
    TraceId = 1 "trace_id" "Every span needs a trace id of 16 bytes (32 hexadecimal digits in JSON), not all zero: look at what changes spans on their way here.",
    /// `spanId` is not 8 bytes.
    SpanId = 2 "span_id" "Every span needs an id of 8 bytes (16 hexadecimal digits in JSON), not all zero: look at what changes spans on their way here.",
    /// `parentSpanId` is neither empty nor 8 bytes.
    ParentSpanId = 3 "parent_span_id" "A parent's span id has 8 bytes (16 hexadecimal digits in JSON) or is left out: look at what changes spans on their way here.",
    /// No time.
    TimeMissing = 4 "time_missing" "Every record needs its time in nanoseconds: update the exporter or the Collector between.",
    /// A time that is no number.
    TimeMalformed = 5 "time_malformed" "Times are whole numbers of nanoseconds since 1970: update the exporter or the Collector between.",
    /// A time before 2020, or days after the record came.
    TimeUnbelievable = 6 "time_unbelievable" "The time is before 2020, or more than two days ahead: set the clock of the client's machine.",
    /// `aggregationTemporality` is neither delta nor cumulative.
    Temporality = 7 "temporality" "Metrics must be delta or cumulative: set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta.",
    /// A value that counts nothing.
    Value = 8 "value" "A data point's value must be a number from 0 to 10^12: look at what changes metrics on their way here.",
    /// More than a million dollars.
    Cost = 9 "cost" "A cost must be between 0 and 1,000,000 USD: look at what changes metrics on their way here.",
    /// A whole request that could not be decoded.
    Undecodable = 10 "undecodable" "The body was not OTLP in the encodings that its Content-Type and Content-Encoding name: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf or http/json, and look at proxies that change bodies.",
    /// More data points of one session and moment than a row holds.
    TooMany = 11 "too_many" "One export of one session has at most 5,000 data points: look at what breaks metrics down on their way here.",
}

/// Records that were left out of an otherwise accepted request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refused {
    /// How many spans, data points or log records, by reason.
    pub counts: BTreeMap<Reason, u64>,
    /// What was wrong with the first of them, and how to mend it. Empty: nothing to say.
    pub message: String,
}

impl Refused {
    /// Counts one refused record; the first message is kept.
    pub fn add(&mut self, reason: Reason, message: impl FnOnce() -> String) {
        *self.counts.entry(reason).or_default() += 1;
        if self.message.is_empty() {
            self.message = message();
        }
    }

    /// How many in all.
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_for_one_reason() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(*reason as i64), Some(*reason));
        }
        assert_eq!(Reason::from_code(0), None);
    }
}

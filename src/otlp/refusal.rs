//! What is not taken: a request as a whole, or single records of it.

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

//! Which signal a path means, and which encodings the headers name.

use super::refusal::Refusal;

/// The three kinds of telemetry that OTLP carries. The codes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i64)]
pub enum Signal {
    /// `POST /v1/logs`
    Logs = 1,
    /// `POST /v1/traces`
    Traces = 2,
    /// `POST /v1/metrics`
    Metrics = 3,
}

impl Signal {
    /// The signal that is posted to `path` (OTLP specification, *OTLP/HTTP Request*).
    pub fn from_path(path: &str) -> Option<Self> {
        match path {
            "/v1/traces" => Some(Signal::Traces),
            "/v1/metrics" => Some(Signal::Metrics),
            "/v1/logs" => Some(Signal::Logs),
            _ => None,
        }
    }
}

/// How a body is written. The answer uses the same (OTLP specification, *OTLP/HTTP Response*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `application/json`
    Json,
    /// `application/x-protobuf`
    Protobuf,
}

impl Encoding {
    /// Reads a `Content-Type`. Parameters and letter case do not matter.
    pub fn from_content_type(header: &str) -> Option<Self> {
        let essence = header.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/json") {
            Some(Encoding::Json)
        } else if essence.eq_ignore_ascii_case("application/x-protobuf") {
            Some(Encoding::Protobuf)
        } else {
            None
        }
    }

    /// The `Content-Type` of an answer.
    pub fn content_type(self) -> &'static str {
        match self {
            Encoding::Json => "application/json",
            Encoding::Protobuf => "application/x-protobuf",
        }
    }
}

/// How a body is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// As is.
    None,
    /// gzip, which every OTLP server must take (OTLP specification, *Protocol Details*).
    Gzip,
}

impl Compression {
    /// Reads a `Content-Encoding`; absent and `identity` are the same.
    ///
    /// # Errors
    /// 415 for anything but gzip.
    pub fn from_content_encoding(header: Option<&str>) -> Result<Self, Refusal> {
        let name = header.unwrap_or_default().trim();
        if name.is_empty() || name.eq_ignore_ascii_case("identity") {
            Ok(Compression::None)
        } else if name.eq_ignore_ascii_case("gzip") {
            Ok(Compression::Gzip)
        } else {
            Err(Refusal::unsupported(
                "Content-Encoding must be gzip, identity or absent; set OTEL_EXPORTER_OTLP_COMPRESSION=gzip or none.",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_type_is_read_without_its_parameters_and_case() {
        for (header, expected) in [
            ("application/json", Some(Encoding::Json)),
            ("application/json; charset=utf-8", Some(Encoding::Json)),
            ("APPLICATION/JSON", Some(Encoding::Json)),
            (" application/x-protobuf ;x=y", Some(Encoding::Protobuf)),
            ("application/protobuf", None),
            ("text/plain", None),
            ("", None),
        ] {
            assert_eq!(Encoding::from_content_type(header), expected, "{header:?}");
        }
    }

    #[test]
    fn only_gzip_is_unzipped() {
        assert_eq!(Compression::from_content_encoding(None).ok(), Some(Compression::None));
        assert_eq!(Compression::from_content_encoding(Some("identity")).ok(), Some(Compression::None));
        assert_eq!(Compression::from_content_encoding(Some("GZIP")).ok(), Some(Compression::Gzip));
        for refused in ["br", "deflate", "zstd", "gzip, gzip"] {
            let status = Compression::from_content_encoding(Some(refused)).err().map(|r| r.status);
            assert_eq!(status, Some(415), "{refused}");
        }
    }
}

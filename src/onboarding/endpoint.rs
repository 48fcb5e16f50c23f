//! What is written into settings and scripts from outside: checked before, so that no text can break out of where it
//! stands, whatever the quoting.

/// The longest host name is 253 characters (RFC 1035); with scheme, port and a short path.
const MAX_ENDPOINT_BYTES: usize = 320;
const MAX_TOKEN_BYTES: usize = 128;

/// Where clients export to: the scheme, the host and what follows it, without a slash at the end. It has letters,
/// digits and `- . _ ~ / : [ ]` alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// Reads an endpoint; None when it is no plain `http` or `https` address.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_end_matches('/');
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:[]".contains(&byte);
        let has_host = rest.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'[');
        (has_host && text.len() <= MAX_ENDPOINT_BYTES && rest.bytes().all(is_plain))
            .then(|| Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands where the ingest token belongs: a token, or a word that a page replaces by one. It has letters,
/// digits, `-` and `_` alone, so it is the same text in JSON, YAML, shells and headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenText<'a>(&'a str);

impl<'a> TokenText<'a> {
    /// Reads a token or a placeholder.
    pub fn parse(text: &'a str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        (!text.is_empty() && text.len() <= MAX_TOKEN_BYTES && text.bytes().all(is_plain))
            .then_some(Self(text))
    }

    /// The text.
    pub fn as_str(self) -> &'a str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_endpoint_is_a_plain_address() {
        for (text, expected) in [
            ("https://otlp.example.com", "https://otlp.example.com"),
            ("https://otlp.example.com/", "https://otlp.example.com"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://[::1]:8787", "http://[::1]:8787"),
            ("https://example.com/otlp/v_1~", "https://example.com/otlp/v_1~"),
        ] {
            assert_eq!(Endpoint::parse(text).unwrap().as_str(), expected);
        }
    }

    #[test]
    fn what_could_break_out_of_a_script_is_no_endpoint() {
        let long = format!("https://{}.example", "a".repeat(400));
        for text in [
            "",
            "https://",
            "https:///",
            "ftp://example.com",
            "otlp.example.com",
            "https://-x",
            "https://a'; rm -rf /; '",
            "https://a\"b",
            "https://a$(id)",
            "https://a`id`",
            "https://a\nTHINSPAN_SETTINGS\nid",
            "https://a\n'@",
            "https://a b",
            "https://a%20b",
            "https://mia@example.com",
            "https://a,b=c",
            "https://a#b",
            "https://a?b",
            "https://ä.example",
            "https://a\\b",
            "https://a&b",
            &long,
        ] {
            assert_eq!(Endpoint::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_token_is_one_word() {
        assert_eq!(TokenText::parse("YOUR_INGEST_TOKEN").unwrap().as_str(), "YOUR_INGEST_TOKEN");
        for text in ["", "a b", "a\"", "a'", "a$b", "a%20", "ä", &"a".repeat(129)] {
            assert_eq!(TokenText::parse(text), None, "{text}");
        }
    }
}

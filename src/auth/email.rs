//! An e-mail address as a key: the same person typed in any case is one member.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A plausible address, trimmed and in lower case, of at most 254 bytes (RFC 5321 with erratum 1690).
///
/// Deserializing is for rows of the database, which has only addresses that were parsed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads what somebody typed; None when no mail could go there.
    ///
    /// Whether the mailbox exists only a mail can tell, so this refuses just what is no address or
    /// would mean something else in a mail's header.
    pub fn parse(text: &str) -> Option<Self> {
        const MAX_BYTES: usize = 254;
        let text = text.trim();
        if text.len() > MAX_BYTES {
            return None;
        }
        let address = text.to_lowercase();
        let (name, domain) = address.split_once('@')?;
        let name_is_plain = !name.is_empty()
            && !name.chars().any(|c| c.is_whitespace() || c.is_control() || "@<>()[],;:\\\"".contains(c));
        let domain_is_plain = domain.split('.').all(|label| {
            !label.is_empty()
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                && !label.starts_with('-')
        });
        (name_is_plain && domain_is_plain && address.len() <= MAX_BYTES).then_some(Self(address))
    }

    /// Reads a comma-separated list; what is no address is left out.
    pub fn parse_list(text: &str) -> Vec<Self> {
        text.split(',').filter_map(Self::parse).collect()
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the `@`.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn what_is_typed_becomes_one_address() {
        let cases = [
            ("admin@example.com", "admin@example.com"),
            ("  Admin@Example.COM\n", "admin@example.com"),
            ("mia.o'neil+claude@sub.example.org", "mia.o'neil+claude@sub.example.org"),
            ("dev@localhost", "dev@localhost"),
            ("Jörg@Bücher.example", "jörg@bücher.example"),
        ];
        for (typed, address) in cases {
            assert_eq!(Email::parse(typed).unwrap().as_str(), address);
        }
        assert_eq!(Email::parse("a@b.example").unwrap().domain(), "b.example");
    }

    #[test]
    fn what_is_no_address() {
        let long = format!("{}@example.com", "a".repeat(243));
        let cases = [
            "",
            "@",
            "admin",
            "@example.com",
            "admin@",
            "a@b@example.com",
            "a b@example.com",
            "admin@exam ple.com",
            "admin@.example.com",
            "admin@example..com",
            "admin@example.com.",
            "Admin <admin@example.com>",
            "a@example.com,b@example.com",
            "a\r\nBcc: b@example.com",
            "a\u{0}@example.com",
            long.as_str(),
        ];
        for typed in cases {
            assert!(Email::parse(typed).is_none(), "{typed:?}");
        }
    }

    #[test]
    fn a_list_keeps_what_it_can_read() {
        let list = Email::parse_list(" A@example.com, ,nonsense,b@example.com");
        assert_eq!(list.iter().map(Email::as_str).collect::<Vec<_>>(), ["a@example.com", "b@example.com"]);
    }
}

//! The bearer token of an org's exporters.
//!
//! `thinspan_` + 40 hexadecimal digits (160 random bits) + 8 digits of checksum. The checksum refuses
//! junk and mistyped tokens before the database is asked, and lets secret scanners be sure of a find.

use std::fmt;

use sha2::{Digest, Sha256};

use super::hex;

/// The header for setups that cannot send `Authorization`, or that need it for something else.
pub const PLAIN_HEADER: &str = "x-thinspan-token";

/// What every token begins with.
pub(super) const PREFIX: &str = "thinspan_";
const RANDOM_DIGITS: usize = 40;
const CHECKSUM_DIGITS: usize = 8;
/// How many characters of a token tell it apart on a page.
pub(crate) const HINT_CHARS: usize = 13;

/// A token that is well formed. Whether it is in force, only the database knows.
#[derive(Clone)]
pub struct IngestToken(String);

impl IngestToken {
    /// A new token from 160 random bits.
    pub fn generate(random: [u8; 20]) -> Self {
        let mut text = format!("{PREFIX}{}", hex::encode(&random));
        text.push_str(&checksum(&text));
        Self(text)
    }

    /// Reads a token; None when it cannot be one of ours (prefix, length, alphabet, checksum).
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(PREFIX)?;
        if !hex::is_lower_hex(digits, RANDOM_DIGITS + CHECKSUM_DIGITS) {
            return None;
        }
        let (body, sum) = text.split_at_checked(PREFIX.len() + RANDOM_DIGITS)?;
        // The checksum is no secret, so it need not be compared in constant time.
        (checksum(body) == sum).then(|| Self(text.to_owned()))
    }

    /// Reads the value of an `Authorization` header, which must have the scheme `Bearer`.
    pub fn from_authorization(header: &str) -> Option<Self> {
        Self::parse(after_scheme(header)?)
    }

    /// Reads the value of [`PLAIN_HEADER`]: the token, with or without a scheme.
    pub fn from_plain_header(header: &str) -> Option<Self> {
        Self::parse(without_scheme(header))
    }

    /// SHA-256 of the whole token in lower-case hexadecimal, for `token_hash = unhex(?)`.
    pub fn hash_hex(&self) -> String {
        hex::encode(&Sha256::digest(self.0.as_bytes()))
    }

    /// The first 13 characters: enough to tell tokens apart on a page, far too few to guess from.
    pub fn hint(&self) -> &str {
        self.0.get(..HINT_CHARS).unwrap_or_default()
    }

    /// The token itself, for the one answer that shows it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// What stands after the scheme `Bearer`; None when there is another scheme, or none.
///
/// The scheme is of any case. `Bearer%20…` is taken for `Bearer …`: the OpenTelemetry specification
/// has the header written percent-encoded in `OTEL_EXPORTER_OTLP_HEADERS`, Claude Code sends the
/// value as it was written.
fn after_scheme(header: &str) -> Option<&str> {
    const SCHEME: &str = "bearer";
    let (scheme, mut rest) = header.trim().split_at_checked(SCHEME.len())?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return None;
    }
    let with_space = rest.len();
    while let Some(shorter) = rest.strip_prefix(' ').or_else(|| rest.strip_prefix("%20")) {
        rest = shorter;
    }
    (rest.is_empty() || rest.len() < with_space).then_some(rest)
}

/// What a header's value presents as the token, whatever it is.
pub(super) fn without_scheme(header: &str) -> &str {
    after_scheme(header).unwrap_or_else(|| header.trim())
}

impl fmt::Debug for IngestToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IngestToken(REDACTED)")
    }
}

/// The first 32 bits of the SHA-256 of everything before the checksum.
fn checksum(body: &str) -> String {
    let digest = Sha256::digest(body.as_bytes());
    hex::encode(digest.get(..CHECKSUM_DIGITS / 2).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn example() -> IngestToken {
        IngestToken::generate([0x1a; 20])
    }

    #[test]
    fn a_generated_token_is_read_back() {
        let token = example();
        assert_eq!(token.expose().len(), 9 + 40 + 8);
        assert_eq!(IngestToken::parse(token.expose()).unwrap().expose(), token.expose());
    }

    #[test]
    fn the_format_does_not_drift() {
        assert_eq!(example().expose(), "thinspan_1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a4e3ba7f7");
    }

    #[test]
    fn one_wrong_character_anywhere_is_no_token() {
        let good = example().expose().to_owned();
        for position in 0..good.len() {
            for wrong in ['0', 'f', 'G', ' ', '_'] {
                let mut chars: Vec<char> = good.chars().collect();
                if chars[position] == wrong {
                    continue;
                }
                chars[position] = wrong;
                let text: String = chars.into_iter().collect();
                assert!(IngestToken::parse(&text).is_none(), "{text}");
            }
        }
    }

    #[test]
    fn what_is_no_token() {
        let good = example().expose().to_owned();
        let cases = [
            String::new(),
            "thinspan_".to_owned(),
            good.to_ascii_uppercase(),
            format!("{good}0"),
            format!(" {good}"),
            good[..good.len() - 1].to_owned(),
            good.replace("thinspan_", "thinspan-"),
            "é".repeat(57),
        ];
        for text in cases {
            assert!(IngestToken::parse(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_header_may_be_written_in_several_ways() {
        let good = example().expose().to_owned();
        let accepted = [
            format!("Bearer {good}"),
            format!("bearer {good}"),
            format!("BEARER    {good}  "),
            format!("Bearer%20{good}"),
            format!("Bearer%20 {good}"),
        ];
        for header in accepted {
            assert!(IngestToken::from_authorization(&header).is_some(), "{header}");
        }
        let refused = [
            String::new(),
            "Bearer".to_owned(),
            "Bearer ".to_owned(),
            good.clone(),
            format!("Bearer{good}"),
            format!("Basic {good}"),
            format!("Bearer: {good}"),
            format!("Bearer {good} {good}"),
            "Béarer x".to_owned(),
        ];
        for header in refused {
            assert!(IngestToken::from_authorization(&header).is_none(), "{header}");
        }
    }

    #[test]
    fn the_plain_header_needs_no_scheme() {
        let good = example().expose().to_owned();
        for header in
            [good.clone(), format!(" {good} "), format!("Bearer {good}"), format!("bearer%20{good}")]
        {
            assert!(IngestToken::from_plain_header(&header).is_some(), "{header}");
        }
        for header in
            [String::new(), format!("Basic {good}"), format!("{good},{good}"), format!("Bearer{good}")]
        {
            assert!(IngestToken::from_plain_header(&header).is_none(), "{header}");
        }
    }

    #[test]
    fn neither_debug_nor_the_hint_gives_it_away() {
        let token = example();
        assert_eq!(format!("{token:?}"), "IngestToken(REDACTED)");
        assert_eq!(token.hint(), "thinspan_1a1a");
    }

    #[test]
    fn the_hash_is_of_the_whole_token() {
        let token = example();
        assert_eq!(token.hash_hex(), hex::encode(&Sha256::digest(token.expose())));
        assert_eq!(token.hash_hex().len(), 64);
    }
}

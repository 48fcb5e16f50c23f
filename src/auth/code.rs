//! The six digits that are mailed.

use std::fmt;

use subtle::ConstantTimeEq;

use super::key::AuthKey;
use super::secret::Secret;

/// A one-time code: `000000` to `999999`.
#[derive(Clone)]
pub struct Code(String);

impl Code {
    /// A code from 32 random bits; None when they are among the few at the upper end that would make
    /// the low codes more likely than the others. Then draw again.
    pub fn generate(random: u32) -> Option<Self> {
        const CODES: u32 = 1_000_000;
        const FAIR: u32 = u32::MAX - u32::MAX % CODES;
        (random < FAIR).then(|| Self(format!("{:06}", random % CODES)))
    }

    /// Reads what somebody typed or pasted, spaces included; None unless it is six digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 64 {
            return None;
        }
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        (digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(Self(digits))
    }

    /// The code's hash under the key, for one browser: in lower-case hexadecimal.
    ///
    /// A million codes are soon tried; under a key that the database does not have, they cannot be. With the
    /// browser's secret in it, two browsers with the same code have different hashes.
    pub fn hash_hex(&self, key: &AuthKey, challenge: &Secret) -> String {
        key.hash_hex("code", &format!("{}{}", challenge.expose(), self.0))
    }

    /// Whether this is the code that was stored as `hash_hex`. Takes the same time whatever differs.
    pub fn matches(&self, key: &AuthKey, challenge: &Secret, hash_hex: &str) -> bool {
        self.hash_hex(key, challenge).as_bytes().ct_eq(hash_hex.as_bytes()).into()
    }

    /// The digits, for the mail.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(REDACTED)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn every_code_is_equally_likely() {
        let cases = [
            (0, Some("000000")),
            (7, Some("000007")),
            (123_456, Some("123456")),
            (1_000_000, Some("000000")),
            (4_293_999_999, Some("999999")),
            (4_294_000_000, None),
            (u32::MAX, None),
        ];
        for (random, expected) in cases {
            assert_eq!(Code::generate(random).as_ref().map(Code::expose), expected, "{random}");
        }
    }

    #[test]
    fn a_typed_code_is_six_digits() {
        for typed in ["123456", " 123456\n", "123 456"] {
            assert_eq!(Code::parse(typed).unwrap().expose(), "123456");
        }
        for typed in ["", "12345", "1234567", "12345a", "１２３４５６", "-12345"] {
            assert!(Code::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn only_the_right_code_of_the_right_browser_matches() {
        let key = AuthKey::parse(&"ab".repeat(32)).unwrap();
        let (here, elsewhere) = (Secret::generate([1; 32]), Secret::generate([2; 32]));
        let right = Code::parse("123456").unwrap();
        let stored = right.hash_hex(&key, &here);
        assert!(right.matches(&key, &here, &stored));
        assert!(!Code::parse("123457").unwrap().matches(&key, &here, &stored));
        assert!(!right.matches(&key, &elsewhere, &stored));
        assert!(!right.matches(&AuthKey::parse(&"cd".repeat(32)).unwrap(), &here, &stored));
        assert!(!right.matches(&key, &here, ""));
    }
}

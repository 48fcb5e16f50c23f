//! A random secret that only one browser's cookie holds; the database knows its hash.

use std::fmt;

use sha2::{Digest, Sha256};

use super::hex;

/// 256 random bits.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret from random bits.
    pub fn generate(random: [u8; 32]) -> Self {
        Self(hex::encode(&random))
    }

    /// Reads a cookie's value; None unless it is 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        hex::is_lower_hex(text, 64).then(|| Self(text.to_owned()))
    }

    /// SHA-256 of the secret in lower-case hexadecimal: the key under which the database finds it.
    pub fn hash_hex(&self) -> String {
        hex::encode(&Sha256::digest(self.0.as_bytes()))
    }

    /// The secret itself, for the cookie and as the key of an HMAC.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(REDACTED)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn a_cookie_brings_the_secret_back() {
        let secret = Secret::generate([0xab; 32]);
        assert_eq!(secret.expose(), "ab".repeat(32));
        assert_eq!(Secret::parse(secret.expose()).unwrap().hash_hex(), secret.hash_hex());
    }

    #[test]
    fn anything_else_is_no_secret() {
        for text in [String::new(), "ab".repeat(31), "AB".repeat(32), "zz".repeat(32), "ab".repeat(33)] {
            assert!(Secret::parse(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn neither_debug_nor_the_hash_gives_it_away() {
        let secret = Secret::generate([0xab; 32]);
        assert_eq!(format!("{secret:?}"), "Secret(REDACTED)");
        assert_ne!(secret.hash_hex(), secret.expose());
    }
}

//! The secret `AUTH_KEY`: what is hashed under it cannot be searched for by whoever has the database alone.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::hex;

/// Shorter ones are refused: `npm run deploy` sets 64 hexadecimal digits, which are 256 random bits.
const MIN_CHARS: usize = 32;

/// What to tell whoever deployed the Worker when there is no key.
pub const NOT_SET: &str =
    "The secret AUTH_KEY is not set, or shorter than 32 characters. Run `npm run deploy`.";

/// The key.
#[derive(Clone)]
pub struct AuthKey(String);

impl AuthKey {
    /// Reads the secret; None when it is too short.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() >= MIN_CHARS).then(|| Self(text.to_owned()))
    }

    /// HMAC-SHA256 of a message in lower-case hexadecimal. The message begins with what it is about, so that no
    /// hash stands for two things.
    pub fn hash_hex(&self, about: &str, message: &str) -> String {
        // HMAC takes keys of any length (RFC 2104), so this does not fail.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.as_bytes()) else {
            return String::new();
        };
        for part in [about, ":", message] {
            mac.update(part.as_bytes());
        }
        hex::encode(&mac.finalize().into_bytes())
    }

    /// Whether a link of the deployment makes its bearer the first admin: `<expires>.<mac>`, where `expires` is in
    /// Unix seconds and `mac` is [`Self::hash_hex`] of it. Takes the same time whatever differs.
    pub fn opens_first_admin(&self, link: &str, now_ms: i64) -> bool {
        let Some((expires, mac)) = link.split_once('.') else { return false };
        let is_right = self.hash_hex("first-admin", expires).as_bytes().ct_eq(mac.as_bytes());
        let is_live = expires.parse::<i64>().is_ok_and(|seconds| seconds.saturating_mul(1000) > now_ms);
        bool::from(is_right) && is_live
    }
}

impl fmt::Debug for AuthKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthKey(REDACTED)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn key() -> AuthKey {
        AuthKey::parse(&"ab".repeat(32)).unwrap()
    }

    #[test]
    fn a_short_key_is_none() {
        for text in ["", "secret", &"a".repeat(31), &format!("{}  ", "a".repeat(31))] {
            assert!(AuthKey::parse(text).is_none(), "{text}");
        }
        assert!(AuthKey::parse(&"a".repeat(32)).is_some());
        assert_eq!(format!("{:?}", key()), "AuthKey(REDACTED)");
    }

    #[test]
    fn the_hash_is_hmac_sha256() {
        // printf 'code:123456' | openssl dgst -sha256 -hmac abab…
        assert_eq!(
            key().hash_hex("code", "123456"),
            "2cbe11d55578f1dcdfa858a782b6a4d5e7bccc643bd8d84a86971ce6f729c95b"
        );
        assert_ne!(key().hash_hex("code", "123456"), key().hash_hex("ip", "123456"));
    }

    #[test]
    fn a_link_opens_until_it_expires() {
        let mac = key().hash_hex("first-admin", "1000");
        let link = format!("1000.{mac}");
        assert!(key().opens_first_admin(&link, 999_999));
        assert!(!key().opens_first_admin(&link, 1_000_000));
        let other = AuthKey::parse(&"cd".repeat(32)).unwrap();
        assert!(!other.opens_first_admin(&link, 0));
        for wrong in
            ["", ".", "1000", "1000.", &format!("2000.{mac}"), &format!("1000.{}", mac.to_uppercase())]
        {
            assert!(!key().opens_first_admin(wrong, 0), "{wrong}");
        }
    }
}

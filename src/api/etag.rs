//! Entity tags (RFC 9110, 8.8.3): what lets a browser ask whether the answer that it has is still the one.
//!
//! Tags are weak: two answers with one tag say the same, and whoever compresses an answer on its way may leave the
//! tag as it is. `If-None-Match` compares weakly in any case (13.1.2).

use sha2::{Digest, Sha256};

use crate::auth::hex;

/// Bytes of the hash that make a tag: enough that no two answers of an address ever share one.
const TAG_BYTES: usize = 16;

/// An entity tag, as the header `ETag` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag(String);

impl Tag {
    /// The tag of a body.
    pub(super) fn of(body: &str) -> Self {
        let hash = Sha256::digest(body.as_bytes());
        Self(format!("W/\"{}\"", hex::encode(hash.get(..TAG_BYTES).unwrap_or_default())))
    }

    /// As the header has it.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an `If-None-Match` names this tag. What is not well-formed names none from there on.
    pub(super) fn is_named_by(&self, if_none_match: &str) -> bool {
        let mut rest = if_none_match;
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',']);
            let Some((named, after)) =
                rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"').and_then(|tag| tag.split_once('"'))
            else {
                return false;
            };
            if self.0.strip_prefix("W/\"").and_then(|own| own.strip_suffix('"')) == Some(named) {
                return true;
            }
            rest = after;
        }
    }
}

/// Whether an `If-None-Match` is `*`, which any answer matches.
pub(super) fn is_any(if_none_match: &str) -> bool {
    if_none_match.trim() == "*"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_of_what_is_said() {
        assert_eq!(Tag::of("{}"), Tag::of("{}"));
        assert_ne!(Tag::of("{}"), Tag::of("{ }"));
        assert_eq!(Tag::of("{}").as_str(), "W/\"44136fa355b3678a1146ad16f7e8649e\"");
    }

    #[test]
    fn a_list_of_tags_is_compared_weakly() {
        let tag = Tag("W/\"abc\"".to_owned());
        for named in [
            "W/\"abc\"",
            "\"abc\"",
            " \"abc\" ",
            "\"x\", W/\"abc\"",
            "\"x\",W/\"abc\",\"y\"",
            "\"a,b\", \"abc\"",
            ", ,\t\"abc\"",
            "\"\", \"abc\"",
            "\"W/\" , \"abc\"",
        ] {
            assert!(tag.is_named_by(named), "{named}");
        }
        for other in [
            "",
            "*",
            "abc",
            "\"abc",
            "abc\"",
            "w/\"abc\"",
            "W/ \"abc\"",
            "\"ABC\"",
            "\"W/\"abc\"\"",
            "x, \"abc\"",
            "\"x\" \"ab\", \"abcd\"",
        ] {
            assert!(!tag.is_named_by(other), "{other}");
        }
        assert!(is_any("*") && is_any(" * "));
        assert!(!is_any("\"*\"") && !is_any("*, \"abc\"") && !is_any(""));
    }
}

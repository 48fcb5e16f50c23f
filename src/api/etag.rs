//! Entity tags (RFC 9110, 8.8.3): what lets a browser ask whether the answer that it has is still the one.
//!
//! Tags are weak: two answers with one tag say the same, and whoever compresses an answer on its way may leave the
//! tag as it is. `If-None-Match` compares weakly in any case (13.1.2).

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::call::Head;
use crate::auth::hex;
use crate::auth::member::OrgId;
use crate::telemetry::time::Day;

/// A hash of what the Worker was built from, which `scripts/build-worker.mjs` tells the compiler: another version may
/// answer otherwise.
const SOURCES: Option<&str> = option_env!("THINSPAN_SOURCES");

/// Bytes of the hash that make a tag: enough that no two answers of an address ever share one.
const TAG_BYTES: usize = 16;

/// The stamp of an org's figures, read with the session: [`crate::rollup::stamp`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) struct FiguresStamp {
    figures_stamp: i64,
}

/// An entity tag, as the header `ETag` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag(String);

impl Tag {
    /// The tag of a body.
    pub(super) fn of(body: &str) -> Self {
        Self::of_hash(&Sha256::digest(body.as_bytes()))
    }

    /// The tag of an answer that is made of an org's figures alone, known before any of them is read; None in a Worker
    /// that does not know what it was built from.
    ///
    /// Figures that are newer than the stamp may get the stamp's tag, for they are read after it; the next
    /// question then finds another stamp. Older ones never do: both are read from the same database.
    pub(super) fn of_figures(stamp: FiguresStamp, org: OrgId, today: Day, head: &Head) -> Option<Self> {
        Some(Self::of_parts(SOURCES?, stamp, org, today, head))
    }

    fn of_parts(sources: &str, stamp: FiguresStamp, org: OrgId, today: Day, head: &Head) -> Self {
        let mut hash = Sha256::new();
        for number in [stamp.figures_stamp, org.get(), today.0] {
            hash.update(number.to_le_bytes());
        }
        let query = head.query.iter().flat_map(|(name, value)| [name, value]);
        for text in [sources, &head.path].into_iter().chain(query.map(String::as_str)) {
            // Its length first, so that no text runs into the next.
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        Self::of_hash(&hash.finalize())
    }

    fn of_hash(hash: &[u8]) -> Self {
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
    use worker::Method;

    use super::*;

    #[test]
    fn a_tag_is_of_what_is_said() {
        assert_eq!(Tag::of("{}"), Tag::of("{}"));
        assert_ne!(Tag::of("{}"), Tag::of("{ }"));
        assert_eq!(Tag::of("{}").as_str(), "W/\"44136fa355b3678a1146ad16f7e8649e\"");
    }

    #[test]
    fn figures_are_told_apart_by_all_that_they_depend_on() {
        let head = |path: &str, query: &[(&str, &str)]| Head {
            method: Method::Get,
            path: path.to_owned(),
            own_origin: String::new(),
            query: query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            origin: None,
            fetch_site: None,
            content_type: None,
            if_none_match: None,
            cookies: String::new(),
            network: String::new(),
            user_agent: String::new(),
        };
        let tag = |sources, figures_stamp, org, today, head: &Head| {
            Tag::of_parts(sources, FiguresStamp { figures_stamp }, OrgId::new(org), Day(today), head)
        };
        let usage = head("/api/v1/usage", &[("team", "ml")]);
        let tags = [
            tag("a", 1, 2, 3, &usage),
            tag("b", 1, 2, 3, &usage),
            tag("a", 9, 2, 3, &usage),
            tag("a", 1, 9, 3, &usage),
            tag("a", 1, 2, 9, &usage),
            tag("a", 1, 2, 3, &head("/api/v1/activity", &[("team", "ml")])),
            tag("a", 1, 2, 3, &head("/api/v1/usage", &[])),
            tag("a", 1, 2, 3, &head("/api/v1/usage", &[("team", "m"), ("l", "")])),
            tag("a", 1, 2, 3, &head("/api/v1/usage", &[("tea", "mml")])),
            tag("a", 1, 2, 3, &head("/api/v1/usage", &[("team", "ml"), ("team", "web")])),
        ];
        for (index, tag) in tags.iter().enumerate() {
            assert!(!tags.iter().skip(index + 1).any(|other| other == tag), "{index}");
        }
        assert_eq!(tags.first(), Some(&tag("a", 1, 2, 3, &usage)));
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

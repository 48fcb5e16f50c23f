//! Words: short texts (a user, a model, a tool) that are stored once per org and named by a hash.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::attribute::Attribute;
use crate::otlp::Attributes;

/// Longest word, in bytes; longer ones are cut. An e-mail address has at most 254.
pub const MAX_WORD_BYTES: usize = 256;

/// A word's id: the first 48 bits of the SHA-256 of its text. SQLite stores it in 6 bytes, JavaScript
/// carries it exactly, and among 10,000 words of an org two share one with a chance of 2 in 10 million.
/// 0 is "none".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WordId(pub i64);

impl WordId {
    /// No word.
    pub const NONE: WordId = WordId(0);

    /// The id of a text. The empty text is none.
    pub fn of(text: &str) -> Self {
        if text.is_empty() { Self::NONE } else { Self(hash(&[text.as_bytes()]) >> 15) }
    }
}

/// 63 bits of the SHA-256 of the parts, each preceded by its length.
pub fn hash(parts: &[&[u8]]) -> i64 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(hasher.finalize()) {
        *to = from;
    }
    i64::from_be_bytes(first) & i64::MAX
}

/// The words that one request uses.
#[derive(Debug, Default)]
pub struct Words {
    ids: HashMap<String, WordId>,
}

impl Words {
    /// The id of a text, which is remembered to be stored. Control characters become spaces (SQLite ends
    /// a text at U+0000), and what is longer than [`MAX_WORD_BYTES`] is cut.
    pub fn id(&mut self, text: &str) -> WordId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let clean = clean(text);
        let id = WordId::of(&clean);
        self.ids.insert(clean, id);
        id
    }

    /// The word in an attribute; none when it is absent.
    pub fn text(&mut self, attributes: &Attributes<'_, Attribute>, key: Attribute) -> WordId {
        attributes.text(key).map_or(WordId::NONE, |text| self.id(&text))
    }

    /// The word in an attribute that holds a name (a tool, an event, an error class). What does not look
    /// like one is left out, so that no sentence lands in the dictionary by way of a name.
    pub fn name(&mut self, attributes: &Attributes<'_, Attribute>, key: Attribute) -> WordId {
        attributes.text(key).filter(|text| is_name(text)).map_or(WordId::NONE, |text| self.id(&text))
    }

    /// Every word with its id, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, WordId)> {
        self.ids.iter().map(|(text, id)| (text.as_str(), *id)).filter(|(_, id)| *id != WordId::NONE)
    }
}

/// Whether a text looks like a name: at most 100 bytes of letters, digits and `_ - . : @ + #`.
pub fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '@' | '+' | '#'))
}

/// The text without control characters, of at most [`MAX_WORD_BYTES`].
pub fn clean(text: &str) -> String {
    let mut end = text.len().min(MAX_WORD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_s_id_never_changes() {
        // Rows written years apart must agree, so the figure is pinned.
        assert_eq!(WordId::of("claude-opus-5-5").0 >> 48, 0);
        assert_eq!(WordId::of("claude-opus-5-5"), WordId::of("claude-opus-5-5"));
        assert_ne!(WordId::of("claude-opus-5-5"), WordId::of("claude-opus-5"));
        assert_eq!(WordId::of(""), WordId::NONE);
    }

    #[test]
    fn words_are_cleaned_and_cut_before_they_are_named() {
        let mut words = Words::default();
        assert_eq!(words.id("a\u{0}b"), WordId::of("a b"));
        assert_eq!(words.id(&"é".repeat(300)), WordId::of(&"é".repeat(128)));
        assert_eq!(words.id("\n"), WordId::NONE);
        assert_eq!(words.iter().count(), 2);
    }
}

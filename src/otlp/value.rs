//! Attributes: only those that the vocabulary names, only of the types that are counted.

use std::borrow::Cow;

/// No client counts further. Nine million records of it can be added up before 64 bits run over.
pub const MAX_COUNT: i64 = 1_000_000_000_000;

/// A vocabulary of attribute keys. What it does not name is skipped by the decoders.
pub trait Key: Clone + Eq + 'static {
    /// The key of that name, if the vocabulary has it.
    fn from_name(name: &str) -> Option<Self>;
}

/// The value of an attribute. Arrays, key-value lists and bytes are left out: nothing that is counted is one.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `stringValue`
    Text(Cow<'a, str>),
    /// `intValue`
    Int(i64),
    /// `doubleValue`
    Double(f64),
    /// `boolValue`
    Bool(bool),
}

impl Value<'_> {
    /// As text; `"undefined"` and the empty text are nothing (Cowork sends the former for what it does not know).
    pub fn text(&self) -> Option<Cow<'_, str>> {
        let text = match self {
            Value::Text(text) => Cow::Borrowed(text.trim()),
            Value::Int(number) => Cow::Owned(number.to_string()),
            Value::Double(number) => Cow::Owned(number.to_string()),
            Value::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        };
        (!text.is_empty() && text != "undefined").then_some(text)
    }

    /// As a number: clients send many numbers as strings.
    pub fn number(&self) -> Option<f64> {
        let number = match self {
            // JSON's numbers are what JavaScript writes; a second reader of numbers would be a good part of the Worker.
            Value::Text(text) => serde_json::from_str(text.trim()).ok()?,
            Value::Int(number) => *number as f64,
            Value::Double(number) => *number,
            Value::Bool(_) => return None,
        };
        number.is_finite().then_some(number)
    }

    /// As a whole number.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            Value::Text(text) if let Ok(number) = text.trim().parse() => Some(number),
            other => {
                let number = other.number()?.round();
                // 2^53: above it a double no longer tells neighbours apart.
                (number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
            }
        }
    }

    /// As a truth value: `true`, `"true"`, `1`.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Value::Bool(flag) => Some(*flag),
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            Value::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Value::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
}

/// The attributes of a resource or record.
#[derive(Debug, Clone, PartialEq)]
pub struct Attributes<'a, K>(Vec<(K, Value<'a>)>);

impl<K> Default for Attributes<'_, K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, K: Key> Attributes<'a, K> {
    /// Every attribute, in the order in which it came.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &Value<'a>)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Adds an attribute. Of two with one key the first counts.
    pub fn push(&mut self, key: K, value: Value<'a>) {
        self.0.push((key, value));
    }

    /// The value under `key`.
    pub fn get(&self, key: K) -> Option<&Value<'a>> {
        self.0.iter().find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// The value under `key` as text ([`Value::text`]).
    pub fn text(&self, key: K) -> Option<Cow<'_, str>> {
        self.get(key)?.text()
    }

    /// The value under `key` as a whole number ([`Value::integer`]).
    pub fn integer(&self, key: K) -> Option<i64> {
        self.get(key)?.integer()
    }

    /// The value under `key` as a count: a whole number from 0 to [`MAX_COUNT`].
    pub fn count(&self, key: K) -> Option<i64> {
        self.integer(key).filter(|number| (0..=MAX_COUNT).contains(number))
    }

    /// The value under `key` as a number ([`Value::number`]).
    pub fn number(&self, key: K) -> Option<f64> {
        self.get(key)?.number()
    }

    /// The value under `key` as a truth value ([`Value::truth`]).
    pub fn truth(&self, key: K) -> Option<bool> {
        self.get(key)?.truth()
    }
}

impl<'a, K> IntoIterator for Attributes<'a, K> {
    type Item = (K, Value<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Attributes of which those outside the vocabulary are kept too: a resource's, which may be an org's own labels,
/// and a data point's, which tell it from others. Neither carries content.
#[derive(Debug, Clone, PartialEq)]
pub struct Open<'a, K> {
    /// Those that the vocabulary names.
    pub known: Attributes<'a, K>,
    /// All others.
    pub others: Vec<(String, Value<'a>)>,
}

impl<K> Default for Open<'_, K> {
    fn default() -> Self {
        Self { known: Attributes::default(), others: Vec::new() }
    }
}

impl<'a, K: Key> From<Attributes<'a, OpenKey<K>>> for Open<'a, K> {
    fn from(attributes: Attributes<'a, OpenKey<K>>) -> Self {
        let mut open = Self::default();
        open.extend(attributes);
        open
    }
}

impl<'a, K: Key> Open<'a, K> {
    /// Adds more of them.
    pub fn extend(&mut self, attributes: Attributes<'a, OpenKey<K>>) {
        for (key, value) in attributes {
            match key {
                OpenKey::Known(key) => self.known.push(key, value),
                OpenKey::Other(name) => self.others.push((name, value)),
            }
        }
    }
}

/// A key of the vocabulary or any other: what [`Open`] attributes are decoded by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenKey<K> {
    /// One of the vocabulary.
    Known(K),
    /// Any other.
    Other(String),
}

impl<K: Key> Key for OpenKey<K> {
    fn from_name(name: &str) -> Option<Self> {
        Some(K::from_name(name).map_or_else(|| Self::Other(name.to_owned()), Self::Known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_coerced() {
        let text = |t: &'static str| Value::Text(Cow::Borrowed(t));
        assert_eq!(text("34").integer(), Some(34));
        assert_eq!(text("9007199254740993").integer(), Some(9_007_199_254_740_993));
        assert_eq!(Value::Double(12.0).integer(), Some(12));
        assert_eq!(Value::Double(f64::NAN).integer(), None);
        assert_eq!(text("NaN").number(), None);
        assert_eq!(text("undefined").text(), None);
        assert_eq!(text("undefined").integer(), None);
        assert_eq!(text(" mia ").text().as_deref(), Some("mia"));
        assert_eq!(text("True").truth(), Some(true));
        assert_eq!(Value::Int(7).truth(), None);
        assert_eq!(Value::Int(529).text().as_deref(), Some("529"));
    }
}

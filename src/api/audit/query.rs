//! Which part of the log.

use std::fmt;

use crate::api::problem::{Problem, shortened};

/// Entries of a page unless told otherwise.
pub(crate) const DEFAULT_ENTRIES: i64 = 50;
/// The most entries of a page.
pub(crate) const MAX_ENTRIES: i64 = 200;

/// The largest number that D1 takes exactly, which no time reaches.
const LARGEST: i64 = 1 << 53;

/// A change: the place in the log before which to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// When it was made, in milliseconds since 1970-01-01.
    pub at_ms: i64,
    /// Tells changes of one millisecond apart.
    pub audit_id: i64,
}

impl Cursor {
    /// Before it, there is all of the log.
    pub const END: Self = Self { at_ms: LARGEST, audit_id: 0 };

    /// Reads what [`fmt::Display`] writes; None when it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str| -> Option<i64> {
            let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse().ok()).flatten().filter(|number| *number <= LARGEST)
        };
        let (at_ms, audit_id) = text.split_once('-')?;
        Some(Self { at_ms: number(at_ms)?, audit_id: number(audit_id)? })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at_ms, self.audit_id)
    }
}

/// A part of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only what came before this change.
    pub before: Cursor,
    /// How many entries at most.
    pub limit: i64,
}

impl AuditQuery {
    /// Reads a call's parameters, of which only these are known.
    ///
    /// # Errors
    /// 400 naming the first parameter that is unknown, given twice, malformed or out of range.
    pub(in crate::api) fn parse(parameters: &[(String, String)], known: &[&str]) -> Result<Self, Problem> {
        let (mut before, mut limit) = (None, None);
        for (name, value) in parameters {
            let is_new = match name.as_str() {
                "before" if known.contains(&"before") => before.replace(cursor(value)?).is_none(),
                "limit" if known.contains(&"limit") => limit.replace(entries(value)?).is_none(),
                _ => {
                    let known = known.join(", ");
                    let detail = format!("There is no parameter `{}`; there is: {known}.", shortened(name));
                    return Err(Problem::bad_parameter(name, detail));
                }
            };
            if !is_new {
                return Err(Problem::bad_parameter(name, format!("`{name}` is given twice.")));
            }
        }
        Ok(Self { before: before.unwrap_or(Cursor::END), limit: limit.unwrap_or(DEFAULT_ENTRIES) })
    }
}

fn cursor(value: &str) -> Result<Cursor, Problem> {
    Cursor::parse(value).ok_or_else(|| {
        let detail = format!(
            "`before` must be the `next` of an answer or an entry's id; it was `{}`.",
            shortened(value)
        );
        Problem::bad_parameter("before", detail)
    })
}

fn entries(value: &str) -> Result<i64, Problem> {
    value.parse().ok().filter(|limit| (1..=MAX_ENTRIES).contains(limit)).ok_or_else(|| {
        let detail =
            format!("`limit` must be a number from 1 to {MAX_ENTRIES}; it was `{}`.", shortened(value));
        Problem::bad_parameter("limit", detail)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn parse(query: &str) -> Result<AuditQuery, Problem> {
        let parameters: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        AuditQuery::parse(&parameters, &["before", "limit"])
    }

    #[test]
    fn the_newest_fifty_are_meant_unless_told_otherwise() {
        assert_eq!(parse("").unwrap(), AuditQuery { before: Cursor::END, limit: 50 });
        let before = Cursor { at_ms: 1_795_231_800_007, audit_id: 4_294_967_295 };
        assert_eq!(before.to_string(), "1795231800007-4294967295");
        assert_eq!(parse(&format!("limit=200&before={before}")).unwrap(), AuditQuery { before, limit: 200 });
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("limit=0", "limit"),
            ("limit=201", "limit"),
            ("limit=ten", "limit"),
            ("limit=1&limit=2", "limit"),
            ("before=", "before"),
            ("before=1", "before"),
            ("before=1-", "before"),
            ("before=-1-1", "before"),
            ("before=%2B1-1", "before"),
            ("before=1-1-1", "before"),
            ("before=9007199254740993-1", "before"),
            ("before=99999999999999999999-1", "before"),
            ("before=1-1&before=1-2", "before"),
            ("after=1-1", "after"),
        ];
        for (query, parameter) in cases {
            let problem = parse(query).unwrap_err();
            assert_eq!((problem.status(), problem.parameter()), (400, Some(parameter)), "{query}");
        }
        let parameters = [("limit".to_owned(), "5".to_owned())];
        assert_eq!(AuditQuery::parse(&parameters, &["before"]).unwrap_err().parameter(), Some("limit"));
    }
}

//! Exports that were refused for their token, kept for an hour or two so that an admin finds a wrong paste.
//!
//! Whoever knows the address can send such exports, so little is kept, seldom, and never before the answer.

use serde::Serialize;

use super::ingest_token::{HINT_CHARS, IngestToken, PREFIX, without_scheme};
use super::member::OrgId;
use crate::store::sql::sql;
use crate::store::{Param, Statement};
use crate::telemetry::time::HOUR_MS;

/// What an isolate keeps apart at a time; what comes beyond that is not kept.
const MAX_KINDS: usize = 50;
/// How often an isolate writes down the same at most.
const INTERVAL_MS: i64 = 10_000;
/// After so long without another one an isolate forgets what it has seen.
const FORGET_MS: i64 = 60_000;
/// Rows of an org in an hour.
const ROWS_AN_HOUR: i64 = 200;
/// The most that is kept of what is no token of ours: it may be another secret.
const FOREIGN_CHARS: usize = 6;

/// What is wrong with the token. The codes are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "RejectionReason"))]
#[repr(i64)]
pub enum Reason {
    /// There is none.
    Missing = 1,
    /// It is something else.
    Malformed = 2,
    /// It begins like one of ours, and its length, its letters, its checksum or its scheme are wrong.
    Mistyped = 3,
    /// It was replaced or revoked.
    Revoked = 4,
    /// It is well formed, and nobody here has made it.
    Unknown = 5,
}

impl Reason {
    const ALL: [Self; 5] = [Self::Missing, Self::Malformed, Self::Mistyped, Self::Revoked, Self::Unknown];

    /// The reason with this code; None for a code that this version does not know.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| *reason as i64 == code)
    }
}

/// A refused export, reduced to what is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// What is wrong.
    pub reason: Reason,
    /// The first characters of what came: of a token as many as its hint has, of anything else at most six.
    prefix: String,
    /// Whose token it is, where that is known.
    org: Option<OrgId>,
}

impl Rejection {
    /// What a header's value is that holds no token.
    fn of_header(value: &str) -> Self {
        let text = without_scheme(value);
        let is_ours = text.starts_with(PREFIX);
        // Of a short text, half: six characters could be all of a password.
        let chars = if is_ours { HINT_CHARS } else { FOREIGN_CHARS.min(text.chars().count() / 2) };
        let word = text.split_whitespace().next().unwrap_or_default();
        let prefix = word.chars().filter(char::is_ascii_graphic).take(chars).collect();
        let reason = match text {
            "" => Reason::Missing,
            _ if is_ours => Reason::Mistyped,
            _ => Reason::Malformed,
        };
        Self { reason, prefix, org: None }
    }

    /// A token that an org had, by its hint.
    pub fn revoked(hint: &str, org: OrgId) -> Self {
        Self { reason: Reason::Revoked, prefix: hint.to_owned(), org: Some(org) }
    }

    /// A token that nobody here has made, by its hint.
    pub fn unknown(hint: &str) -> Self {
        Self { reason: Reason::Unknown, prefix: hint.to_owned(), org: None }
    }

    /// Adds to what is kept of this hour.
    pub fn keep(&self, count: i64, now_ms: i64) -> Statement {
        let hint = if self.reason == Reason::Mistyped { self.prefix.as_str().into() } else { Param::Null };
        Statement::new(
            sql!("keep_rejection.sql"),
            [
                self.org.map_or(Param::Null, |org| org.get().into()),
                now_ms.div_euclid(HOUR_MS).into(),
                (self.reason as i64).into(),
                self.prefix.as_str().into(),
                hint,
                count.into(),
                ROWS_AN_HOUR.into(),
                now_ms.into(),
            ],
        )
    }
}

/// The token of a request, from the values of `Authorization` and of
/// [`PLAIN_HEADER`](super::ingest_token::PLAIN_HEADER). The first goes before the second, unless it holds none:
/// it may be there for somebody else on the way.
///
/// # Errors
/// What is wrong with the one that comes nearest to a token.
pub fn presented(authorization: Option<&str>, plain: Option<&str>) -> Result<IngestToken, Rejection> {
    authorization
        .and_then(IngestToken::from_authorization)
        .or_else(|| plain.and_then(IngestToken::from_plain_header))
        .ok_or_else(|| {
            let [first, second] =
                [authorization, plain].map(|value| Rejection::of_header(value.unwrap_or_default()));
            if second.reason > first.reason { second } else { first }
        })
}

/// What an isolate has seen of late, so that a flood costs the database next to nothing.
#[derive(Debug, Default)]
pub struct Tally {
    seen: Vec<Seen>,
}

#[derive(Debug)]
struct Seen {
    rejection: Rejection,
    /// How often since it was last written down.
    count: i64,
    /// When it was last written down; None: not yet.
    kept_ms: Option<i64>,
}

impl Tally {
    /// Counts a rejection; returns what must be written down now. The first of a kind is written down at once,
    /// those that follow within ten seconds together; the last ones of a burst with whatever comes next.
    pub fn note(&mut self, rejection: Rejection, now_ms: i64) -> Vec<Statement> {
        let age_ms = |seen: &Seen| seen.kept_ms.map_or(i64::MAX, |kept_ms| now_ms.saturating_sub(kept_ms));
        self.seen.retain(|seen| seen.count > 0 || age_ms(seen) < FORGET_MS);
        let has_room = self.seen.len() < MAX_KINDS;
        match self.seen.iter_mut().find(|seen| seen.rejection == rejection) {
            Some(seen) => seen.count += 1,
            None if has_room => self.seen.push(Seen { rejection, count: 1, kept_ms: None }),
            None => {}
        }
        let mut due = Vec::new();
        for seen in self.seen.iter_mut().filter(|seen| seen.count > 0 && age_ms(seen) >= INTERVAL_MS) {
            due.push(seen.rejection.keep(seen.count, now_ms));
            seen.count = 0;
            seen.kept_ms = Some(now_ms);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn token() -> IngestToken {
        IngestToken::generate([0x1a; 20])
    }

    fn rejected(value: &str) -> (Reason, String) {
        let rejection = presented(Some(value), None).unwrap_err();
        (rejection.reason, rejection.prefix)
    }

    #[test]
    fn a_reason_is_read_as_it_is_stored() {
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason as i64), Some(reason));
        }
    }

    #[test]
    fn of_what_is_no_token_of_ours_next_to_nothing_is_kept() {
        let good = token().expose().to_owned();
        let secret = "sk-ant-api03-abcdefghijklmnop";
        let cases = [
            (String::new(), Reason::Missing, ""),
            ("Bearer".to_owned(), Reason::Missing, ""),
            (" bearer%20 ".to_owned(), Reason::Missing, ""),
            (format!("Bearer {secret}"), Reason::Malformed, "sk-ant"),
            (secret.to_owned(), Reason::Malformed, "sk-ant"),
            ("Basic dXNlcjpwYXNz".to_owned(), Reason::Malformed, "Basic"),
            ("Bearer hunter".to_owned(), Reason::Malformed, "hun"),
            ("Bearer x".to_owned(), Reason::Malformed, ""),
            ("Bearer \u{202e}ключabc".to_owned(), Reason::Malformed, "abc"),
            ("Bearer YOUR_INGEST_TOKEN".to_owned(), Reason::Malformed, "YOUR_I"),
            (format!("Bearer {}", good.to_uppercase()), Reason::Malformed, "THINSP"),
            (format!("Bearer {}", &good[..40]), Reason::Mistyped, "thinspan_1a1a"),
            (format!("Bearer {good}{good}"), Reason::Mistyped, "thinspan_1a1a"),
            (good.clone(), Reason::Mistyped, "thinspan_1a1a"),
            ("Bearer thinspan_".to_owned(), Reason::Mistyped, "thinspan_"),
        ];
        for (value, reason, prefix) in cases {
            assert_eq!(rejected(&value), (reason, prefix.to_owned()), "{value}");
        }
    }

    #[test]
    fn authorization_goes_first() {
        let (first, second) = (token(), IngestToken::generate([0x2b; 20]));
        let [bearer, plain] = [format!("Bearer {}", first.expose()), second.expose().to_owned()];
        let hint = |authorization: Option<&str>, plain: Option<&str>| {
            presented(authorization, plain).map(|token| token.hint().to_owned()).map_err(|wrong| wrong.reason)
        };
        assert_eq!(hint(Some(&bearer), Some(&plain)).unwrap(), first.hint());
        assert_eq!(hint(None, Some(&plain)).unwrap(), second.hint());
        // Somebody else's on the way.
        assert_eq!(hint(Some("Basic dXNlcjpwYXNz"), Some(&plain)).unwrap(), second.hint());
        assert_eq!(hint(None, None), Err(Reason::Missing));
        assert_eq!(hint(Some("Basic dXNlcjpwYXNz"), Some("thinspan_1")), Err(Reason::Mistyped));
        assert_eq!(hint(Some("Basic dXNlcjpwYXNz"), None), Err(Reason::Malformed));
    }

    #[test]
    fn the_first_of_a_kind_is_written_at_once_and_the_rest_every_ten_seconds() {
        let counts = |due: Vec<Statement>| -> Vec<Param> {
            due.into_iter().map(|statement| statement.params[5].clone()).collect()
        };
        let mut tally = Tally::default();
        let missing = || Rejection::of_header("");
        assert_eq!(counts(tally.note(missing(), 0)), [Param::Int(1)]);
        assert_eq!(counts(tally.note(missing(), 1)), []);
        assert_eq!(counts(tally.note(missing(), 9_999)), []);
        assert_eq!(counts(tally.note(Rejection::of_header("thinspan_1"), 9_999)), [Param::Int(1)]);
        assert_eq!(counts(tally.note(missing(), 10_000)), [Param::Int(3)]);
        assert_eq!(counts(tally.note(missing(), 10_001)), []);
        // What is left of a burst goes with the next of another kind.
        assert_eq!(
            counts(tally.note(Rejection::of_header("thinspan_2"), 20_000)),
            [Param::Int(1), Param::Int(1)]
        );
    }

    #[test]
    fn a_flood_of_different_ones_is_bounded() {
        let mut tally = Tally::default();
        let flood = |tally: &mut Tally, from: usize, now_ms: i64| -> usize {
            (from..from + 5_000)
                .map(|number| {
                    tally.note(Rejection::of_header(&format!("thinspan_{number:04x}")), now_ms).len()
                })
                .sum()
        };
        assert_eq!(flood(&mut tally, 0, 0), MAX_KINDS);
        assert_eq!(flood(&mut tally, 10_000, 30_000), 0);
        assert_eq!(tally.seen.len(), MAX_KINDS);
        // A minute later there is room again.
        assert_eq!(flood(&mut tally, 20_000, 60_000), MAX_KINDS);
    }
}

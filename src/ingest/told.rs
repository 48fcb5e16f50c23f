//! What the database was told of late, and need not be told again: words, what is known of sessions, and which session-days the
//! cron must look at; nor asked: whose the token is.
//!
//! A client says with each of its exports whose session it is, of which team, in which version, and names the same models
//! and tools. An isolate of the Worker leaves out what it has itself told or asked within the last minute, and saves the
//! database four statements of five. That the token is still in force, and the session-day marked, the statements
//! themselves look at every time.
//!
//! Only what the database has acknowledged counts. What is undone within the minute (a person is erased, the database is
//! set back to an earlier time) or is to be read differently (another label is listed) comes right with the session's first
//! export after it; until then a session that is gone counts nothing.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::telemetry::session::SessionKey;
use crate::telemetry::time::{Day, HOUR_MS};

/// How long what was told is not told again, in ms.
const FOR_MS: i64 = 60_000;

/// Most facts that are remembered, at some 50 bytes each. A session tells one for each signal that has something else to
/// say of it, and a word is one.
const MAX_FACTS: usize = 20_000;

/// What a token's exports tell or learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact {
    /// A word that says of nobody who they are, by its id.
    Word(i64),
    /// All that is told of a session, by a hash of its row. The words of who it is go with it.
    Session(u64),
    /// That the token is in force, and kept as used in that hour (since 1970-01-01).
    Token(i64),
    /// That a session-day is marked. The pass of the cron that folds it keeps the mark.
    Mark(Day, SessionKey),
}

impl Fact {
    /// Of a token that is in force, and kept as used in the hour of that time, in Unix milliseconds.
    pub fn token_at(now_ms: i64) -> Self {
        Self::Token(now_ms.div_euclid(HOUR_MS))
    }
}

/// What was told of late.
#[derive(Debug, Default)]
pub struct Told {
    /// By the hash of the token that told it: when, in Unix milliseconds.
    by_token: HashMap<String, HashMap<Fact, i64>>,
}

impl Told {
    /// What of an export of a token is new.
    pub fn news(&self, token_hash: &str, now_ms: i64) -> News<'_> {
        News { told: self.by_token.get(token_hash), now_ms, facts: Vec::new() }
    }

    /// Remembers what the database has acknowledged of an export that began at that time.
    pub fn remember(&mut self, token_hash: &str, facts: Vec<Fact>, now_ms: i64) {
        if facts.is_empty() {
            return;
        }
        if self.facts() + facts.len() > MAX_FACTS {
            self.by_token.retain(|_, facts| {
                facts.retain(|_, told_ms| is_recent(*told_ms, now_ms));
                !facts.is_empty()
            });
            // With less room than that, the next exports would soon look through all of it again.
            if self.facts() + facts.len() > MAX_FACTS / 2 {
                self.by_token.clear();
            }
        }
        let known = self.by_token.entry(token_hash.to_owned()).or_default();
        known.extend(facts.into_iter().take(MAX_FACTS).map(|fact| (fact, now_ms)));
    }

    /// Forgets all of a token.
    pub fn forget(&mut self, token_hash: &str) {
        self.by_token.remove(token_hash);
    }

    fn facts(&self) -> usize {
        self.by_token.values().map(HashMap::len).sum()
    }
}

fn is_recent(told_ms: i64, now_ms: i64) -> bool {
    (told_ms..told_ms + FOR_MS).contains(&now_ms)
}

/// What an export tells that is new.
#[derive(Debug, Default)]
pub struct News<'a> {
    told: Option<&'a HashMap<Fact, i64>>,
    now_ms: i64,
    facts: Vec<Fact>,
}

impl News<'_> {
    /// Whether the export must tell this of a session; then it is noted.
    pub fn is_session_new(&mut self, row: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        self.is_new(Fact::Session(hasher.finish()))
    }

    /// Whether the export must tell it; then it is noted.
    pub fn is_new(&mut self, fact: Fact) -> bool {
        let is_new = !self.is_known(fact);
        if is_new {
            self.facts.push(fact);
        }
        is_new
    }

    /// Whether all these session-days are marked. If not, the export must mark them, and that is noted.
    pub fn are_marked(&mut self, session_days: &BTreeSet<(Day, SessionKey)>) -> bool {
        let facts = || session_days.iter().map(|(day, session)| Fact::Mark(*day, *session));
        let are_marked = facts().all(|fact| self.is_known(fact));
        if !are_marked {
            self.facts.extend(facts());
        }
        are_marked
    }

    /// Whether the token was in force a short while ago, and is kept as used in this hour.
    pub fn knows_token(&self) -> bool {
        self.is_known(Fact::token_at(self.now_ms))
    }

    fn is_known(&self, fact: Fact) -> bool {
        let told_ms = self.told.and_then(|told| told.get(&fact));
        told_ms.is_some_and(|told_ms| is_recent(*told_ms, self.now_ms))
    }

    /// What is told, to be [remembered](Told::remember) once the database has it.
    pub fn facts(self) -> Vec<Fact> {
        self.facts
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;

    const NOW_MS: i64 = 1_795_225_933_456;

    /// Whether each fact is new to an export at that time.
    fn news<const N: usize>(told: &Told, token: &str, facts: [Fact; N], now_ms: i64) -> [bool; N] {
        let mut news = told.news(token, now_ms);
        facts.map(|fact| news.is_new(fact))
    }

    #[test]
    fn what_was_told_is_not_told_again_for_a_minute() {
        let mut told = Told::default();
        let facts = [Fact::Word(7), Fact::Session(7)];
        let mut first = told.news("a", NOW_MS);
        assert!(first.is_new(facts[0]));
        let noted = first.facts();
        assert_eq!(noted, [facts[0]]);
        assert_eq!(news(&told, "a", facts, NOW_MS), [true, true], "not before the database has it");
        told.remember("a", noted, NOW_MS);
        assert_eq!(news(&told, "a", facts, NOW_MS), [false, true]);
        assert_eq!(news(&told, "a", facts, NOW_MS + FOR_MS - 1), [false, true]);
        assert_eq!(news(&told, "a", facts, NOW_MS + FOR_MS), [true, true]);
        assert_eq!(news(&told, "a", facts, NOW_MS - 1), [true, true], "a clock that was set back");
        assert_eq!(news(&told, "b", facts, NOW_MS), [true, true], "another token may be another org's");
    }

    #[test]
    fn session_days_are_marked_all_or_all_anew() {
        let mut told = Told::default();
        let [one, both] = [&[7][..], &[7, 8]].map(|sessions| {
            sessions.iter().map(|session| (Day::of(NOW_MS), SessionKey(*session))).collect::<BTreeSet<_>>()
        });
        let mut first = told.news("a", NOW_MS);
        assert!(!first.are_marked(&one));
        told.remember("a", first.facts(), NOW_MS);
        let later_ms = NOW_MS + FOR_MS / 2;
        assert!(told.news("a", later_ms).are_marked(&one));
        assert!(!told.news("a", NOW_MS + FOR_MS).are_marked(&one));
        assert!(!told.news("b", later_ms).are_marked(&one), "another token may be another org's");
        let mut second = told.news("a", later_ms);
        assert!(!second.are_marked(&both));
        told.remember("a", second.facts(), later_ms);
        assert!(told.news("a", NOW_MS + FOR_MS).are_marked(&one), "both are");
    }

    #[test]
    fn a_token_is_known_in_its_hour() {
        let mut told = Told::default();
        assert!(!told.news("a", NOW_MS).knows_token());
        told.remember("a", vec![Fact::token_at(NOW_MS)], NOW_MS);
        assert!(told.news("a", NOW_MS + FOR_MS - 1).knows_token());
        assert!(!told.news("a", NOW_MS + FOR_MS).knows_token());
        assert!(!told.news("b", NOW_MS).knows_token());
        told.forget("a");
        assert!(!told.news("a", NOW_MS).knows_token());

        let end_ms = NOW_MS - NOW_MS.rem_euclid(HOUR_MS) + HOUR_MS - 1;
        told.remember("a", vec![Fact::token_at(end_ms)], end_ms);
        assert!(told.news("a", end_ms).knows_token());
        assert!(!told.news("a", end_ms + 1).knows_token(), "its use in the next hour is yet to be kept");
    }

    #[test]
    fn it_is_bounded() {
        let mut told = Told::default();
        let many = |from: i64| (from..from + 15_000).map(Fact::Word).collect::<Vec<_>>();
        told.remember("a", many(0), NOW_MS);
        told.remember("b", many(0), NOW_MS + FOR_MS);
        assert_eq!(told.facts(), 15_000, "what is too old goes first");
        told.remember("a", many(0), NOW_MS + FOR_MS);
        assert_eq!(news(&told, "b", [Fact::Word(1)], NOW_MS + FOR_MS), [true]);
        assert_eq!(told.facts(), 15_000);
        told.remember("a", (0..50_000).map(Fact::Session).collect(), NOW_MS + FOR_MS);
        assert_eq!(told.facts(), MAX_FACTS);
    }

    #[test]
    fn it_is_not_looked_through_for_little_room() {
        for (recent, left) in [(4_000, 5_000), (12_000, 1_000)] {
            let mut told = Told::default();
            told.remember("a", (0..19_500 - recent).map(Fact::Word).collect(), NOW_MS);
            told.remember("b", (0..recent).map(Fact::Word).collect(), NOW_MS + FOR_MS);
            assert_eq!(told.facts(), 19_500);
            told.remember("b", (0..1_000).map(Fact::Session).collect(), NOW_MS + FOR_MS);
            assert_eq!(told.facts(), left);
        }
    }
}

//! Sessions: which one a record belongs to, and who and what that session is.

use std::collections::BTreeMap;

use super::attribute::Attribute;
use super::identity::{self, Identity};
use super::source::{self, Source, source};
use super::word::{WordId, Words, clean, hash};
use crate::otlp::Attributes;

/// A session in a row: 63 bits of a hash of its id. Two of a million sessions share one with a chance of
/// 1 in 20 million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionKey(pub i64);

/// What is known of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// `session.id` as sent; empty when the client does not send one.
    pub name: String,
    /// Who.
    pub user: WordId,
    /// How much that says.
    pub user_rank: identity::Rank,
    /// Which surface.
    pub source: Source,
    /// How sure that is.
    pub source_rank: source::Rank,
    /// `service.version`
    pub version: WordId,
    /// `os.type`
    pub os: WordId,
}

/// The sessions of one request.
#[derive(Debug, Default)]
pub struct Sessions(BTreeMap<SessionKey, SessionRow>);

impl Sessions {
    /// Finds the session of a record, and takes in what the record says of it.
    ///
    /// A client that was told not to send `session.id` (`OTEL_METRICS_INCLUDE_SESSION_ID=false`) leaves it
    /// out of all three signals. Its records belong to one session for each user, so that they still meet.
    /// `gen_ai.conversation.id` is no substitute: inside a sub-agent it is the agent's (recorded).
    pub fn of(
        &mut self,
        resource: &Attributes<'_, Attribute>,
        scope: &str,
        record: &Attributes<'_, Attribute>,
        words: &mut Words,
    ) -> SessionKey {
        let identity = Identity::of(resource, record);
        let id = record.text(Attribute::SessionId).or_else(|| resource.text(Attribute::SessionId));
        let key = SessionKey(match &id {
            Some(id) => hash(&[b"session", id.as_bytes()]),
            None => hash(&[b"user", identity.user.as_bytes()]),
        });
        let (source, source_rank) = source(resource, scope, record);
        let row = self.0.entry(key).or_insert_with(|| SessionRow {
            name: clean(id.as_deref().unwrap_or_default()),
            user: WordId::NONE,
            user_rank: identity::Rank::Nobody,
            source: Source::Other,
            source_rank: source::Rank::Unknown,
            version: words.text(resource, Attribute::ServiceVersion),
            os: words.text(resource, Attribute::OsType),
        });
        if identity.rank > row.user_rank {
            row.user = words.id(&identity.user);
            row.user_rank = identity.rank;
        }
        if source_rank > row.source_rank {
            row.source = source;
            row.source_rank = source_rank;
        }
        key
    }

    /// Every session with its key.
    pub fn iter(&self) -> impl Iterator<Item = (SessionKey, &SessionRow)> {
        self.0.iter().map(|(key, row)| (*key, row))
    }
}

//! Sessions: which one a record belongs to, and who and what that session is.

use std::collections::BTreeMap;

use super::attribute::Attribute;
use super::identity::{self, Identity};
use super::labels::{Labels, repository};
use super::source::{self, Source, source};
use super::time::Day;
use super::word::{WordId, Words, clean, hash};
use crate::otlp::Attributes;
use crate::otlp::request::Resource;

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
    /// What to call them.
    pub user_name: WordId,
    /// Which surface.
    pub source: Source,
    /// How sure that is.
    pub source_rank: source::Rank,
    /// `service.version`, or `app.version`
    pub version: WordId,
    /// `os.type`
    pub os: WordId,
    /// Where in the org.
    pub labels: Labels,
    /// The last day of its records.
    pub last_day: Day,
}

/// The resource and scope that a record comes under.
#[derive(Debug)]
pub struct Sender<'a> {
    /// The resource's attributes.
    pub resource: &'a Attributes<'a, Attribute>,
    /// The name of the instrumentation scope.
    pub scope: &'a str,
    labels: &'a Labels,
}

impl<'a> Sender<'a> {
    /// A sender; `labels` are those of the resource.
    pub fn new(resource: &'a Resource<'a, Attribute>, labels: &'a Labels, scope: &'a str) -> Self {
        Self { resource: &resource.attributes.known, scope, labels }
    }
}

/// Most bytes of the labels of all sessions of a request together: a resource says them once for as many sessions as it
/// likes.
const MAX_LABEL_BYTES: usize = 8 * 1024 * 1024;

/// The key of a session by its id.
fn key_of(id: &str) -> i64 {
    hash(&[b"session", id.as_bytes()])
}

/// The sessions of one request.
#[derive(Debug)]
pub struct Sessions {
    rows: BTreeMap<SessionKey, SessionRow>,
    /// The id of the last record's session (none: empty, as no id is) and its key: records of one session follow each
    /// other.
    last: (String, i64),
    /// Bytes that are left for labels.
    room: usize,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), last: (String::new(), 0), room: MAX_LABEL_BYTES }
    }
}

impl Sessions {
    /// Finds the session of a record, and takes in what the record says of it.
    ///
    /// A client that was told not to send `session.id` (`OTEL_METRICS_INCLUDE_SESSION_ID=false`) leaves it
    /// out of all three signals. Its records belong to one session for each user, so that they still meet.
    /// `gen_ai.conversation.id` is no substitute: inside a sub-agent it is the agent's (recorded).
    ///
    /// Office agents name session and user on a query's root span alone, which is sent last. Their spans are
    /// held together by the trace (`trace_id`), so that all of a query is the root's user's.
    pub fn of(
        &mut self,
        sender: &Sender<'_>,
        record: &Attributes<'_, Attribute>,
        trace_id: Option<&[u8; 16]>,
        day: Day,
        words: &mut Words,
    ) -> SessionKey {
        let resource = sender.resource;
        let identity = Identity::of(resource, record);
        let id = record.text(Attribute::SessionId).or_else(|| resource.text(Attribute::SessionId));
        let (source, source_rank) = source(resource, sender.scope, record);
        let key = SessionKey(match (&id, trace_id) {
            (_, Some(trace_id)) if source == Source::Office => hash(&[b"trace", trace_id]),
            (Some(id), _) => {
                if self.last.0 != *id {
                    self.last = (id.clone().into_owned(), key_of(id));
                }
                self.last.1
            }
            (None, _) => hash(&[b"user", identity.user.as_bytes()]),
        });
        let row = self.rows.entry(key).or_insert_with(|| SessionRow {
            name: String::new(),
            user: WordId::NONE,
            user_rank: identity::Rank::Nobody,
            user_name: WordId::NONE,
            source: Source::Other,
            source_rank: source::Rank::Unknown,
            version: WordId::NONE,
            os: WordId::NONE,
            labels: Labels::default(),
            last_day: day,
        });
        if let Some(id) = &id
            && row.name.is_empty()
        {
            row.name = clean(id);
        }
        // Of two that say as much the larger stays, here as in `insert_sessions.sql`: what is known of a
        // session does not depend on the order in which its records arrive.
        if identity.rank >= row.user_rank {
            let user = words.id(&identity.user);
            (row.user_rank, row.user) = (row.user_rank, row.user).max((identity.rank, user));
        }
        (row.source_rank, row.source) = (row.source_rank, row.source).max((source_rank, source));
        let mut word = |key| {
            let text = resource.text(key).or_else(|| record.text(key));
            text.map_or(WordId::NONE, |text| words.id(&text))
        };
        row.user_name = row.user_name.max(word(Attribute::UserName));
        row.os = row.os.max(word(Attribute::OsType));
        let version = word(Attribute::ServiceVersion);
        row.version =
            row.version.max(if version == WordId::NONE { word(Attribute::AppVersion) } else { version });
        row.labels.merge(sender.labels, &mut self.room);
        if let Some(repository) = repository(record) {
            row.labels.add("repository", repository);
        }
        row.last_day = row.last_day.max(day);
        key
    }

    /// Every session with its key.
    pub fn iter(&self) -> impl Iterator<Item = (SessionKey, &SessionRow)> {
        self.rows.iter().map(|(key, row)| (*key, row))
    }
}

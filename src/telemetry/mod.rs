//! Claude's vocabulary: what a span, an event or a data point of a Claude client means, reduced to thin rows.
//!
//! Pure: values in, values out. [`thin`] is the way in; each kind of telemetry has a file of its own.

pub mod attribute;
pub mod decision;
pub mod events;
pub mod identity;
pub mod labels;
pub mod metrics;
pub mod session;
pub mod source;
pub mod spans;
pub mod time;
pub mod word;

use std::collections::BTreeSet;

use crate::otlp::{Attributes, Reason, Refused, Request};
use attribute::Attribute;
use events::EventRow;
use identity::Identity;
use metrics::MetricRow;
use session::{Sender, SessionKey, Sessions};
use spans::SpanRow;
use time::Day;
use word::{WordId, Words};

/// What is kept of one export request.
#[derive(Debug, Default)]
pub struct Thin {
    /// The words that the rows name.
    pub words: Words,
    /// The sessions that the rows belong to.
    pub sessions: Sessions,
    /// Spans.
    pub spans: Vec<SpanRow>,
    /// Log records.
    pub events: Vec<EventRow>,
    /// Data points, a row for each session and export.
    pub metrics: Vec<MetricRow>,
    /// Session-days with something new.
    pub touched: BTreeSet<(Day, SessionKey)>,
    /// Records that could only be told wrongly.
    pub refused: Refused,
    /// Who sent the first of them.
    pub refused_of: WordId,
}

impl Thin {
    /// What is kept of a request that could not be decoded: that there was one.
    pub fn of_undecodable() -> Self {
        let mut thin = Self::default();
        thin.refused.add(Reason::Undecodable, String::new);
        thin
    }

    /// Whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.touched.is_empty() && self.refused.counts.is_empty()
    }

    /// Counts a record of `sender` that was refused.
    fn refuse(
        &mut self,
        sender: &Sender<'_>,
        record: &Attributes<'_, Attribute>,
        reason: Reason,
        message: impl FnOnce() -> String,
    ) {
        if self.refused.counts.is_empty() {
            self.refused_of = self.words.id(&Identity::of(sender.resource, record).user);
        }
        self.refused.add(reason, message);
    }
}

/// Reduces an export request to thin rows. A record that makes no sense is refused alone, with a reason; so is one whose
/// time the day of the `arrival` does not bear out ([`time::believed`]).
pub fn thin(request: &Request<'_, Attribute>, arrival: Day) -> Thin {
    let mut thin = Thin::default();
    match request {
        Request::Traces(request) => spans::thin(request, arrival, &mut thin),
        Request::Metrics(request) => metrics::thin(request, arrival, &mut thin),
        Request::Logs(request) => events::thin(request, arrival, &mut thin),
    }
    thin
}

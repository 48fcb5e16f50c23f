//! Claude's vocabulary: what a span, an event or a data point of a Claude client means, reduced to thin rows.
//!
//! Pure: values in, values out. [`thin`] is the way in; each kind of telemetry has a file of its own.

pub mod attribute;
pub mod decision;
pub mod events;
pub mod identity;
pub mod metrics;
pub mod session;
pub mod source;
pub mod spans;
pub mod time;
pub mod word;

use std::collections::BTreeSet;

use crate::otlp::{Refused, Request};
use attribute::Attribute;
use events::EventRow;
use metrics::MetricRow;
use session::{SessionKey, Sessions};
use spans::SpanRow;
use time::Day;
use word::Words;

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
}

impl Thin {
    /// Whether there is nothing to store.
    pub fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }
}

/// Reduces an export request to thin rows. A record that makes no sense is refused alone, with a reason.
pub fn thin(request: &Request<'_, Attribute>) -> Thin {
    let mut thin = Thin::default();
    match request {
        Request::Traces(request) => spans::thin(request, &mut thin),
        Request::Metrics(request) => metrics::thin(request, &mut thin),
        Request::Logs(request) => events::thin(request, &mut thin),
    }
    thin
}

//! Data points → rows of the table `metric`: one for each session and export, all of its points inside.

use std::collections::{BTreeMap, BTreeSet};

use super::Thin;
use super::attribute::Attribute;
use super::decision::Decider;
use super::events::nanos;
use super::labels::Labels;
use super::session::{Sender, SessionKey};
use super::spans::is_fast;
use super::time::{Day, believed};
use super::word::{WordId, Words, hash, is_name};
use crate::otlp::request::{Metric, MetricsRequest, NumberDataPoint};
use crate::otlp::value::MAX_COUNT;
use crate::otlp::{AggregationTemporality, DataPointFlags, Open, Reason, Value};
use crate::pricing::{Rate, normalise};

/// What a point counts. The codes are stored. Counters that clients break down by more (query source,
/// skill, tool) are added up over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i64)]
pub enum Counter {
    /// Sessions started by a person or a program.
    Sessions = 1,
    /// Lines added; by model.
    LinesAdded = 2,
    /// Lines removed; by model.
    LinesRemoved = 3,
    /// Commits made.
    Commits = 4,
    /// Pull requests opened.
    PullRequests = 5,
    /// Milliseconds that a person typed.
    ActiveUserMs = 6,
    /// Milliseconds that Claude worked.
    ActiveCliMs = 7,
    /// Reported cost in nano-dollars; by model and rate.
    CostNanos = 8,
    /// Tokens; by model and rate.
    InputTokens = 9,
    /// Tokens generated; by model and rate.
    OutputTokens = 10,
    /// Tokens read from the cache; by model and rate.
    CacheReadTokens = 11,
    /// Tokens written to the cache; by model and rate.
    CacheCreationTokens = 12,
    /// Edits that were allowed; by language, who decided and tool.
    EditsAccepted = 13,
    /// Edits that were not; likewise.
    EditsRejected = 14,
    /// Starts of the agents' view, which is a window and no session.
    Views = 15,
}

/// One data point. Points are kept one by one, so that one which is sent again in other company counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// What it counts.
    pub counter: Counter,
    /// The model, or the language of [`Counter::EditsAccepted`] and [`Counter::EditsRejected`].
    pub word: WordId,
    /// What the price depends on besides ([`Rate`]; a metric does not tell how long a prompt was), or the
    /// [`Decider`] of [`Counter::EditsAccepted`] and [`Counter::EditsRejected`].
    pub rate: i64,
    /// How much, in the counter's unit.
    pub value: i64,
    /// Unix milliseconds from which a cumulative value counts; 0 for a delta.
    pub start_ms: i64,
    /// The tool of [`Counter::EditsAccepted`] and [`Counter::EditsRejected`].
    pub tool: WordId,
    /// 32 bits of a hash of all its attributes and its start: what else tells a point from others of one export.
    pub digest: i64,
}

/// A row of the table `metric`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricRow {
    /// The session.
    pub session: SessionKey,
    /// When the export was made.
    pub time_ms: i64,
    /// Whether the values are totals since their start.
    pub cumulative: bool,
    /// The points, sorted.
    pub points: Vec<Point>,
}

const DELTA: i32 = AggregationTemporality::Delta as i32;
const CUMULATIVE: i32 = AggregationTemporality::Cumulative as i32;

/// Thins every data point of a request. Metrics that no Claude client sends are read over.
pub fn thin(request: &MetricsRequest<'_, Attribute>, arrival: Day, thin: &mut Thin) {
    let mut exports = Exports::new();
    for resource_metrics in &request.resource_metrics {
        let labels = Labels::of(&resource_metrics.resource);
        for scope_metrics in &resource_metrics.scope_metrics {
            let sender = Sender::new(&resource_metrics.resource, &labels, &scope_metrics.scope.name);
            for metric in
                scope_metrics.metrics.iter().filter(|metric| metric.name.starts_with("claude_code."))
            {
                thin_metric(metric, &sender, arrival, &mut exports, thin);
            }
        }
    }
    for ((session, time_ms, cumulative), points) in exports {
        thin.touched.insert((Day::of(time_ms), session));
        thin.metrics.push(MetricRow { session, time_ms, cumulative, points: points.into_iter().collect() });
    }
}

/// Points of one row: a client's export has a few dozen, and D1 takes rows of at most 2 MB.
const MAX_POINTS: usize = 5_000;

/// The points of each session, time and temporality.
type Exports = BTreeMap<(SessionKey, i64, bool), BTreeSet<Point>>;

fn thin_metric(
    metric: &Metric<'_, Attribute>,
    sender: &Sender<'_>,
    arrival: Day,
    exports: &mut Exports,
    thin: &mut Thin,
) {
    let Some(sum) = &metric.sum else { return };
    for point in &sum.data_points {
        if point.flags & DataPointFlags::NoRecordedValueMask as u32 != 0 {
            continue;
        }
        let read = match sum.aggregation_temporality.0 {
            DELTA => read(metric, point, false, arrival, &mut thin.words),
            CUMULATIVE => read(metric, point, true, arrival, &mut thin.words),
            _ => Err((
                Reason::Temporality,
                "aggregationTemporality must be 1 (delta) or 2 (cumulative)".to_owned(),
            )),
        };
        let cumulative = sum.aggregation_temporality.0 == CUMULATIVE;
        match read {
            Ok((time_ms, Some(read))) => {
                let day = Day::of(time_ms);
                let session = thin.sessions.of(sender, &point.attributes.known, None, day, &mut thin.words);
                let points = exports.entry((session, time_ms, cumulative)).or_default();
                if points.len() < MAX_POINTS {
                    points.insert(read);
                } else {
                    thin.refuse(sender, &point.attributes.known, Reason::TooMany, || {
                        format!(
                            "data point of {} refused: more than {MAX_POINTS} of one session",
                            metric.name
                        )
                    });
                }
            }
            Ok((_, None)) => {}
            Err((reason, message)) => thin.refuse(sender, &point.attributes.known, reason, || {
                format!("data point of {} refused: {message}", metric.name)
            }),
        }
    }
}

/// A point's time, and what it counts (None: nothing that is counted here).
type Read = (i64, Option<Point>);

fn read(
    metric: &Metric<'_, Attribute>,
    point: &NumberDataPoint<'_, Attribute>,
    cumulative: bool,
    arrival: Day,
    words: &mut Words,
) -> Result<Read, (Reason, String)> {
    let time_ms = believed(point.time_ms, "timeUnixNano", arrival)?;
    let start_ms = if cumulative { believed(point.start_ms, "startTimeUnixNano", arrival)? } else { 0 };
    let value = point.as_double.as_ref().or(point.as_int.as_ref()).and_then(Value::number);
    let value = value
        .filter(|value| (0.0..=MAX_COUNT as f64).contains(value))
        .ok_or_else(|| (Reason::Value, "its value is not a number from 0 to 10^12".to_owned()))?;

    let attributes = &point.attributes.known;
    let kind = attributes.text(Attribute::Type);
    let kind = kind.as_deref().unwrap_or_default();
    let (counter, value) = match (metric.name.as_str(), kind) {
        ("claude_code.session.count", _) => {
            let is_view = attributes.text(Attribute::StartType).as_deref() == Some("agents_view");
            (if is_view { Counter::Views } else { Counter::Sessions }, value)
        }
        ("claude_code.lines_of_code.count", "added") => (Counter::LinesAdded, value),
        ("claude_code.lines_of_code.count", "removed") => (Counter::LinesRemoved, value),
        ("claude_code.commit.count", _) => (Counter::Commits, value),
        ("claude_code.pull_request.count", _) => (Counter::PullRequests, value),
        ("claude_code.active_time.total", "user") => (Counter::ActiveUserMs, value * 1e3),
        ("claude_code.active_time.total", "cli") => (Counter::ActiveCliMs, value * 1e3),
        ("claude_code.cost.usage", _) => {
            let nanos = nanos(value)
                .ok_or_else(|| (Reason::Cost, "its cost is not from 0 to 1,000,000 USD".to_owned()))?;
            (Counter::CostNanos, nanos as f64)
        }
        ("claude_code.token.usage", "input") => (Counter::InputTokens, value),
        ("claude_code.token.usage", "output") => (Counter::OutputTokens, value),
        ("claude_code.token.usage", "cacheRead") => (Counter::CacheReadTokens, value),
        ("claude_code.token.usage", "cacheCreation") => (Counter::CacheCreationTokens, value),
        ("claude_code.code_edit_tool.decision", _) => match attributes.text(Attribute::Decision).as_deref() {
            Some("accept") => (Counter::EditsAccepted, value),
            Some("reject") => (Counter::EditsRejected, value),
            _ => return Ok((time_ms, None)),
        },
        _ => return Ok((time_ms, None)),
    };
    let value = value.round() as i64;
    if value == 0 {
        return Ok((time_ms, None));
    }
    let (word, rate, tool) = match counter {
        Counter::EditsAccepted | Counter::EditsRejected => {
            let source = attributes.text(Attribute::Source);
            let decider = source.as_deref().map_or(Decider::Other, Decider::from_source);
            let language = words.name(attributes, Attribute::Language);
            (language, decider as i64, words.name(attributes, Attribute::ToolName))
        }
        _ => {
            let model = attributes.text(Attribute::Model);
            let model = model.as_deref().map(normalise).filter(|model| is_name(model)).unwrap_or_default();
            let rate = if is_fast(attributes) { Rate::Fast } else { Rate::Standard };
            (words.id(&model), rate.code(), WordId::NONE)
        }
    };
    let digest = digest(point);
    Ok((time_ms, Some(Point { counter, word, rate, value, start_ms, tool, digest })))
}

/// A hash of all attributes, also of those that nothing else reads: a counter's break-down may become finer with any
/// version of the client.
fn digest(point: &NumberDataPoint<'_, Attribute>) -> i64 {
    let Open { known, others } = &point.attributes;
    let known = known.iter().map(|(key, value)| (key.name(), value));
    let others = others.iter().map(|(name, value)| (name.as_str(), value));
    let mut texts: Vec<_> =
        known.chain(others).map(|(name, value)| (name, value.text().unwrap_or_default())).collect();
    texts.sort_unstable();
    let start = point.start_ms.ok().unwrap_or_default().to_be_bytes();
    let mut parts: Vec<&[u8]> =
        texts.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]).collect();
    parts.push(&start);
    hash(&parts) >> 31
}

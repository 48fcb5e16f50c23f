//! Data points → rows of the table `metric`: one for each session and export, all of its points inside.

use std::collections::BTreeMap;

use super::Thin;
use super::attribute::Attribute;
use super::events::nanos;
use super::session::SessionKey;
use super::spans::is_fast;
use super::time::{Day, believed};
use super::word::{WordId, Words, hash, is_name};
use crate::otlp::request::{Metric, MetricsRequest, NumberDataPoint};
use crate::otlp::value::MAX_COUNT;
use crate::otlp::{Attributes, Value};
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
    /// Edits that were allowed; by language.
    EditsAccepted = 13,
    /// Edits that were not; by language.
    EditsRejected = 14,
    /// Starts of the agents' view, which is a window and no session.
    Views = 15,
}

/// One sum of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// What it counts.
    pub counter: Counter,
    /// The model, or the language of [`Counter::EditsAccepted`] and [`Counter::EditsRejected`].
    pub word: WordId,
    /// What the price depends on besides. A metric does not tell how long a prompt was.
    pub rate: Rate,
    /// Unix milliseconds from which a cumulative value counts; 0 for a delta.
    pub start_ms: i64,
    /// How much, in the counter's unit.
    pub value: i64,
}

/// A row of the table `metric`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricRow {
    /// The session.
    pub session: SessionKey,
    /// When the export was made.
    pub time_ms: i64,
    /// A hash of what was sent. Two exports of one millisecond differ in it; one sent twice does not.
    pub digest: i64,
    /// Whether the values are totals since their start.
    pub cumulative: bool,
    /// The points, sorted.
    pub points: Vec<Point>,
}

/// `aggregationTemporality` (metrics.proto).
const DELTA: i32 = 1;
const CUMULATIVE: i32 = 2;

/// Bit 0 of a point's flags (metrics.proto, `DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK`).
const NO_RECORDED_VALUE: u32 = 1;

#[derive(Default)]
struct Export {
    sums: BTreeMap<(Counter, WordId, Rate, i64), f64>,
    sent: Vec<(Counter, WordId, Rate, i64, u64)>,
}

/// Thins every data point of a request. Metrics that no Claude client sends are read over.
pub fn thin(request: &MetricsRequest<'_, Attribute>, thin: &mut Thin) {
    let mut exports: BTreeMap<(SessionKey, i64, bool), Export> = BTreeMap::new();
    for resource_metrics in &request.resource_metrics {
        let resource = &resource_metrics.resource.attributes;
        for scope_metrics in &resource_metrics.scope_metrics {
            for metric in
                scope_metrics.metrics.iter().filter(|metric| metric.name.starts_with("claude_code."))
            {
                thin_metric(metric, resource, &scope_metrics.scope.name, &mut exports, thin);
            }
        }
    }
    for ((session, time_ms, cumulative), mut export) in exports {
        export.sent.sort_unstable();
        let digest = digest(&export.sent);
        let points: Vec<Point> = export
            .sums
            .into_iter()
            .map(|((counter, word, rate, start_ms), sum)| Point {
                counter,
                word,
                rate,
                start_ms,
                value: sum.round() as i64,
            })
            .filter(|point| point.value > 0)
            .collect();
        thin.touched.insert((Day::of(time_ms), session));
        thin.metrics.push(MetricRow { session, time_ms, digest, cumulative, points });
    }
}

fn thin_metric(
    metric: &Metric<'_, Attribute>,
    resource: &Attributes<'_, Attribute>,
    scope: &str,
    exports: &mut BTreeMap<(SessionKey, i64, bool), Export>,
    thin: &mut Thin,
) {
    let Some(sum) = &metric.sum else { return };
    for point in &sum.data_points {
        if point.flags & NO_RECORDED_VALUE != 0 {
            continue;
        }
        let read = match sum.aggregation_temporality.0 {
            DELTA => read(metric, point, false, &mut thin.words),
            CUMULATIVE => read(metric, point, true, &mut thin.words),
            _ => Err("aggregationTemporality must be 1 (delta) or 2 (cumulative)".to_owned()),
        };
        let cumulative = sum.aggregation_temporality.0 == CUMULATIVE;
        match read {
            Ok((time_ms, Some((counter, word, rate, start_ms, value)))) => {
                let session = thin.sessions.of(resource, scope, &point.attributes, &mut thin.words);
                let export = exports.entry((session, time_ms, cumulative)).or_default();
                *export.sums.entry((counter, word, rate, start_ms)).or_default() += value;
                let sent_start = point.start_ms.ok().unwrap_or_default();
                export.sent.push((counter, word, rate, sent_start, value.to_bits()));
            }
            Ok((_, None)) => {}
            Err(reason) => thin.refused.add(|| format!("data point of {} refused: {reason}", metric.name)),
        }
    }
}

type Read = (i64, Option<(Counter, WordId, Rate, i64, f64)>);

/// Reads a point: its time, and what it counts (None: nothing that is counted here).
fn read(
    metric: &Metric<'_, Attribute>,
    point: &NumberDataPoint<'_, Attribute>,
    cumulative: bool,
    words: &mut Words,
) -> Result<Read, String> {
    let time_ms = believed(point.time_ms, "timeUnixNano")?;
    let start_ms = if cumulative { believed(point.start_ms, "startTimeUnixNano")? } else { 0 };
    let value = point.as_double.as_ref().or(point.as_int.as_ref()).and_then(Value::number);
    let value = value
        .filter(|value| (0.0..=MAX_COUNT as f64).contains(value))
        .ok_or("its value is not a number from 0 to 10^12")?;

    let attributes = &point.attributes;
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
            (Counter::CostNanos, nanos(value).ok_or("its cost is beyond belief")? as f64)
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
    let (word, rate) = match counter {
        Counter::EditsAccepted | Counter::EditsRejected => {
            (words.name(attributes, Attribute::Language), Rate::Standard)
        }
        _ => {
            let model = attributes.text(Attribute::Model);
            let model = model.as_deref().map(normalise).filter(|model| is_name(model)).unwrap_or_default();
            (words.id(&model), if is_fast(attributes) { Rate::Fast } else { Rate::Standard })
        }
    };
    Ok((time_ms, Some((counter, word, rate, start_ms, value))))
}

fn digest(sent: &[(Counter, WordId, Rate, i64, u64)]) -> i64 {
    let mut bytes = Vec::with_capacity(sent.len() * 40);
    for (counter, word, rate, start_ms, value) in sent {
        for number in [*counter as i64, word.0, rate.code(), *start_ms] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(&value.to_be_bytes());
    }
    hash(&[b"export", &bytes])
}

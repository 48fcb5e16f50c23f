//! The answer, put together from rows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::OF_MODELS;
use super::approvals::{ByWhom, read};
use super::query::QualityQuery;
use super::row::{Part, Row};
use super::sums::{Headline, Sums};
use super::times::Times;
use crate::api::day;
use crate::api::decider::DeciderName;
use crate::api::figures::{Count, Ratio};
use crate::api::order::largest_first;
use crate::api::usage::GroupBy;
use crate::rollup::distribution::RELATIVE_ERROR;
use crate::rollup::tally::{Fact, Signal, Tally};
use crate::telemetry::source::Source;
use crate::telemetry::time::Day;

/// The most entries of one list: clients make up the names of tools and models.
const MAX_LISTED: usize = 200;
/// The most models whose days are answered.
const MAX_MODELS_BY_DAY: usize = 20;

/// How well it goes: the answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Quality {
    /// First UTC day.
    #[serde(serialize_with = "day::serialize")]
    from: Day,
    /// Last UTC day.
    #[serde(serialize_with = "day::serialize")]
    to: Day,
    /// What the groups are, when asked for.
    group_by: Option<GroupBy>,
    /// How far a percentile may be from the exact one, in parts of it. Means and counts are exact.
    relative_error: f64,
    /// The figures of the whole range, as `previous` and `groups` have them.
    totals: Headline,
    /// Of the range of equal length right before, when asked for.
    previous: Option<Headline>,
    /// Permission decisions.
    approvals: Approvals,
    /// Tools, the most used first.
    tools: Vec<Tool>,
    /// What went wrong with tools, the most frequent first.
    tool_errors: Vec<Class>,
    /// Model requests.
    requests: Requests,
    /// Model requests that failed for good.
    api_errors: ApiErrors,
    /// For people to decide.
    waiting: Waiting,
    /// Hooks that ran, by event.
    hooks: Vec<Hook>,
    /// Turns.
    turns: Turns,
    /// Every day of the range, also the empty ones.
    series: Vec<OfDay>,
    /// Of the models that were asked most, the days on which they were.
    models_by_day: Vec<ModelByDay>,
    /// The groups, when asked for.
    groups: Vec<Group>,
    /// Which signal each fact was believed from.
    told_by: Vec<ToldBy>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Approvals {
    #[serde(flatten)]
    by: ByWhom,
    /// By tool, the most asked about first.
    by_tool: Vec<ToolDecisions>,
    /// By who or what decided.
    by_decider: Vec<DeciderDecisions>,
    /// Decisions about edits, by programming language.
    by_language: Vec<LanguageDecisions>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct ToolDecisions {
    /// The tool.
    tool: String,
    #[serde(flatten)]
    by: ByWhom,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct DeciderDecisions {
    /// Who or what decided.
    decider: DeciderName,
    /// The tool could run.
    accepted: Count,
    /// It could not.
    rejected: Count,
}

/// Decisions about edits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct LanguageDecisions {
    /// The programming language.
    language: String,
    #[serde(flatten)]
    by: ByWhom,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ToolQuality"))]
struct Tool {
    /// The tool.
    tool: String,
    /// Calls that ran.
    runs: Count,
    /// Those that failed.
    failed: Count,
    /// Succeeded ÷ all of which it is said how they ended.
    success_rate: Option<Ratio>,
    /// How long they took.
    time: Times,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ErrorClass"))]
struct Class {
    /// The class of the error.
    class: String,
    /// How often.
    count: Count,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "RequestQuality"))]
struct Requests {
    #[serde(flatten)]
    figures: RequestFigures,
    /// By model, the most asked first.
    by_model: Vec<ModelRequests>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct ModelRequests {
    /// The model.
    model: String,
    #[serde(flatten)]
    figures: RequestFigures,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct RequestFigures {
    /// Those that were answered.
    answered: Count,
    /// Those that failed for good.
    failed: Count,
    /// Attempts beyond the first.
    retries: Count,
    /// Answers that were refused.
    refusals: Count,
    /// Failed ÷ all; None when there were none.
    error_rate: Option<Ratio>,
    /// How long they took.
    latency: Times,
    /// Time to the first token.
    ttft: Times,
}

impl RequestFigures {
    fn of(sums: &Sums) -> Self {
        Self {
            answered: sums.answered,
            failed: sums.failed,
            retries: sums.retries,
            refusals: sums.refusals,
            error_rate: sums.error_rate(),
            latency: sums.latency.times(),
            ttft: sums.ttft.times(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct ApiErrors {
    /// By HTTP status, the most frequent first.
    by_status: Vec<Status>,
    /// By class of the error, likewise.
    by_class: Vec<Class>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "ErrorStatus"))]
struct Status {
    /// HTTP status; None: there was no answer at all.
    status: Option<i64>,
    /// How often.
    count: Count,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct Waiting {
    #[serde(flatten)]
    time: Times,
    /// By tool.
    by_tool: Vec<ToolWaiting>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct ToolWaiting {
    /// The tool.
    tool: String,
    #[serde(flatten)]
    time: Times,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "HookQuality"))]
struct Hook {
    /// The hook event (`PreToolUse`, …).
    event: String,
    /// Runs.
    runs: Count,
    /// Of those, in which a hook blocked what it was asked about.
    blocked: Count,
    /// Of those, in which a hook failed or was cancelled.
    failed: Count,
    /// How long they took.
    time: Times,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "TurnQuality"))]
struct Turns {
    /// How many.
    count: Count,
    /// How long they took.
    time: Times,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "QualityDay"))]
struct OfDay {
    /// UTC day.
    #[serde(serialize_with = "day::serialize")]
    day: Day,
    /// Tools that people let run.
    accepted: Count,
    /// Tools that people did not let run.
    rejected: Count,
    /// Accepted ÷ all decisions of people.
    approval_rate: Option<Ratio>,
    /// Tool calls that ran.
    tool_runs: Count,
    /// Succeeded ÷ all of which it is said how they ended.
    tool_success_rate: Option<Ratio>,
    /// Model requests that were answered.
    requests: Count,
    /// Model requests that failed for good.
    errors: Count,
    /// How long they took.
    latency: Times,
    /// Time to the first token.
    ttft: Times,
    /// For people to decide.
    waiting: Times,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct ModelByDay {
    /// The model.
    model: String,
    /// The days on which it was asked.
    series: Vec<ModelDay>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
struct ModelDay {
    /// UTC day.
    #[serde(serialize_with = "day::serialize")]
    day: Day,
    /// Model requests that were answered.
    requests: Count,
    /// Model requests that failed for good.
    errors: Count,
    /// How long they took.
    latency: Times,
    /// Time to the first token.
    ttft: Times,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "QualityGroup"))]
struct Group {
    /// The user, the model, the source or the label's value; empty: none.
    key: String,
    /// What a user is called.
    name: Option<String>,
    #[serde(flatten)]
    figures: Headline,
}

/// A fact that several signals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Fact"))]
enum FactName {
    /// Answered model requests.
    Requests,
    /// Failed ones.
    Errors,
    /// Tokens.
    Tokens,
    /// Reported cost.
    Cost,
    /// User prompts.
    Prompts,
    /// Tool calls that ran.
    ToolRuns,
    /// Permission decisions.
    Decisions,
}

/// Of how many session-days each signal was believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "FactToldBy"))]
struct ToldBy {
    /// What was told.
    fact: FactName,
    /// Session-days on which events told it.
    logs: Count,
    /// Session-days on which spans told it.
    traces: Count,
    /// Session-days on which data points told it.
    metrics: Count,
}

impl Quality {
    /// Puts the answer together from the results of [`super::statements`].
    pub fn new(query: &QualityQuery, results: &[Vec<Row>]) -> Self {
        let mut results = results.iter().map(Vec::as_slice);
        let rows = results.next().unwrap_or_default();
        let previous = query.filter.compare.then(|| results.next().unwrap_or_default());
        let grouped = query.group_by.as_ref().map(|group_by| (group_by, results.next().unwrap_or_default()));

        // What is told of edits alone is not added to the decisions; both may tell of the same one.
        let total = sum(rows.iter().filter(|row| row.part != Part::Day && row.tally() != Some(Tally::Edit)));
        Self {
            from: query.filter.from,
            to: query.filter.to,
            group_by: query.group_by.clone(),
            relative_error: (RELATIVE_ERROR * 1e4).round() / 1e4,
            totals: total.headline(),
            previous: previous.map(|rows| sum(rows).headline()),
            approvals: approvals(rows, &total),
            tools: tools(rows),
            tool_errors: classes(rows, Tally::ToolError),
            requests: requests(rows, &total),
            api_errors: ApiErrors {
                by_status: statuses(rows),
                by_class: classes(rows, Tally::ApiErrorClass),
            },
            waiting: waiting(rows, &total),
            hooks: hooks(rows),
            turns: Turns { count: total.turns, time: total.turn_time.times() },
            series: series(rows, query.filter.from, query.filter.to),
            models_by_day: models_by_day(rows),
            groups: grouped.map(|(group_by, rows)| groups(group_by, rows)).unwrap_or_default(),
            told_by: told_by(rows),
        }
    }
}

fn sum<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Sums {
    let mut sums = Sums::default();
    for row in rows {
        sums.take(row);
    }
    sums
}

/// The rows of some tallies, and those of model requests, added up by name, the most first.
fn by_name(rows: &[Row], tallies: &[Tally], weight: fn(&Sums) -> Count) -> Vec<(String, Sums)> {
    let mut names: BTreeMap<&str, Sums> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.part != Part::Day) {
        let is_wanted = match row.tally() {
            Some(tally) => tallies.contains(&tally),
            None => row.part == Part::Used && tallies == OF_MODELS,
        };
        if is_wanted {
            names.entry(row.name()).or_default().take(row);
        }
    }
    let mut named = Vec::new();
    for (name, sums) in names {
        let weight = weight(&sums);
        if weight > Count(0) {
            named.push((weight, name.to_owned(), sums));
        }
    }
    let named = largest_first(named, MAX_LISTED, |(weight, _, _)| [weight.0, 0, 0]);
    named.into_iter().map(|(_, name, sums)| (name, sums)).collect()
}

fn of(row: &Row, tally: Tally) -> bool {
    row.tally() == Some(tally)
}

fn approvals(rows: &[Row], total: &Sums) -> Approvals {
    let decided = |tally| by_name(rows, &[tally], |sums| sums.decisions.all());
    let mut by_decider: BTreeMap<DeciderName, DeciderDecisions> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.part == Part::Count && of(row, Tally::Decision)) {
        let (decider, accepted) = read(row.detail);
        let new = DeciderDecisions { decider, accepted: Count(0), rejected: Count(0) };
        let decisions = by_decider.entry(decider).or_insert(new);
        *(if accepted { &mut decisions.accepted } else { &mut decisions.rejected }) += row.count;
    }
    Approvals {
        by: total.decisions,
        by_tool: decided(Tally::Decision)
            .into_iter()
            .map(|(tool, sums)| ToolDecisions { tool, by: sums.decisions })
            .collect(),
        by_decider: by_decider.into_values().collect(),
        by_language: decided(Tally::Edit)
            .into_iter()
            .map(|(language, sums)| LanguageDecisions { language, by: sums.decisions })
            .collect(),
    }
}

fn tools(rows: &[Row]) -> Vec<Tool> {
    by_name(rows, &[Tally::ToolRun], |sums| sums.tools.all)
        .into_iter()
        .map(|(tool, sums)| Tool {
            tool,
            runs: sums.tools.all,
            failed: sums.tools.failed,
            success_rate: sums.tools.success_rate(),
            time: sums.tool_time.times(),
        })
        .collect()
}

fn requests(rows: &[Row], total: &Sums) -> Requests {
    let any = |sums: &Sums| {
        let mut any = sums.answered;
        any += sums.failed;
        any += sums.refusals;
        any
    };
    let by_model = by_name(rows, OF_MODELS, any)
        .into_iter()
        .map(|(model, sums)| ModelRequests { model, figures: RequestFigures::of(&sums) })
        .collect();
    Requests { figures: RequestFigures::of(total), by_model }
}

/// How often each name or detail of a tally was counted, the most first.
fn counted<'a, K: Ord>(rows: &'a [Row], tally: Tally, key: fn(&'a Row) -> K) -> Vec<(K, Count)> {
    let mut counts: BTreeMap<K, Count> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.part == Part::Count && of(row, tally)) {
        *counts.entry(key(row)).or_default() += row.count;
    }
    let counts = counts.into_iter().filter(|(_, count)| *count > Count(0)).collect();
    largest_first(counts, MAX_LISTED, |(_, count)| [count.0, 0, 0])
}

fn classes(rows: &[Row], tally: Tally) -> Vec<Class> {
    let class = |(class, count): (&str, Count)| Class { class: class.to_owned(), count };
    counted(rows, tally, Row::name).into_iter().map(class).collect()
}

fn statuses(rows: &[Row]) -> Vec<Status> {
    let status = |(status, count)| Status { status: (status != 0).then_some(status), count };
    counted(rows, Tally::ApiError, |row| row.detail).into_iter().map(status).collect()
}

fn waiting(rows: &[Row], total: &Sums) -> Waiting {
    let by_tool = by_name(rows, &[Tally::Waiting], |sums| sums.waiting.times().count)
        .into_iter()
        .map(|(tool, sums)| ToolWaiting { tool, time: sums.waiting.times() })
        .collect();
    Waiting { time: total.waiting.times(), by_tool }
}

fn hooks(rows: &[Row]) -> Vec<Hook> {
    by_name(rows, &[Tally::Hook], |sums| sums.hooks.all)
        .into_iter()
        .map(|(event, sums)| Hook {
            event,
            runs: sums.hooks.all,
            blocked: sums.hooks.blocked,
            failed: sums.hooks.failed,
            time: sums.hook_time.times(),
        })
        .collect()
}

fn series(rows: &[Row], from: Day, to: Day) -> Vec<OfDay> {
    let mut days: BTreeMap<i64, Sums> = BTreeMap::new();
    for row in rows {
        if let Some(day) = row.day {
            days.entry(day).or_default().take(row);
        }
    }
    (from.0..=to.0)
        .map(|day| {
            let sums = days.remove(&day).unwrap_or_default();
            OfDay {
                day: Day(day),
                accepted: sums.decisions.people.accepted,
                rejected: sums.decisions.people.rejected,
                approval_rate: sums.decisions.people.rate,
                tool_runs: sums.tools.all,
                tool_success_rate: sums.tools.success_rate(),
                requests: sums.answered,
                errors: sums.failed,
                latency: sums.latency.times(),
                ttft: sums.ttft.times(),
                waiting: sums.waiting.times(),
            }
        })
        .collect()
}

fn models_by_day(rows: &[Row]) -> Vec<ModelByDay> {
    let mut days: BTreeMap<(&str, i64), Sums> = BTreeMap::new();
    for row in rows {
        let is_of_model = row.part == Part::Used || of(row, Tally::Latency) || of(row, Tally::Ttft);
        // What has no model is sessions, prompts and tools.
        if let (Some(day), true, false) = (row.day, is_of_model, row.name().is_empty()) {
            days.entry((row.name(), day)).or_default().take(row);
        }
    }
    let mut models: Vec<(u64, ModelByDay)> = Vec::new();
    for ((model, day), sums) in &days {
        if models.last().is_none_or(|(_, last)| last.model != *model) {
            models.push((0, ModelByDay { model: (*model).to_owned(), series: Vec::new() }));
        }
        if let Some((requests, last)) = models.last_mut() {
            *requests = requests.saturating_add(sums.answered.0).saturating_add(sums.failed.0);
            last.series.push(ModelDay {
                day: Day(*day),
                requests: sums.answered,
                errors: sums.failed,
                latency: sums.latency.times(),
                ttft: sums.ttft.times(),
            });
        }
    }
    models.retain(|(requests, _)| *requests > 0);
    let models = largest_first(models, MAX_MODELS_BY_DAY, |(requests, _)| [*requests, 0, 0]);
    models.into_iter().map(|(_, model)| model).collect()
}

fn groups(group_by: &GroupBy, rows: &[Row]) -> Vec<Group> {
    let mut by_key: BTreeMap<String, (Option<String>, Sums)> = BTreeMap::new();
    for row in rows {
        let key = match group_by {
            GroupBy::Source => Source::from_code(row.key).name().to_owned(),
            _ => row.name().to_owned(),
        };
        let (name, sums) = by_key.entry(key).or_default();
        if name.is_none() {
            name.clone_from(&row.called);
        }
        sums.take(row);
    }
    let groups = by_key.into_iter().filter(|(_, (_, sums))| *sums != Sums::default()).collect();
    let groups = largest_first(groups, usize::MAX, |(_, (_, sums))| sums.weight());
    groups.into_iter().map(|(key, (name, sums))| Group { key, name, figures: sums.headline() }).collect()
}

fn told_by(rows: &[Row]) -> Vec<ToldBy> {
    const FACTS: [(Fact, FactName); 7] = [
        (Fact::Requests, FactName::Requests),
        (Fact::Errors, FactName::Errors),
        (Fact::Tokens, FactName::Tokens),
        (Fact::Cost, FactName::Cost),
        (Fact::Prompts, FactName::Prompts),
        (Fact::ToolRuns, FactName::ToolRuns),
        (Fact::Decisions, FactName::Decisions),
    ];
    let session_days = |fact: Fact, signal: Signal| {
        let detail = crate::rollup::tally::authority(fact, signal);
        rows.iter()
            .filter(|row| row.part == Part::Count && of(row, Tally::Authority) && row.detail == detail)
            .fold(Count(0), |mut sum, row| {
                sum += row.count;
                sum
            })
    };
    FACTS
        .into_iter()
        .map(|(fact, name)| ToldBy {
            fact: name,
            logs: session_days(fact, Signal::Logs),
            traces: session_days(fact, Signal::Traces),
            metrics: session_days(fact, Signal::Metrics),
        })
        .collect()
}

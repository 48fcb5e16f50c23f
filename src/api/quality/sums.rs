//! What rows add up to: of everything, a day, a model, a tool or a group alike.

use serde::Serialize;

use super::approvals::{ByWhom, Decisions};
use super::row::{Part, Row};
use super::times::{Sample, Times};
use crate::api::figures::{Count, Ratio};
use crate::rollup::tally::Tally;

/// Rows that are being added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sums {
    pub decisions: ByWhom,
    pub tools: Runs,
    pub answered: Count,
    pub failed: Count,
    pub retries: Count,
    pub refusals: Count,
    pub turns: Count,
    pub latency: Sample,
    pub ttft: Sample,
    pub tool_time: Sample,
    pub waiting: Sample,
    pub turn_time: Sample,
    pub hook_time: Sample,
    pub hooks: Runs,
}

/// Runs of tools or hooks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Runs {
    pub all: Count,
    pub failed: Count,
    /// Of hooks: what they were asked about was stopped.
    pub blocked: Count,
    /// How a run ended is not always said.
    pub said: Count,
}

impl Runs {
    /// Succeeded ÷ all of which it is said how they ended.
    pub fn success_rate(&self) -> Option<Ratio> {
        Ratio::of(Count(self.said.0.saturating_sub(self.failed.0)), self.said)
    }
}

impl Sums {
    /// Adds a row.
    #[inline(never)] // As `Sample::times`.
    pub fn take(&mut self, row: &Row) {
        match (row.part, row.tally()) {
            (Part::Used, _) => {
                self.answered += row.requests;
                self.failed += row.errors;
                self.retries += row.retries;
            }
            (Part::Count | Part::Day, Some(tally)) => self.count(tally, row),
            (Part::Total, Some(tally)) => {
                if let Some(sample) = self.sample(tally) {
                    sample.add_total(row.total);
                }
            }
            (Part::Buckets, Some(tally)) => {
                if let (Some(sample), Some(buckets)) = (self.sample(tally), &row.buckets) {
                    sample.add_buckets(buckets);
                }
            }
            (_, None) => {}
        }
    }

    fn count(&mut self, tally: Tally, row: &Row) {
        match tally {
            Tally::Decision | Tally::Edit => self.decisions.add(row.detail, row.count),
            Tally::ToolRun => {
                self.tools.all += row.count;
                match row.detail {
                    1 => self.tools.said += row.count,
                    0 => {
                        self.tools.said += row.count;
                        self.tools.failed += row.count;
                    }
                    _ => {}
                }
            }
            Tally::Hook => {
                self.hooks.all += row.count;
                self.hooks.said += row.count;
                match row.detail {
                    1 => self.hooks.blocked += row.count,
                    2 => self.hooks.failed += row.count,
                    _ => {}
                }
            }
            Tally::Refusal => self.refusals += row.count,
            Tally::Turn => self.turns += row.count,
            _ => {}
        }
    }

    fn sample(&mut self, tally: Tally) -> Option<&mut Sample> {
        match tally {
            Tally::Latency => Some(&mut self.latency),
            Tally::Ttft => Some(&mut self.ttft),
            Tally::ToolRun => Some(&mut self.tool_time),
            Tally::Waiting => Some(&mut self.waiting),
            Tally::Turn => Some(&mut self.turn_time),
            Tally::Hook => Some(&mut self.hook_time),
            _ => None,
        }
    }

    /// Failed ÷ all model requests.
    pub fn error_rate(&self) -> Option<Ratio> {
        let mut all = self.answered;
        all += self.failed;
        Ratio::of(self.failed, all)
    }

    /// The figures that are compared.
    pub fn headline(&self) -> Headline {
        Headline {
            people: self.decisions.people,
            hooks: self.decisions.hooks,
            automatic: self.decisions.automatic,
            tool_runs: self.tools.all,
            tools_failed: self.tools.failed,
            tool_success_rate: self.tools.success_rate(),
            requests: self.answered,
            errors: self.failed,
            retries: self.retries,
            refusals: self.refusals,
            error_rate: self.error_rate(),
            turns: self.turns,
            latency: self.latency.times(),
            ttft: self.ttft.times(),
            tool_time: self.tool_time.times(),
            waiting: self.waiting.times(),
            turn_time: self.turn_time.times(),
        }
    }

    /// By which groups are put in order.
    pub fn weight(&self) -> [u64; 3] {
        [self.answered.0, self.tools.all.0, self.decisions.all().0]
    }
}

/// The figures by which ranges and groups are compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Headline {
    /// Decisions of people; `rate` is the approval rate.
    pub people: Decisions,
    /// Decisions of hooks.
    pub hooks: Decisions,
    /// Decisions of rules in the settings.
    pub automatic: Decisions,
    /// Tool calls that ran.
    pub tool_runs: Count,
    /// Those that failed.
    pub tools_failed: Count,
    /// Succeeded ÷ all of which it is said how they ended.
    pub tool_success_rate: Option<Ratio>,
    /// Model requests that were answered.
    pub requests: Count,
    /// Model requests that failed for good.
    pub errors: Count,
    /// Attempts beyond the first.
    pub retries: Count,
    /// Answers that were refused.
    pub refusals: Count,
    /// Failed ÷ all model requests.
    pub error_rate: Option<Ratio>,
    /// Turns.
    pub turns: Count,
    /// Of answered model requests.
    pub latency: Times,
    /// Time to the first token.
    pub ttft: Times,
    /// Of tool calls.
    pub tool_time: Times,
    /// For people to decide.
    pub waiting: Times,
    /// Of turns.
    pub turn_time: Times,
}

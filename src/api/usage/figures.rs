//! The figures of a day, a group or a whole range.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::api::figures::{Count, Ratio, Seconds, Usd, UsdDifference};

/// What was used, as rows of the database have it and as it is added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Sums {
    /// Model requests that were answered.
    pub requests: Count,
    /// Model requests that failed for good.
    pub errors: Count,
    /// Attempts beyond the first.
    pub retries: Count,
    /// Tokens of prompts that neither came from nor went to the cache.
    pub input_tokens: Count,
    /// Tokens that were generated.
    pub output_tokens: Count,
    /// Tokens of prompts that came from the cache.
    pub cache_read_tokens: Count,
    /// Tokens of prompts that were written to the cache.
    pub cache_creation_tokens: Count,
    /// Tokens at the prices of their days: the org's own, else the list's.
    #[serde(rename = "list_cost_nanos")]
    pub cost: Usd,
    /// What the clients said it cost.
    #[serde(rename = "reported_cost_nanos")]
    pub reported_cost: Usd,
    /// Tokens that have no price and are in no cost.
    pub unpriced_tokens: Count,
    /// Sessions started.
    pub sessions: Count,
    /// User prompts.
    pub prompts: Count,
    /// Tool calls that ran.
    pub tool_runs: Count,
    /// Those that failed.
    pub tool_errors: Count,
    /// Permissions that people granted.
    pub approvals: Count,
    /// Permissions that people refused.
    pub rejections: Count,
    /// Lines of code added.
    pub lines_added: Count,
    /// Lines of code removed.
    pub lines_removed: Count,
    /// Commits made.
    pub commits: Count,
    /// Pull requests opened.
    pub pull_requests: Count,
    /// Time spent typing.
    #[serde(rename = "active_user_ms")]
    pub active_user: Seconds,
    /// Time Claude spent working.
    #[serde(rename = "active_cli_ms")]
    pub active_cli: Seconds,
    /// What the tokens that have a price would have cost more, had nothing been cached: what came from and went to
    /// the cache at the price of plain input.
    #[serde(rename = "cache_savings_nanos")]
    pub cache_savings: UsdDifference,
}

impl Sums {
    /// All four kinds of tokens.
    pub fn tokens(&self) -> Count {
        let mut tokens = self.prompt_tokens();
        tokens += self.output_tokens;
        tokens
    }

    /// The tokens of prompts, wherever they came from and went to.
    fn prompt_tokens(&self) -> Count {
        let mut tokens = self.input_tokens;
        tokens += self.cache_read_tokens;
        tokens += self.cache_creation_tokens;
        tokens
    }

    /// Whether nothing was used at all: the daily table keeps rows that were corrected to zero.
    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.errors += other.errors;
        self.retries += other.retries;
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.cache_read_tokens += other.cache_read_tokens;
        self.cache_creation_tokens += other.cache_creation_tokens;
        self.cost += other.cost;
        self.reported_cost += other.reported_cost;
        self.unpriced_tokens += other.unpriced_tokens;
        self.sessions += other.sessions;
        self.prompts += other.prompts;
        self.tool_runs += other.tool_runs;
        self.tool_errors += other.tool_errors;
        self.approvals += other.approvals;
        self.rejections += other.rejections;
        self.lines_added += other.lines_added;
        self.lines_removed += other.lines_removed;
        self.commits += other.commits;
        self.pull_requests += other.pull_requests;
        self.active_user += other.active_user;
        self.active_cli += other.active_cli;
        self.cache_savings += other.cache_savings;
    }
}

/// What was used, as it is answered. What is told without a model is None where only models are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Figures {
    /// Model requests that were answered.
    pub requests: Count,
    /// Model requests that failed for good.
    pub errors: Count,
    /// Attempts beyond the first.
    pub retries: Count,
    /// Tokens of prompts that neither came from nor went to the cache.
    pub input_tokens: Count,
    /// Tokens that were generated.
    pub output_tokens: Count,
    /// Tokens of prompts that came from the cache.
    pub cache_read_tokens: Count,
    /// Tokens of prompts that were written to the cache.
    pub cache_creation_tokens: Count,
    /// How much of all tokens of prompts came from the cache; None without prompts.
    pub cache_hit_rate: Option<Ratio>,
    /// Tokens at the prices of their days: the org's own, else the list's.
    pub cost_usd: Usd,
    /// What the clients said it cost.
    pub reported_cost_usd: Usd,
    /// `cost_usd` less `reported_cost_usd`.
    pub cost_difference_usd: UsdDifference,
    /// Tokens that have no price and are in no cost.
    pub unpriced_tokens: Count,
    /// Sessions started.
    pub sessions: Option<Count>,
    /// User prompts.
    pub prompts: Option<Count>,
    /// Tool calls that ran.
    pub tool_runs: Option<Count>,
    /// Those that failed.
    pub tool_errors: Option<Count>,
    /// Permissions that people granted.
    pub approvals: Option<Count>,
    /// Permissions that people refused.
    pub rejections: Option<Count>,
    /// Lines of code added.
    pub lines_added: Count,
    /// Lines of code removed.
    pub lines_removed: Count,
    /// Commits made.
    pub commits: Option<Count>,
    /// Pull requests opened.
    pub pull_requests: Option<Count>,
    /// Time spent typing.
    pub active_user_seconds: Option<Seconds>,
    /// Time Claude spent working.
    pub active_cli_seconds: Option<Seconds>,
    /// What the same tokens would have cost had nothing been cached, less `cost_usd`: what was read from and written to
    /// the cache at the price of plain input on its day. Negative where writes outweigh reads; only of tokens that
    /// have a price.
    pub cache_savings_usd: UsdDifference,
}

/// Whether figures that are told without a model are among those that were added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All figures are.
    Everything,
    /// Only what is told by model.
    Models,
}

impl Figures {
    /// The sums as they are answered.
    pub fn new(sums: &Sums, scope: Scope) -> Self {
        let count = |count: Count| (scope == Scope::Everything).then_some(count);
        let seconds = |seconds: Seconds| (scope == Scope::Everything).then_some(seconds);
        Self {
            requests: sums.requests,
            errors: sums.errors,
            retries: sums.retries,
            input_tokens: sums.input_tokens,
            output_tokens: sums.output_tokens,
            cache_read_tokens: sums.cache_read_tokens,
            cache_creation_tokens: sums.cache_creation_tokens,
            cache_hit_rate: Ratio::of(sums.cache_read_tokens, sums.prompt_tokens()),
            cost_usd: sums.cost,
            reported_cost_usd: sums.reported_cost,
            cost_difference_usd: sums.cost.minus(sums.reported_cost),
            unpriced_tokens: sums.unpriced_tokens,
            sessions: count(sums.sessions),
            prompts: count(sums.prompts),
            tool_runs: count(sums.tool_runs),
            tool_errors: count(sums.tool_errors),
            approvals: count(sums.approvals),
            rejections: count(sums.rejections),
            lines_added: sums.lines_added,
            lines_removed: sums.lines_removed,
            commits: count(sums.commits),
            pull_requests: count(sums.pull_requests),
            active_user_seconds: seconds(sums.active_user),
            active_cli_seconds: seconds(sums.active_cli),
            cache_savings_usd: sums.cache_savings,
        }
    }
}

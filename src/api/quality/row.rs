//! The rows of `quality.sql` and `headline.sql`.

use serde::Deserialize;

use crate::api::figures::Count;
use crate::rollup::tally::Tally;

/// One row of either.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// What it tells of.
    pub part: Part,
    /// The day, where it is of one.
    pub day: Option<i64>,
    /// The group, in `headline.sql`: a word, a source's code, a cohort.
    #[serde(default)]
    pub key: i64,
    /// [`Tally`]; 0: none.
    pub tally: i64,
    /// The word of the tally's name, or of the group; the label's value.
    pub text: Option<String>,
    /// What a user is called.
    #[serde(default)]
    pub called: Option<String>,
    /// The tally's detail.
    pub detail: i64,
    /// How often.
    pub count: Count,
    /// Milliseconds in all.
    pub total: Count,
    /// Merged buckets: `{"57": 3}`
    pub buckets: Option<String>,
    /// Model requests that were answered.
    pub requests: Count,
    /// Those that failed for good.
    pub errors: Count,
    /// Attempts beyond the first.
    pub retries: Count,
}

/// What a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// How often something happened, by name and detail.
    Count,
    /// The same by day, not by name; it is in [`Part::Count`] too.
    Day,
    /// How long it took in all.
    Total,
    /// How long it took, in buckets.
    Buckets,
    /// Model requests.
    Used,
}

impl Row {
    /// What is tallied; None: nothing, or what this version does not know.
    pub fn tally(&self) -> Option<Tally> {
        Tally::ALL.iter().copied().find(|tally| *tally as i64 == self.tally)
    }

    /// The name; empty when there is none.
    pub fn name(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }
}

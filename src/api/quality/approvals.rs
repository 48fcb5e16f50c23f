//! Permission decisions, by who made them.

use serde::Serialize;

use crate::api::decider::{DecidedBy, DeciderName};
use crate::api::figures::{Count, Ratio};

/// Decisions of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Decisions {
    /// The tool could run.
    pub accepted: Count,
    /// It could not.
    pub rejected: Count,
    /// Accepted ÷ all; None when there were none.
    pub rate: Option<Ratio>,
}

/// Decisions by whose they are. Only people's make an approval rate: a rule answers without asking anyone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "DecisionsByWhom"))]
pub struct ByWhom {
    /// Of people.
    pub people: Decisions,
    /// Of hooks.
    pub hooks: Decisions,
    /// Of rules in the settings.
    pub automatic: Decisions,
    /// Of something newer than this list.
    pub other: Decisions,
}

impl Decisions {
    fn add(&mut self, accepted: bool, count: Count) {
        if accepted {
            self.accepted += count;
        } else {
            self.rejected += count;
        }
        self.rate = Ratio::of(self.accepted, self.all());
    }

    /// Accepted and rejected.
    pub fn all(&self) -> Count {
        let mut all = self.accepted;
        all += self.rejected;
        all
    }
}

/// What `rollup::tally::decision` put into a number.
pub fn read(detail: i64) -> (DeciderName, bool) {
    (DeciderName::from_code(detail.div_euclid(2)), detail.rem_euclid(2) == 1)
}

impl ByWhom {
    /// Adds decisions of a tally's detail.
    pub fn add(&mut self, detail: i64, count: Count) {
        let (decider, accepted) = read(detail);
        let decisions = match decider.kind() {
            DecidedBy::Person => &mut self.people,
            DecidedBy::Hook => &mut self.hooks,
            DecidedBy::Rule => &mut self.automatic,
            DecidedBy::Other => &mut self.other,
        };
        decisions.add(accepted, count);
    }

    /// How many decisions there are.
    pub fn all(&self) -> Count {
        [self.people, self.hooks, self.automatic, self.other].iter().fold(Count(0), |mut sum, decisions| {
            sum += decisions.all();
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollup::tally::decision;
    use crate::telemetry::decision::Decider;

    #[test]
    fn only_people_make_the_approval_rate() {
        let mut by = ByWhom::default();
        for (decider, accepted, count) in [
            (Decider::Config, true, 100),
            (Decider::Hook, false, 3),
            (Decider::UserPermanent, true, 1),
            (Decider::UserTemporary, true, 2),
            (Decider::UserAbort, false, 1),
            (Decider::UserReject, false, 1),
            (Decider::Other, true, 7),
        ] {
            by.add(decision(decider as i64, accepted), Count(count));
        }
        assert_eq!((by.people.accepted, by.people.rejected), (Count(3), Count(2)));
        assert_eq!(by.people.rate, Ratio::of(Count(3), Count(5)));
        assert_eq!(
            (by.automatic.accepted, by.hooks.rejected, by.other.accepted),
            (Count(100), Count(3), Count(7))
        );
        assert_eq!(by.all(), Count(115));
        assert_eq!(ByWhom::default().people.rate, None);
    }
}

//! What settings leave untold, and which variable tells it.

use serde::Serialize;

use crate::rollup::tally::Gap;
use crate::telemetry::source::Source;

/// Something that sessions did not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema), schemars(rename = "Gap"))]
pub enum GapName {
    /// No e-mail address: the user is an account or an installation.
    Email,
    /// No `session.id`.
    SessionId,
    /// No repository.
    Repository,
    /// No sure sign of the surface.
    Entrypoint,
    /// No team, department, cost centre or other label.
    Team,
    /// No log records.
    Logs,
    /// No spans.
    Traces,
    /// No data points.
    Metrics,
}

impl GapName {
    /// The gap of a tally's detail; None: not known to this version.
    pub fn from_code(code: i64) -> Option<Self> {
        const GAPS: [(Gap, GapName); 8] = [
            (Gap::Email, GapName::Email),
            (Gap::SessionId, GapName::SessionId),
            (Gap::Repository, GapName::Repository),
            (Gap::Entrypoint, GapName::Entrypoint),
            (Gap::Team, GapName::Team),
            (Gap::Logs, GapName::Logs),
            (Gap::Traces, GapName::Traces),
            (Gap::Metrics, GapName::Metrics),
        ];
        GAPS.into_iter().find(|(gap, _)| *gap as i64 == code).map(|(_, name)| name)
    }

    /// What to set so that clients tell it. Cowork takes no variables and the Office add-ins have one signal, so
    /// for those who use nothing else the answer is another.
    pub fn setting(self, sources: &[Source]) -> &'static str {
        let only = |source: Source| !sources.is_empty() && sources.iter().all(|used| *used == source);
        match self {
            Self::Traces | Self::Metrics if only(Source::Cowork) => {
                "Nothing to set: Cowork sends log records alone, unless it runs on another company's platform."
            }
            Self::Logs | Self::Metrics if only(Source::Office) => {
                "Nothing to set: the Office add-ins send traces alone."
            }
            Self::Email => {
                "Set OTEL_RESOURCE_ATTRIBUTES=user.email=<address> for each person: with an API key or a cloud \
                 provider the client knows no address."
            }
            Self::SessionId => {
                "Set OTEL_METRICS_INCLUDE_SESSION_ID=true, or remove it: something sets it to false."
            }
            Self::Repository => {
                "Set OTEL_METRICS_INCLUDE_REPOSITORY=true, for clients from 2.1.269 on, or put vcs.repository.name=<name> \
                 into OTEL_RESOURCE_ATTRIBUTES."
            }
            Self::Entrypoint => {
                "Set OTEL_METRICS_INCLUDE_ENTRYPOINT=true, for clients from 2.1.152 on: CLI, editor and Agent SDK look \
                 alike without it."
            }
            Self::Team => {
                "Set OTEL_RESOURCE_ATTRIBUTES=team.id=<team>, with department, cost_center or deployment.environment as \
                 you need, separated by commas."
            }
            Self::Logs => "Set OTEL_LOGS_EXPORTER=otlp.",
            Self::Traces => "Set CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1 and OTEL_TRACES_EXPORTER=otlp.",
            Self::Metrics => "Set OTEL_METRICS_EXPORTER=otlp.",
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_gap_has_a_name_and_a_setting() {
        for code in 1..=8 {
            let gap = GapName::from_code(code).unwrap();
            let setting = gap.setting(&[Source::Cli]);
            assert!(
                setting.contains("=true") || setting.contains("=otlp") || setting.contains("ATTRIBUTES="),
                "{gap:?}"
            );
        }
        assert_eq!(GapName::from_code(0), None);
        assert_eq!(GapName::from_code(9), None);
    }

    #[test]
    fn what_a_surface_cannot_send_is_not_asked_of_it() {
        assert!(GapName::Traces.setting(&[Source::Cowork]).starts_with("Nothing"));
        assert!(GapName::Traces.setting(&[Source::Cowork, Source::Cli]).starts_with("Set"));
        assert!(GapName::Traces.setting(&[]).starts_with("Set"));
    }
}
